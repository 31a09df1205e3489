"""Hours of single days: exceptions and public holidays, against calendars written out by hand."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from directory.hours import DatedRule, compose, open_at
from tests.directory.clocks import (
    AUTUMN,
    DAYS,
    KYIV,
    USUAL,
    open_intervals,
)
from tests.examples import several

# --- exceptions, against a calendar

weekly_tables = st.lists(
    st.lists(st.integers(0, 24), min_size=2, max_size=4, unique=True)
    .map(sorted)
    .filter(lambda list_: len(list_) % 2 == 0)
    | st.just([]),
    min_size=7,
    max_size=7,
)
some_days = st.tuples(st.integers(0, 20), st.integers(0, 6)).map(
    lambda pair: (date(2028, 2, 20) + timedelta(days=pair[0]), date(2028, 2, 20) + timedelta(days=sum(pair)))
)
exceptions = st.lists(
    st.tuples(some_days, st.sampled_from([[], [9, 15], [0, 24], [10, 12, 13, 17]]), st.text(max_size=12)),
    max_size=5,
)


def written(pairs: list[int]) -> str:
    return ",".join(f"{start:02}:00-{end:02}:00" for start, end in zip(pairs[::2], pairs[1::2], strict=True))


@several
@given(weekly_tables, exceptions, st.booleans())
def test_a_later_exception_replaces_the_days_that_it_names(table, changes, martial_law):
    weekly = "; ".join(f"{day} {written(pairs) or 'off'}" for day, pairs in zip(DAYS, table, strict=True))
    rules = [DatedRule(start, end, written(pairs), reason) for (start, end), pairs, reason in changes]

    text = compose(weekly, rules, martial_law=martial_law, holidays=[date(2028, 3, 8)])

    for offset in range(30):
        day = date(2028, 2, 19) + timedelta(days=offset)
        pairs = table[day.weekday()]
        for (start, end), other, _reason in changes:
            if start <= day <= end:
                pairs = other
        expected = [
            any(a <= hour < b for a, b in zip(pairs[::2], pairs[1::2], strict=True)) for hour in range(24)
        ]
        assert [open_at(text, datetime.combine(day, time(hour, 30))) for hour in range(24)] == expected


@pytest.mark.parametrize("martial_law", [True, False])
def test_how_exceptions_are_written(martial_law):
    rules = [
        DatedRule(date(2026, 12, 1), date(2026, 12, 5), "", "ремонт"),
        DatedRule(date(2026, 11, 27), date(2026, 11, 27), "9:00-15:00"),
    ]

    text = compose(USUAL, rules, martial_law=martial_law, holidays=[])

    assert text == f'{USUAL}; 2026 Dec 01-2026 Dec 05 off "ремонт"; 2026 Nov 27 09:00-15:00'


def test_without_usual_hours_only_the_named_days_are_known():
    text = compose(
        "", [DatedRule(date(2026, 12, 1), date(2026, 12, 1), "10:00-12:00")], martial_law=True, holidays=[]
    )

    assert [open_at(text, datetime(2026, 12, day, 11)) for day in (1, 2)] == [True, None]  # noqa: DTZ001
    assert compose("", [], martial_law=True, holidays=[date(2026, 8, 24)]) == ""
    assert compose(" ", [], martial_law=False, holidays=[date(2026, 8, 24)]) == ""


@pytest.mark.parametrize(
    "first_last", [(date(1, 1, 1), date(1899, 12, 31)), (date(2026, 12, 2), date(2026, 12, 1))], ids=str
)
def test_an_exception_for_no_day_is_left_out(first_last):
    assert compose(USUAL, [DatedRule(*first_last)], martial_law=True, holidays=[]) == USUAL


def test_an_exception_may_last_for_ever():
    assert (
        open_at(compose("24/7", [DatedRule(date.min, date.max)], martial_law=True, holidays=[]), AUTUMN)
        is False
    )


def test_times_that_cannot_be_read_are_unknown_and_not_the_usual():
    rule = DatedRule(date(2026, 12, 1), date(2026, 12, 1), "Mo 10:00-12:00; Tu off", "x")

    assert open_at(compose("24/7", [rule], martial_law=True, holidays=[]), datetime(2026, 12, 1, 11)) is None  # noqa: DTZ001


def test_how_a_reason_is_quoted():
    rule = DatedRule(date(2026, 12, 1), date(2026, 12, 1), "", ' Ремонт "сходів"\n\\ "і')

    assert rule.written() == '2026 Dec 01 off "Ремонт «сходів» / ”і"'


@several
@given(st.text(alphabet=st.characters() | st.sampled_from('"\\\n;|, \x00\u2028'), max_size=40))
@example('"')
@example('Ремонт "сходів"\n; PH off \\')
def test_any_reason_can_be_quoted(reason):
    rule = DatedRule(date(2026, 12, 1), date(2026, 12, 1), "", reason)

    text = compose(USUAL, [rule], martial_law=False, holidays=[])

    parsed = OpeningHours(text, timezone=KYIV)
    state, comment = parsed.state(datetime(2026, 12, 1, 12))  # noqa: DTZ001
    assert state == State.CLOSED
    assert re.sub(r"\W", "", comment) == re.sub(r"\W", "", "".join(c for c in reason if c.isprintable()))
    assert comment.isprintable()
    assert parsed.is_open(datetime(2026, 12, 2, 12))  # noqa: DTZ001


# --- public holidays, against the library that is told the country


def public_holidays(first: int, last: int) -> list[date]:
    parsed = OpeningHours("PH", country="UA")
    every = [date(first, 1, 1) + timedelta(days=offset) for offset in range((last - first + 1) * 366)]
    return [day for day in every if parsed.is_open(datetime.combine(day, time(12)))]


HOLIDAYS = public_holidays(2026, 2028)


NIGHTS = ["Sa,PH 22:00-03:00", "Mo-Fr,PH 20:00-02:00"]
holiday_rules = st.sampled_from(
    [
        "PH off", "Sa,PH off", "PH,Su 10:00-14:00", "Mo-Fr,PH 09:00-18:00", "PH 10:00-12:00", "PH,SH off",
        "Jan-Mar PH off", "2027 PH 11:00-12:00", "week 1-20 PH,Sa 10:00-11:00", "PH -1 day 09:00-12:00", "PH",
        "PH Mo-We 12:00-13:00", 'PH 10:00-11:00 "PH; свято, PH off"', "PH unknown", "Mo[1],PH off",
        "2026-2027 Jan-Aug Th,PH 08:00-09:00 unknown", "PH 22:00-02:00", "PH,SH 20:00-24:00", *NIGHTS,
    ]
)  # fmt: skip
plain_rules = st.sampled_from(
    [USUAL, "Sa 10:00-15:00", "Mo-Su 10:00-16:00", "Mo 12:00-13:00 off", "Fr 20:00-02:00"]
)


@several
@given(
    st.lists(holiday_rules | plain_rules, min_size=1, max_size=4),
    st.lists(st.sampled_from(["; ", "; ", ", ", " || "]), min_size=4, max_size=4),
)
@example(["Mo-Fr 10:00-16:00", "PH -1 day 09:00-12:00"], ["; "])
@example(["Mo-Su 10:00-16:00", "Jan-Mar PH off", "PH,Su 10:00-14:00"], ["; ", ", "])
@example(["PH 22:00-02:00"], [])  # Labour Day 2027 is the eve of Easter: the night between them goes on
@example(["Mo-Su 10:00-16:00", "Sa,PH 22:00-03:00"], ["; "])  # 8 March 2026 is a Sunday
@example(["Sa,PH off", "Jan-Mar PH off", "Fr 20:00-02:00", "PH,Su 10:00-14:00"], [" || ", "; ", " || "])
def test_holidays_written_out_are_what_the_library_makes_of_its_own(rules, between):
    # A night beside weekdays that is only a fallback has no other spelling: no dated rule can be one with it.
    between = ["; " if rule in NIGHTS else sign for sign, rule in zip(between, rules[1:], strict=False)]
    weekly = rules[0] + "".join(separator + rule for separator, rule in zip(between, rules[1:], strict=True))

    text = compose(weekly, [], martial_law=False, holidays=HOLIDAYS)

    assert not re.search(r"\bPH\b", re.sub('"[^"]*"', "", text))
    assert open_intervals(text) == open_intervals(weekly, country="UA")


@given(st.lists(holiday_rules | plain_rules, min_size=1, max_size=4).map("; ".join))
def test_under_martial_law_no_holiday_matches(weekly):
    text = compose(weekly, [], martial_law=True, holidays=HOLIDAYS)

    without = compose(weekly, [], martial_law=False, holidays=[])
    assert open_intervals(text) == open_intervals(weekly) == open_intervals(without)


def test_a_center_without_a_rule_for_holidays_keeps_its_hours():
    assert compose(USUAL, [], martial_law=False, holidays=HOLIDAYS) == USUAL


def test_a_holiday_that_the_rule_names_anyway_is_not_written_twice():
    monday = date(2026, 8, 24)  # written again it would cut off the hours that began on Sunday night

    assert compose("Mo-Su,PH 22:00-02:00", [], martial_law=False, holidays=[monday]) == "Mo-Su 22:00-02:00"
    assert compose("Tu,PH 22:00-02:00", [], martial_law=False, holidays=[monday]) == (
        "Tu 22:00-02:00; 2026 Aug 24-2026 Aug 25 22:00-02:00"  # Monday's night goes on into Tuesday
    )


def test_holidays_that_follow_one_another_are_one_rule():
    days = [date(2027, 5, 1), date(2027, 5, 2), date(2027, 5, 9)]  # Saturday and two Sundays

    assert compose("PH 22:00-02:00", [], martial_law=False, holidays=days) == (
        "2027 May 01-2027 May 02 22:00-02:00; 2027 May 09 22:00-02:00"
    )
    # The night of the Saturday before goes on into the holiday, as it does in the rule that names both.
    assert compose("Sa,PH 22:00-02:00", [], martial_law=False, holidays=days[2:]) == (
        "Sa 22:00-02:00; 2027 May 08-2027 May 09 22:00-02:00"
    )


def test_an_exception_beats_a_holiday():
    holiday = date(2026, 8, 24)
    rule = DatedRule(holiday, holiday, "10:00-12:00")

    text = compose(f"{USUAL}; PH off", [rule], martial_law=False, holidays=[holiday, date(2027, 8, 24)])

    assert text == f"{USUAL}; 2026 Aug 24 off; 2027 Aug 24 off; 2026 Aug 24 10:00-12:00"
    assert open_at(text, datetime(2026, 8, 24, 11)) is True  # noqa: DTZ001

"""Hours against the library with its time zone, minute by minute, and against calendars written out by hand."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import assume, example, given
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from directory import hours
from directory.hours import DatedRule, compose, kyiv, next_change, open_at, week
from tests.examples import CASES, CI, many

KYIV = ZoneInfo("Europe/Kyiv")
MINUTE, WEEK, FORTNIGHT = timedelta(minutes=1), timedelta(days=7), timedelta(days=14)
USUAL = "Mo-Fr 09:00-18:00"
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)  # 04:00 summer time becomes 03:00
SPRING = datetime(2027, 3, 28, 1, tzinfo=UTC)  # 03:00 winter time becomes 04:00


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are compared in the words of the code."""
    with translation.override("en"):
        yield


# --- oracles


def summer(moment: datetime) -> bool:
    """From the last Sunday of March to that of October, 01:00 UTC: the rule itself, not the zone's table."""

    def last_sunday(month: int) -> datetime:
        last = datetime(moment.year, month, 31, 1, tzinfo=UTC)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    return last_sunday(3) <= moment < last_sunday(10)


def wall(moment: datetime) -> datetime:
    """What a clock in Kyiv shows at a UTC moment (since 1997)."""
    return moment.replace(tzinfo=None) + timedelta(hours=3 if summer(moment) else 2)


def library(text: str):
    """UTC moment → open: what the library with the time zone alone says."""
    parsed = OpeningHours(text, timezone=KYIV)
    answers = {State.OPEN: True, State.CLOSED: False, State.UNKNOWN: None}
    return lambda moment: answers[parsed.state(wall(moment))[0]]


def minutes(start: datetime, end: datetime):
    return [start + index * MINUTE for index in range(int((end - start) / MINUTE))]


# --- random hours

clock = st.tuples(st.integers(0, 23), st.sampled_from([0, 0, 30, 15])).map(
    lambda pair: f"{pair[0]:02}:{pair[1]:02}"
)
span = st.tuples(clock, clock).filter(lambda pair: pair[0] != pair[1]).map("-".join)
night = st.sampled_from(
    ["22:00-02:00", "03:00-03:30", "02:30-03:15", "03:30-04:30", "00:00-24:00", "20:00-27:30"]
)
times = st.lists(span | night, min_size=1, max_size=2).map(",".join)
days = st.sampled_from(["Mo-Fr", "Sa,Su", "Mo-Su", "Tu", "We-Sa", "Su[-1]", "PH", "Mo-Th,PH"])
dates = st.sampled_from(
    ["2026 Oct 25", "2027 Mar 27-2027 Mar 28", "Oct-Mar", "2028 Feb 29", "week 1-20/2", "easter"]
)
kind = st.sampled_from(["", " off", " unknown", ' "за записом"', ' unknown "x"'])
rule = st.tuples(
    days | dates | st.tuples(st.sampled_from(["Oct", "Jan-Jun"]), days).map(" ".join), times, kind
).map(lambda parts: f"{parts[0]} {parts[1]}{parts[2]}")
texts = st.lists(rule, min_size=1, max_size=3).flatmap(
    lambda rules: st.lists(
        st.sampled_from(["; ", "; ", ", ", " || "]), min_size=len(rules) - 1, max_size=len(rules) - 1
    ).map(lambda between: "".join(a + b for a, b in zip(rules, [*between, ""], strict=True)))
)
near_a_clock_change = st.sampled_from([AUTUMN, SPRING]).flatmap(
    lambda change: st.integers(-400, 400).map(lambda offset: change + offset * MINUTE)
)
minutes_of_three_years = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda number: datetime(2026, 1, 1, tzinfo=UTC) + number * MINUTE
)
seconds = st.integers(0, 59).map(lambda number: timedelta(seconds=number))
moments = st.tuples(near_a_clock_change | minutes_of_three_years, seconds).map(lambda pair: pair[0] + pair[1])


# --- open now


@pytest.mark.parametrize(
    "text",
    [
        USUAL,
        "Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-15:00; PH off",
        "Mo-Su 22:00-02:00",
        "Fr-Su 20:00-27:30; Sa off",
        "24/7",
        "Mo-Su 03:00-03:30",
        'Mo-Fr 09:00-18:00 unknown "телефонуйте"; Sa 10:00-12:00',
        "Mo-Fr 09:00-18:00; 2026 Oct 26-2026 Oct 27 off; 2027 Mar 28 01:00-05:00; 2028 Feb 29 10:00-11:00",
        "24/7 off",
    ],
)
@pytest.mark.parametrize(
    "monday",
    [date(2026, 10, 19), date(2026, 10, 26), date(2027, 3, 22), date(2026, 12, 28), date(2028, 2, 28)],
    ids=str,
)
def test_every_minute_of_a_week(text, monday):
    says = library(text)
    start = datetime.combine(monday, time(), UTC) - timedelta(hours=3)

    wrong = [
        at for at in minutes(start, start + WEEK + timedelta(hours=5)) if open_at(text, at) is not says(at)
    ]

    assert wrong == []


@many
@given(texts, moments)
def test_open_at_is_what_the_library_says(text, at):
    expected = library(text)(at)

    assert open_at(text, at) is expected
    assert open_at(text, at.astimezone(timezone(timedelta(hours=-5)))) is expected


@many
@given(texts, moments)
def test_the_library_says_the_same_of_a_moment_with_its_offset(text, at):
    assume(not AUTUMN - MINUTE <= at < AUTUMN)  # the clock goes back in this minute: to it, closed

    assert OpeningHours(text, timezone=KYIV).state(at.astimezone(KYIV)) == OpeningHours(text).state(wall(at))


def test_day_and_night_is_open_when_the_clock_goes_back_too():
    night = minutes(AUTUMN - timedelta(hours=2), AUTUMN + timedelta(hours=2))

    assert {(open_at("24/7", at), next_change("24/7", at)) for at in night} == {(True, None)}


@pytest.mark.parametrize("text", ["", "  nonsense", "by appointment", "Mo-Fr 25:00-26:00"])
def test_no_hours_are_unknown_hours(text):
    assert open_at(text, AUTUMN) is None
    assert next_change(text, AUTUMN) is None
    assert hours.state(text, AUTUMN) == hours.State(open=None, until=None)


# --- moments


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-24T15:00", "2026-12-24T15:00:00+02:00"),
        ("2026-07-24T15:00", "2026-07-24T15:00:00+03:00"),
        ("2027-03-28T02:59", "2027-03-28T02:59:00+02:00"),
        ("2027-03-28T03:00", "2027-03-28T04:00:00+03:00"),
        ("2027-03-28T03:20", "2027-03-28T04:20:00+03:00"),
        ("2027-03-28T04:00", "2027-03-28T04:00:00+03:00"),
        ("2026-10-25T03:20", "2026-10-25T03:20:00+03:00"),
        ("2026-10-25T04:00", "2026-10-25T04:00:00+02:00"),
        ("2026-10-25T03:20+02:00", "2026-10-25T03:20:00+02:00"),
        ("2026-12-24T15:00Z", "2026-12-24T17:00:00+02:00"),
        ("0001-01-01T00:00", "0001-01-01T00:00:00+02:02:04"),
        ("9999-12-31T23:59", "9999-12-31T23:59:00+02:00"),
    ],
)
def test_kyiv_time(typed, meant):
    assert kyiv(datetime.fromisoformat(typed)).isoformat() == meant


def test_the_second_of_two_hours_is_meant_only_when_said():
    assert kyiv(datetime(2026, 10, 25, 3, 20, fold=1)).isoformat() == "2026-10-25T03:20:00+03:00"  # noqa: DTZ001
    assert kyiv(datetime(2026, 10, 25, 3, 20, fold=1, tzinfo=KYIV)).isoformat() == "2026-10-25T03:20:00+02:00"
    assert kyiv(datetime(2027, 3, 28, 3, 20, tzinfo=KYIV)).isoformat() == "2027-03-28T04:20:00+03:00"


@many
@given(moments)
def test_kyiv_time_is_what_the_clock_shows(at):
    assert kyiv(at).replace(tzinfo=None) == wall(at)
    assert kyiv(at).astimezone(UTC) == at


offsets = st.integers(-14 * 60, 14 * 60).map(lambda number: timezone(timedelta(minutes=number)))


@many
@given(texts, st.datetimes(timezones=st.none() | offsets | st.just(KYIV) | st.just(UTC)))
@example("24/7", datetime.min)  # noqa: DTZ901
@example("24/7", datetime.max)  # noqa: DTZ901
@example("10:00-12:00", datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))))
@example("10:00-12:00", datetime.min.replace(tzinfo=timezone(timedelta(hours=14))))
@example("10:00-12:00", datetime(1899, 12, 25))  # noqa: DTZ001
def test_any_date_has_an_answer(text, at):
    state = hours.state(text, at)

    assert state.open is open_at(text, at)
    assert state.until is None or state.until.tzinfo is hours.KYIV
    assert len(week(text, at.date())) == 7


# --- next change


def first_difference(says, at: datetime) -> datetime | None:
    """Step after step; all random hours begin and end at a quarter."""
    step = timedelta(minutes=5)
    now, then = says(at), at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0) + step
    while then <= at + FORTNIGHT:
        if says(then) is not now:
            return then
        then += step
    return None


@many
@given(texts, moments)
@example("Mo-Su 03:15-03:30", AUTUMN - timedelta(minutes=40))
@example("Mo-Su 03:15-03:30", AUTUMN + timedelta(minutes=20))
@example("Mo-Su 03:00-03:30", SPRING - timedelta(hours=2))
@example("Mo-Su 00:00-03:00", AUTUMN - timedelta(hours=2))
@example("Mo-Su 00:00-03:30", SPRING - timedelta(hours=2))
def test_next_change_is_the_first_moment_that_differs(text, at):
    expected = first_difference(library(text), at)

    found = next_change(text, at)

    # By way of UTC: to Python no moment in the hour that comes twice equals one of another zone.
    assert (found and found.astimezone(UTC)) == expected
    assert found is None or found.tzinfo is hours.KYIV


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (USUAL, "2026-11-24T12:00", "2026-11-24T18:00:00+02:00"),
        (USUAL, "2026-11-24T18:00", "2026-11-25T09:00:00+02:00"),
        (USUAL, "2026-11-27T18:00", "2026-11-30T09:00:00+02:00"),
        (USUAL, "2026-11-24T17:59:59.999999", "2026-11-24T18:00:00+02:00"),
        ("Mo-Su 22:00-02:00", "2026-12-31T23:00", "2027-01-01T02:00:00+02:00"),
        ('Mo-Su 09:00-12:00 "a"; Mo-Su 12:00-15:00 "b"', "2026-11-24T12:30", "2026-11-24T15:00:00+02:00"),
        ('Mo-Su 09:00-12:00 "a", Mo-Su 12:00-15:00 "b"', "2026-11-24T09:30", "2026-11-24T15:00:00+02:00"),
        ("Mo-Su 09:00-12:00, Mo-Su 12:00-15:00 unknown", "2026-11-24T09:30", "2026-11-24T12:00:00+02:00"),
        ("24/7", "2026-11-24T09:30", None),
        ("24/7; 2026 Dec 08 off", "2026-11-24T00:00", "2026-12-08T00:00:00+02:00"),
        ("24/7; 2026 Dec 08 off", "2026-11-23T23:59", None),  # a minute more than 14 days
        ("2028 Feb 29 10:00-11:00", "2028-02-28T10:00", "2028-02-29T10:00:00+02:00"),
        (f"{USUAL}; 2028 Feb 29 off", "2028-02-28T18:00", "2028-03-01T09:00:00+02:00"),
        ("Mo-Su 03:15-03:30", "2026-10-25T03:20", "2026-10-25T03:30:00+03:00"),
        ("Mo-Su 03:15-03:30", "2026-10-25T03:30", "2026-10-25T03:15:00+02:00"),  # the hour comes again
        ("Mo-Su 03:15-03:30", "2027-03-27T03:30", "2027-03-29T03:15:00+03:00"),  # the hour does not come
        ("Mo-Su 09:00-18:00", "2026-10-24T18:00", "2026-10-25T09:00:00+02:00"),
        ("Mo-Su 09:00-18:00", "2027-03-27T18:00", "2027-03-28T09:00:00+03:00"),
    ],
)
def test_next_change_by_hand(text, at, expected):
    found = next_change(text, datetime.fromisoformat(at))

    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize(
    ("at", "soon", "left"),
    [
        ("16:59", False, None),
        ("17:00", True, 60),
        ("17:39:01", True, 21),
        ("17:40", True, 20),
        ("18:00", False, None),
    ],
)
def test_it_closes_soon_from_an_hour_before(at, soon, left):
    state = hours.state(USUAL, datetime.fromisoformat(f"2026-11-24T{at}"))

    assert (state.soon, state.minutes) == (soon, left)


def test_the_hour_before_closing_is_an_hour_on_the_night_of_the_clock_change():
    before = datetime(2026, 10, 25, 2, 45, tzinfo=KYIV)

    assert hours.state("Mo-Su 00:00-04:00", before).minutes is None  # 2 h 15 min, and not 1 h 15 min
    assert hours.state("Mo-Su 00:00-04:00", before + MINUTE).until == datetime(2026, 10, 25, 4, tzinfo=KYIV)


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


@many
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


@many
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


def open_intervals(text: str, **told):
    start, end = datetime(2026, 2, 1), datetime(2028, 2, 1)  # noqa: DTZ001
    states = ((begin, state) for begin, _end, state, _ in OpeningHours(text, **told).intervals(start, end))
    return [next(group) for _, group in groupby(states, key=lambda pair: pair[1])]


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


@many
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


# --- what people type


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mo-Fr 9:00-18:00", USUAL),
        ("  mo-fr   09:00 – 18:00 ; ", USUAL),
        ("Пн–Пт 09:00–18:00; Сб,Нд вихідний", f"{USUAL}; Sa,Su off"),
        (f"{USUAL}; PH off", f"{USUAL}; PH off"),
        (f"{USUAL}; ph closed", f"{USUAL}; PH off"),
        ("цілодобово", "24/7"),
        ("Mo-Fr 00:00-24:00", "Mo-Fr 00:00-24:00"),
        ('Mo 10:00-12:00 "PH – вихідний,\nclosed"', 'Mo 10:00-12:00 "PH – вихідний, closed"'),
        ('"лише за записом"', '24/7 unknown "лише за записом"'),
    ],
)
def test_hours_are_tidied_up(typed, kept):
    assert hours.check(typed) == kept
    assert hours.check(kept) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write the hours"),
        (" ; ", "Write the hours"),
        ("щодня з дев’ятої", "cannot be read from “щодня"),
        ("Mo-Fr 09.00-18.00", "cannot be read from “09.00"),
        ("Mo-Fr", "“Mo-Fr” does not say when"),
        (f"{USUAL}; Sa, Su off", "“Sa” does not say when"),
        ("Mo 00:00-24:00; Sa, Su off", "“Sa” does not say when"),
        ("PH +2 days off", "too unusual"),
        ("Mo 10:00-12:00; " * 40, "too long"),
        ("9" * 100_000, "too long"),
    ],
)
def test_hours_that_are_refused_with_a_sentence(typed, said):
    with pytest.raises(ValueError, match=said):
        hours.check(typed)


@many
@given(texts)
def test_tidying_changes_no_minute_and_happens_once(text):
    kept = hours.check(text)

    assert hours.check(kept) == kept
    assert open_intervals(kept, timezone=KYIV) == open_intervals(text, timezone=KYIV)


@many
@given(st.text(max_size=30) | st.text(alphabet='MoFrPH 0189:-;,|[]+/"', max_size=30))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        kept = hours.check(text)
    except ValueError:
        return
    assert hours.check(kept) == kept
    assert open_at(kept, AUTUMN) is library(kept)(AUTUMN)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9:00-15:00", "09:00-15:00"),
        ("10:00 – 14:00, 15:00-18:00", "10:00-14:00,15:00-18:00"),
        ("24/7", "00:00-24:00"),
        ("0:00-24:00", "00:00-24:00"),
        ("22:00-02:00", "22:00-02:00"),
    ],
)
def test_times_of_a_day(typed, kept):
    assert hours.check_times(typed) == kept
    assert hours.check_times(kept) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "off", "Mo 10:00-12:00", "10:00-12:00; Tu off", '10:00-12:00 "x"', "10:00", "10:00-12:00," * 9],
)
def test_what_is_no_times_of_a_day(typed):
    with pytest.raises(ValueError, match="only the times"):
        hours.check_times(typed)


# --- the usual week


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{USUAL}; We 09:00-13:00,14:00-17:00", [[("09:00", "18:00")]] * 2
            + [[("09:00", "13:00"), ("14:00", "17:00")]] + [[("09:00", "18:00")]] * 2 + [[], []]),
        ("24/7", [[("00:00", "24:00")]] * 7),
        ("Mo-Su 22:00-02:00", [[("22:00", "02:00")]] * 7),
        ("Mo-Su 20:00-24:00,00:00-07:00", [[("00:00", "07:00"), ("20:00", "24:00")]] * 7),
        ("", [None] * 7),
        (f"{USUAL}; Sa unknown; PH off", [[("09:00", "18:00")]] * 5 + [None, []]),
    ],
)  # fmt: skip
def test_the_usual_week(text, expected):
    table = week(text, date(2026, 11, 25))

    assert [day.intervals for day in table] == expected
    assert [day.weekday for day in table] == list(range(7))
    assert (table[0].date, table[6].date) == (date(2026, 11, 23), date(2026, 11, 29))


def test_the_week_tells_what_is_said_beside_the_hours():
    table = week('Mo 10:00-12:00 "за записом"; Tu unknown "телефонуйте"', date(2026, 11, 25))

    assert [day.notes for day in table[:3]] == [("за записом",), ("телефонуйте",), ()]


@many
@given(texts, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_the_table_says_open_when_it_is(text, today):
    table = week(text, today)

    shown = set()
    for day in table:
        for begins, ends in day.intervals or []:
            first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (begins, ends))
            midnight = datetime.combine(day.date, time())
            length = last - first if last > first else last - first + 24 * 60
            shown |= {midnight + (first + number) * MINUTE for number in range(length)}
    monday = datetime.combine(table[0].date, time())
    parsed = OpeningHours(text)
    # From 06:00 on Monday to midnight on Sunday: nights belong to the evening before.
    for number in range(6 * 4, 7 * 24 * 4):
        minute = monday + number * 15 * MINUTE
        assert (minute in shown) == parsed.is_open(minute)


def test_ci_draws_a_thousand():
    assert CASES >= 1_000 or not CI

"""Hours as people type them, and the usual week as people read it."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from directory import hours
from directory.hours import open_at, week
from tests.directory.clocks import AUTUMN, KYIV, MINUTE, USUAL, library, open_intervals, texts
from tests.examples import several

pytestmark = pytest.mark.usefixtures("in_english")  # refusals are compared in the words of the code


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


@several
@given(texts)
def test_tidying_changes_no_minute_and_happens_once(text):
    kept = hours.check(text)

    assert hours.check(kept) == kept
    assert open_intervals(kept, timezone=KYIV) == open_intervals(text, timezone=KYIV)


@several
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


@several
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

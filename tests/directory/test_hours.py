"""Hours against the library with its time zone, minute by minute: open now, moments, and the next change."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from directory import hours
from directory.hours import kyiv, next_change, open_at, week
from tests.directory.clocks import (
    AUTUMN,
    FORTNIGHT,
    KYIV,
    MINUTE,
    SPRING,
    USUAL,
    WEEK,
    library,
    minutes,
    moments,
    texts,
    wall,
)
from tests.examples import CASES, CI, many

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


def test_ci_draws_a_thousand():
    assert CASES >= 1_000 or not CI

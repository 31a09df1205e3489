"""Hours and moments drawn by chance, and what the library says of them by the rule of the clock in Kyiv."""

from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from opening_hours import OpeningHours, State

KYIV = ZoneInfo("Europe/Kyiv")
MINUTE, WEEK, FORTNIGHT = timedelta(minutes=1), timedelta(days=7), timedelta(days=14)
USUAL = "Mo-Fr 09:00-18:00"
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)  # 04:00 summer time becomes 03:00
SPRING = datetime(2027, 3, 28, 1, tzinfo=UTC)  # 03:00 winter time becomes 04:00


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


def open_intervals(text: str, **told):
    start, end = datetime(2026, 2, 1), datetime(2028, 2, 1)  # noqa: DTZ001
    states = ((begin, state) for begin, _end, state, _ in OpeningHours(text, **told).intervals(start, end))
    return [next(group) for _, group in groupby(states, key=lambda pair: pair[1])]


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

"""What happens once or every week at the same time on the clock in Kyiv: when it comes next."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from directory.hours import kyiv

WEEK = timedelta(days=7)

Span = tuple[datetime, datetime]  # begins and ends, in Kyiv time

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


def typed_day(text: str) -> date:
    """«5.12.2026» or «2026-12-05»; ValueError when it is no day."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    day, month, year = (int(match[n] or match[other]) for n, other in ((1, 6), (2, 5), (3, 4)))
    return date(year, month, day)


def occurrences(starts: datetime, ends: datetime, until: date | None = None) -> Iterator[Span]:
    """Each time that it happens, the first first; `until`: the last day on which it may begin, None for once."""
    begins, finishes = (kyiv(moment).replace(tzinfo=None) for moment in (starts, ends))
    first = kyiv(starts)
    yield first, kyiv(ends)
    while until is not None and begins.date() <= until - WEEK:
        begins, finishes = begins + WEEK, finishes + WEEK
        yield kyiv(begins), kyiv(finishes)


def coming(starts: datetime, ends: datetime, until: date | None, now: datetime) -> Iterator[Span]:
    """Those that are not over."""
    return (span for span in occurrences(starts, ends, until) if span[1] > now)


def weekly(weekday: int, starts: time, ends: time, first: date, last: date) -> Iterator[Span]:
    """On every such weekday (0 is Monday) from `first` to `last`, both included."""
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        yield on_day(day, starts, ends)
        day += WEEK


def on_day(day: date, starts: time, ends: time) -> Span:
    return kyiv(datetime.combine(day, starts)), kyiv(datetime.combine(day, ends))

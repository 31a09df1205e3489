"""What is left of a day on which the door opens later or closes earlier than usual."""

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from .table import clock, minutes_of
from .week import week

_END = 24 * 60  # minutes of a day


def cut_short(schedule: str, day: date, *, opens: time | None = None, closes: time | None = None) -> str:
    """The times left of that calendar day, such as "09:00-15:00"; ValueError in words when that makes no sense.

    Hours past midnight that began the evening before belong to the day as well.
    """
    spans = _spans(schedule, day)
    if spans is None:
        raise ValueError(_("The usual hours of this day are not known, so they cannot be cut short."))
    start = minutes_of(f"{opens:%H:%M}") if opens else 0
    end = minutes_of(f"{closes:%H:%M}") if closes else 2 * _END
    left = [(max(a, start), min(b, end)) for a, b in spans if max(a, start) < min(b, end)]
    if not spans:
        raise ValueError(_("It is closed all that day as it is."))
    if not left:
        raise ValueError(_("Then it would not open at all. Choose “closed today”."))
    if left == spans:
        raise ValueError(_("These are the usual hours: nothing would change."))
    return ",".join(f"{clock(a)}-{clock(b)}" for a, b in left)


def _spans(schedule: str, day: date) -> list[tuple[int, int]] | None:
    """Minutes from midnight on; past 24:00 where the night goes on. None when not known."""
    intervals = week(schedule, day)[day.weekday()].intervals
    if intervals is None:
        return None
    spans = [_span(*interval) for interval in intervals]
    before = day - timedelta(days=1)
    evening = week(schedule, before)[before.weekday()].intervals or []
    if evening and (night := _span(*evening[-1])[1]) > _END:
        spans.insert(0, (0, night - _END))
    return spans


def _span(begins: str, ends: str) -> tuple[int, int]:
    start, end = minutes_of(begins), minutes_of(ends)
    return (start, end if end > start else end + _END)

"""The hours of a center: this week's table, and the days that differ."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from directory import hours, wording
from directory.models import CenterPage
from portal.typography import day as day_words


@dataclass(frozen=True, slots=True)
class Row:
    """A day of this week: the usual hours, and in `differs` those of this very day when they are others.

    `note` belongs to the hours that hold; it is Ukrainian.
    """

    name: str | Promise
    date: date
    text: str
    today: bool
    differs: str = ""
    note: str = ""

    @property
    def lines(self) -> list[str]:
        """Its times, one a line."""
        return self.text.split(", ")


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Days with other hours: «1 грудня – 5 грудня», and what holds then."""

    days: str
    text: str
    reason: str = ""


def week_rows(center: CenterPage, today: date) -> list[Row]:
    """[] when the usual hours are not known."""
    if not center.opening_hours:
        return []
    usual = wording.week_words(hours.week(center.opening_hours, today))
    actual = wording.week_words(hours.week(center.schedule, today))
    return [
        Row(
            name=day.name,
            date=day.date,
            text=day.times,
            today=day.date == today,
            differs=this_day.times if this_day.text != day.text else "",
            note=this_day.note,
        )
        for day, this_day in zip(usual, actual, strict=True)
    ]


def exceptions(center: CenterPage, today: date) -> list[Exceptional]:
    """Those that are not over, the soonest first."""
    coming = sorted(
        (exception for exception in center.exceptions.all() if exception.end >= today),
        key=lambda exception: (exception.start, exception.end),
    )
    return [
        Exceptional(_days(exception.start, exception.end), _times(exception.hours), exception.reason)
        for exception in coming
    ]


def _days(start: date, end: date) -> str:
    if start == end:
        return day_words(start, "week")
    return f"{day_words(start, 'short')} – {day_words(end, 'short')}"


def _times(text: str) -> str:
    if not text:
        return _("closed all day")
    return ", ".join(wording.span_words(*times.split("-", 1)) for times in text.split(","))


def tomorrow_words(center: CenterPage, today: date) -> str:
    """«Завтра: 9:00–18:00», by the whole schedule; "" when that is not known."""
    tomorrow = today + timedelta(days=1)
    rows = wording.week_words(hours.week(center.schedule, tomorrow))
    row = rows[tomorrow.weekday()]
    return _("Tomorrow: %(hours)s.") % {"hours": row.times} if row.known else ""

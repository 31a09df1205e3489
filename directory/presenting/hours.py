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
    """A day of the week: the usual hours, and in `differs` those of its next date when they are others.

    `note` belongs to the hours that hold; it is Ukrainian. What differs later is among the exceptions.
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
    """Monday to Sunday, each at its next date; [] when the usual hours are not known."""
    if not center.opening_hours:
        return []
    usual, actual = _days(center.opening_hours, today), _days(center.schedule, today)
    rows = []
    for weekday in range(7):
        day = today + timedelta(days=(weekday - today.weekday()) % 7)
        usually, really = usual[day], actual[day]
        rows.append(
            Row(
                name=usually.name,
                date=day,
                text=usually.times,
                today=day == today,
                differs=really.times if really.text != usually.text else "",
                note=really.note,
            )
        )
    return rows


def _days(schedule: str, today: date) -> dict[date, wording.DayWords]:
    """The next seven days, and what else is in their calendar weeks."""
    weeks = (today, today + timedelta(days=7))
    return {day.date: day for start in weeks for day in wording.week_words(hours.week(schedule, start))}


def rules(center: CenterPage) -> list[str]:
    """What the usual hours say beyond a week: of holidays, months and so on."""
    lines = hours.more_lines(hours.table(center.opening_hours).more)
    # While martial law lasts PH stays in the schedule and matches no day; afterwards dates stand in its place.
    if lines and "PH" in center.opening_hours and "PH" in center.schedule:
        lines.append(_("public holidays are ordinary days now, while martial law lasts"))
    return lines


def exceptions(center: CenterPage, today: date) -> list[Exceptional]:
    """Those that are not over, the soonest first."""
    coming = sorted(
        (exception for exception in center.exceptions.all() if exception.end >= today),
        key=lambda exception: (exception.start, exception.end),
    )
    return [
        Exceptional(_span(exception.start, exception.end), _times(exception.hours), exception.reason)
        for exception in coming
    ]


def _span(start: date, end: date) -> str:
    if start == end:
        return day_words(start, "week")
    return f"{day_words(start, 'short')} – {day_words(end, 'short')}"


def _times(text: str) -> str:
    if not text:
        return _("closed all day")
    return ", ".join(hours.span_words(*times.split("-", 1)) for times in text.split(","))


def tomorrow_words(center: CenterPage, today: date) -> str:
    """«Завтра: 9:00–18:00», by the whole schedule; "" when that is not known."""
    tomorrow = today + timedelta(days=1)
    rows = wording.week_words(hours.week(center.schedule, tomorrow))
    row = rows[tomorrow.weekday()]
    return _("Tomorrow: %(hours)s.") % {"hours": row.times} if row.known else ""

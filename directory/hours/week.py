"""The usual week, as a table for a person to read."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from opening_hours import OpeningHours, State

from .moments import parsed

_DAY = timedelta(days=1)
_NIGHT_ENDS = "06:00"  # hours that run past midnight until then still belong to the evening before


@dataclass(frozen=True, slots=True)
class Day:
    """`weekday` is 0 for Monday; `intervals` are ("09:00", "18:00"), [] for closed, None for unknown.

    Hours past midnight stand at the day on which they begin: ("22:00", "02:00"); a whole day is
    ("00:00", "24:00"). `notes` are the comments of its hours, such as «за записом».
    """

    weekday: int
    intervals: list[tuple[str, str]] | None
    date: date
    notes: tuple[str, ...] = ()


def week(schedule: str, today: date) -> list[Day]:
    """Monday to Sunday of the week of `today`. Give it the usual hours; exceptions would show as usual."""
    monday = date.fromordinal(max(1, min(today.toordinal() - today.weekday(), date.max.toordinal() - 6)))
    days = [_Draft(monday + index * _DAY) for index in range(7)]
    hours = parsed(schedule)
    if hours is None:
        return [Day(index, None, draft.date) for index, draft in enumerate(days)]
    # The evening before and the morning after take part only in hours that run past midnight.
    before = [_Draft(monday - _DAY)] if monday > date.min else []
    after = [_Draft(days[-1].date + _DAY)] if days[-1].date < date.max else []
    drafts = [*before, *days, *after]
    for draft in drafts:
        draft.read(hours)
    for evening, morning in pairwise(drafts):
        evening.take_night_of(morning)
    return [draft.done(index) for index, draft in enumerate(days)]


class _Draft:
    def __init__(self, day: date) -> None:
        self.date = day
        self.open: list[tuple[str, str]] = []
        self.unknown = False
        self.notes: dict[str, None] = {}

    def read(self, hours: OpeningHours) -> None:
        midnight = datetime.combine(self.date, time())
        end = datetime.combine(self.date, time.max) if self.date == date.max else midnight + _DAY
        for begin, until, state, note in hours.intervals(midnight, end):
            if state == State.CLOSED:
                continue
            if note:
                self.notes[note] = None
            if state == State.UNKNOWN:
                self.unknown = True
                continue
            begins, ends = f"{begin:%H:%M}", "24:00" if until >= end else f"{until:%H:%M}"
            if self.open and self.open[-1][1] == begins:  # the same hours, another comment
                begins = self.open.pop()[0]
            self.open.append((begins, ends))

    def take_night_of(self, morning: "_Draft") -> None:
        if not (self.open and morning.open):
            return
        begins, ends = self.open[-1]
        if begins != "00:00" and ends == "24:00" and morning.open[0][0] == "00:00":
            night_ends = morning.open[0][1]
            if night_ends <= _NIGHT_ENDS:
                self.open[-1] = (begins, night_ends)
                morning.open.pop(0)

    def done(self, weekday: int) -> Day:
        intervals = None if self.unknown and not self.open else self.open
        return Day(weekday, intervals, self.date, tuple(self.notes))

"""Open or closed at a moment, and when that changes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import opening_hours

KYIV = ZoneInfo("Europe/Kyiv")
WITHIN = timedelta(days=14)  # how far ahead a change is looked for
OPENING_WITHIN = timedelta(days=62)  # how far ahead a next opening is: those who come once a month are found
SOON = timedelta(minutes=60)  # from when on a page says how long it is still open
LONGEST_KEPT = 60  # seconds

_ANSWERS = {
    opening_hours.State.OPEN: True,
    opening_hours.State.CLOSED: False,
    opening_hours.State.UNKNOWN: None,
}
_EARLIEST, _LATEST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)  # noqa: DTZ001 - a wall clock's
_FIRST_YEAR = 1900  # the library knows no earlier day: it calls every one closed


@dataclass(frozen=True, slots=True)
class State:
    """What a page says: open, closed or unknown (None), until when, and whether it closes within the hour."""

    open: bool | None
    until: datetime | None
    soon: bool = False
    minutes: int | None = None  # that are left when it closes soon, rounded up


def kyiv(moment: datetime) -> datetime:
    """The same moment in Kyiv time; one without an offset is Kyiv time already.

    In the hour that spring leaves out such a moment moves forward; in the hour that autumn repeats the
    first is meant. Total: what would leave the years 1 to 9999 stays at their edge.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=KYIV, fold=0)
    try:
        # By way of UTC: within one zone Python would leave an hour that does not exist as it is.
        return moment.astimezone(UTC).astimezone(KYIV)
    except OverflowError:
        if moment.tzinfo is KYIV:
            return moment
        return (_EARLIEST if moment.year == _EARLIEST.year else _LATEST).replace(tzinfo=KYIV)


def whole_minute(moment: datetime) -> datetime:
    """The minute it is in: hours begin and end with one, so that all of it has the same answers."""
    return moment.replace(second=0, microsecond=0)


@lru_cache(maxsize=8192)
def parsed(schedule: str) -> opening_hours.OpeningHours | None:
    """None where there are no hours, or none that can be read.

    We keep the time zone and ask the library about the clock on the wall. Told a moment with its offset it
    answers the same but for the last minute before the clock goes back, when everything is closed to it,
    day and night too (2.1.4).
    """
    return opening_hours.OpeningHours(schedule) if opening_hours.validate(schedule) else None


def open_at(schedule: str, at: datetime) -> bool | None:
    """Whether it is open then; None when the hours are unknown. `at` may be any date, with or without offset."""
    hours = parsed(schedule)
    return None if hours is None else _answer(hours, kyiv(at))


def next_change(schedule: str, at: datetime) -> datetime | None:
    """The next moment (Kyiv time) when `open_at` differs from now; None if that is not within `WITHIN`."""
    hours = parsed(schedule)
    start = kyiv(at)
    if hours is None or start.year < _FIRST_YEAR - 1:
        return None
    now = _answer(hours, start)
    end = _later(start, WITHIN)
    for moment in _boundaries(hours, start, end):
        if start.astimezone(UTC) < moment <= end:
            local = moment.astimezone(KYIV)
            if _answer(hours, local) != now:
                return local
    return None


def next_opening(schedule: str, at: datetime) -> datetime | None:
    """The first moment (Kyiv time) from `at` on when it is open, `at` itself too; None within `OPENING_WITHIN`."""
    hours = parsed(schedule)
    start = kyiv(at)
    if hours is None or start.year < _FIRST_YEAR - 1:
        return None
    if _answer(hours, start):
        return start
    end = _later(start, OPENING_WITHIN)
    opens = (moment for moment in _boundaries(hours, start, end) if start.astimezone(UTC) < moment <= end)
    return next((local for moment in opens if _answer(hours, local := moment.astimezone(KYIV))), None)


def both_open(one: str, other: str, at: datetime) -> bool | None:
    """Of a service inside a center: no of either is no, and what nobody knows of either is unknown."""
    answers = (open_at(one, at), open_at(other, at))
    return False if False in answers else None if None in answers else True


def state(schedule: str, at: datetime) -> State:
    is_open, until = open_at(schedule, at), next_change(schedule, at)
    if not is_open or until is None:
        return State(is_open, until)
    left = until.astimezone(UTC) - kyiv(at).astimezone(UTC)
    if left > SOON:
        return State(is_open, until)
    return State(is_open, until, soon=True, minutes=-(-left // timedelta(minutes=1)))


def fresh_for(schedule: str, at: datetime) -> int:
    """For how many whole seconds a page that says open or closed may be kept: until that changes, a minute at most."""
    change = next_change(schedule, at)
    if change is None:
        return LONGEST_KEPT
    left = int((change.astimezone(UTC) - kyiv(at).astimezone(UTC)).total_seconds())
    return max(0, min(LONGEST_KEPT, left))


def _answer(hours: opening_hours.OpeningHours, local: datetime) -> bool | None:
    state, _ = hours.state(_wall(local))
    return _ANSWERS[state]


def _wall(local: datetime) -> datetime:
    return local.replace(tzinfo=None, fold=0)


def _later(local: datetime, duration: timedelta) -> datetime:
    try:
        return local.astimezone(UTC) + duration
    except OverflowError:
        return _LATEST.replace(tzinfo=KYIV).astimezone(UTC)


def _boundaries(hours: opening_hours.OpeningHours, start: datetime, end: datetime) -> Iterator[datetime]:
    """Every UTC moment between the two at which the answer could change, in order, and perhaps others."""
    if start.utcoffset() == end.astimezone(KYIV).utcoffset():
        for wall in _wall_boundaries(hours, _wall(start), end):
            yield from _instants(wall)
        return
    # The clock changes on the way: a time on it comes twice or never, and may be cut short by the change itself.
    moments = {_clock_change(start, end)}
    for wall in _wall_boundaries(hours, _wall(start) - timedelta(hours=1), end):
        moments.update(_instants(wall))
    yield from sorted(moments)


def _wall_boundaries(hours: opening_hours.OpeningHours, start: datetime, end: datetime) -> Iterator[datetime]:
    last = _LATEST if end.year == _LATEST.year else _wall(end.astimezone(KYIV)) + timedelta(hours=1)
    for begin, *_ in hours.intervals(start, last):
        yield begin.replace(tzinfo=None)


def _instants(wall: datetime) -> list[datetime]:
    """The one or two moments when the clock in Kyiv shows this."""
    return sorted({wall.replace(tzinfo=KYIV, fold=fold).astimezone(UTC) for fold in (0, 1)})


def _clock_change(start: datetime, end: datetime) -> datetime:
    """To the second, when the offset stops being that of `start`."""
    offset, first = start.utcoffset(), start.astimezone(UTC).replace(microsecond=0)
    same, other = 0, int((end - first).total_seconds())
    while other - same > 1:
        middle = (same + other) // 2
        if (first + timedelta(seconds=middle)).astimezone(KYIV).utcoffset() == offset:
            same = middle
        else:
            other = middle
    return first + timedelta(seconds=other)

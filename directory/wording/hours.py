"""Open or closed, until when, and the usual week, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from directory import hours
from directory.models.disruptions import Disruption
from directory.wording.said import Said
from portal.typography import day as day_words

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
ON_WEEKDAYS = (
    _("on Monday"),
    _("on Tuesday"),
    _("on Wednesday"),
    _("on Thursday"),
    _("on Friday"),
    _("on Saturday"),
    _("on Sunday"),
)
_NIGHT_ENDS = 6  # o'clock: hours until then still belong to the evening before


def open_words(schedule: str, at: datetime) -> Said:
    """Whether it is open at `at`, always with the next change when there is one.

    For a center that is open at all: the hours of another mean nothing (`state_words`).
    """
    state = hours.state(schedule, at)
    now = hours.kyiv(at)
    if state.open is None:
        return Said("unk", gettext("Hours not known"))
    if state.open:
        return _open(state, now)
    return _closed(schedule, state, now)


def _open(state: hours.State, now: datetime) -> Said:
    if state.until is None:
        return Said("open", gettext("Open round the clock"))
    if state.soon:
        return Said("soon", gettext("Closes in %(minutes)d min") % {"minutes": state.minutes})
    until = state.until
    days = (until.date() - now.date()).days
    if days == 0 or (days == 1 and (until.hour, until.minute) == (0, 0)):
        return Said("open", gettext("Open until %(time)s") % {"time": clock(until, ends=True)})
    if days == 1 and until.hour < _NIGHT_ENDS:
        return Said("open", gettext("Open until %(time)s at night") % {"time": clock(until)})
    when = day_words(until, "short")
    return Said("open", gettext("Open until %(time)s, %(day)s") % {"time": clock(until), "day": when})


def _closed(schedule: str, state: hours.State, now: datetime) -> Said:
    if state.until is None:
        return Said("shut", gettext("Closed for the next two weeks"))
    if not hours.open_at(schedule, state.until):
        return Said("shut", gettext("Closed now"))  # what changes then is not known
    return Said("shut", gettext("Closed, opens %(when)s") % {"when": _when(state.until, now)})


def next_opening_words(schedule: str, at: datetime, door: str = "") -> str:
    """«відчинено зараз», «сьогодні о 14:00», «завтра о 9:00», «у середу, 2 грудня, о 9:00»; "" when none is known.

    `door`: the schedule of the center in which it is.
    """
    opens, now = hours.next_inside(schedule, door, at), hours.kyiv(at)
    if opens is None:
        return ""
    days = (opens.date() - now.date()).days
    if opens == now:
        return gettext("open now")
    if days == 0:
        return gettext("today %(at)s") % {"at": _at(clock(opens))}
    if days == 1:
        return gettext("tomorrow %(at)s") % {"at": _at(clock(opens))}
    return gettext("%(weekday)s, %(day)s, %(at)s") % {
        "weekday": ON_WEEKDAYS[opens.weekday()],
        "day": day_words(opens, "short"),
        "at": _at(clock(opens)),
    }


def told_words(announced: Iterable[Mapping[str, str]], at: datetime) -> list[str]:
    """What staff have told of the door and what still holds: «Сьогодні зачинено: немає світла».

    `announced` is the center's. A reason in somebody's own words is Ukrainian.
    """
    now = hours.kyiv(at)
    return [_told(told, now.date()) for told in announced if _holds(told, now)]


def _holds(told: Mapping[str, str], now: datetime) -> bool:
    today = now.date().isoformat()
    if not told["start"] <= today <= told["end"]:
        return False
    return told["kind"] != Disruption.Kind.OPENS_LATE or f"{now:%H:%M}" < told["time"]


def _told(told: Mapping[str, str], today: date) -> str:
    reason = told["words"] or str(Disruption.Reason(told["reason"]).label)
    if told["kind"] != Disruption.Kind.CLOSED:
        early = told["kind"] == Disruption.Kind.CLOSES_EARLY
        sentence = gettext("Closes %(at)s today") if early else gettext("Opens only %(at)s today")
        what = sentence % {"at": _at(hours.bare(told["time"]))}
    elif told["end"] == today.isoformat():
        what = gettext("Closed today")
    else:
        last = day_words(date.fromisoformat(told["end"]), "short")
        what = gettext("Closed until %(day)s, this day included") % {"day": last}
    if told["reason"] == Disruption.Reason.OTHER and not told["words"]:
        return what
    return f"{what}: {reason}"


def _when(moment: datetime, now: datetime) -> str:
    """«о 14:00», «завтра о 9:00», «у середу о 9:00», «5 грудня о 9:00»."""
    at = _at(clock(moment))
    days = (moment.date() - now.date()).days
    if days == 0:
        return at
    if days == 1:
        return gettext("tomorrow %(at)s") % {"at": at}
    if days < 7:
        return f"{ON_WEEKDAYS[moment.weekday()]} {at}"
    return f"{day_words(moment, 'short')} {at}"


def _at(time: str) -> str:
    # Ukrainian says «об одинадцятій».
    eleven = time.startswith("11:")
    pattern = pgettext("eleven o’clock", "at %(time)s") if eleven else gettext("at %(time)s")
    return pattern % {"time": time}


def clock(moment: datetime, *, ends: bool = False) -> str:
    """«9:00»; a midnight at which something `ends` is «24:00»."""
    if ends and (moment.hour, moment.minute) == (0, 0):
        return "24:00"
    return f"{moment.hour}:{moment:%M}"


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day of the week with its hours; `note` is Ukrainian, `known` is false where nobody can say."""

    name: str | Promise
    date: date
    times: str
    note: str
    known: bool

    @property
    def text(self) -> str:
        return ", ".join(filter(None, [self.times, self.note]))


def week_words(days: list[hours.Day]) -> list[DayWords]:
    return [
        DayWords(
            WEEKDAYS[day.weekday],
            day.date,
            _times(day),
            ", ".join(day.notes),
            known=day.intervals is not None,
        )
        for day in days
    ]


def _times(day: hours.Day) -> str:
    if day.intervals is None:
        return gettext("not known")
    if not day.intervals:
        return gettext("closed all day")
    return ", ".join(hours.span_words(*interval) for interval in day.intervals)

"""Hours in words for a person, whatever the notation says: «Пн–Пт 9:00–18:00, перерва 13:00–14:00; Нд зачинено»."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby, pairwise

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.typography import day as day_words

from .table import DAYS, Table, Times, minutes_of, rules_of, table
from .writing import check

SHORT_DAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
LONGEST_BREAK = 120  # minutes; what parts the hours for longer is no break, but two openings
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH, _DAY = f"(?:{'|'.join(_MONTH_NAMES)})", f"(?:{'|'.join(DAYS)})"
_STATES = {"off": gettext_lazy("closed all day"), "unknown": gettext_lazy("not known")}

# The pieces of a rule that we have words for, in the order in which they are tried.
_PIECES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("dates", r"(\d{4}) (MON) (\d\d?)(?:-(?:(\d{4}) )?(?:(MON) )?(\d\d?))?(?![\d:])"),
        ("yearly", r"(MON) (\d\d?)(?:-(?:(MON) )?(\d\d?))?(?![\d:])"),
        ("months", r"(MON)(?:-(MON))?(?=[ ,]|$)"),
        ("weeks", r"week ?(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)(?=[ ,]|$)"),
        ("holidays", r"(PH|SH)(?=[ ,]|$)"),
        ("nth", r"(DAY)\[(-?\d)\]"),
        ("weekdays", r"(DAY)(?:-(DAY))?(?![\w\[])"),
        ("between", r"24/7 (?=off|unknown)"),
        ("round", r"24/7"),
        ("times", r"(\d\d:\d\d)-(\d\d:\d\d)(?![\d:+])"),
        ("state", r"(off|unknown)(?= |$)"),
        ("comment", r'"([^"]*)"'),
        ("between", r"[ ,]"),
    )
    for pattern in (pattern.replace("MON", _MONTH).replace("DAY", _DAY),)
)
_WHAT = ("round", "times", "state", "comment")  # the others say when


def reading(text: str) -> str:
    """All of it in one line, in the language that is active; «не відомо» for none."""
    return "; ".join(reading_lines(text))


def reading_lines(text: str) -> list[str]:
    """The same, one phrase for the days that are alike and one for each rule beyond the week."""
    if not text.strip():
        return [_("not known")]
    found = table(text)
    return [*table_lines(found), *more_lines(found.more)]


def table_lines(found: Table) -> list[str]:
    if all(times is None for times in found.days):
        return [] if found.more else [_("not known")]
    groups: dict[Times | None, list[int]] = {}
    for index, times in enumerate(found.days):
        groups.setdefault(times, []).append(index)
    if len(groups) == 1:
        return [_("every day %(hours)s") % {"hours": times_words(found.days[0])}]
    return [f"{_days_words(indexes)} {times_words(times)}" for times, indexes in groups.items()]


def more_lines(more: str) -> list[str]:
    """Rules beyond the week: «державні свята: зачинено»; one that we have no words for as it is written."""
    try:
        rules = [rule for _separator, rule, _at in rules_of(check(more))] if more.strip() else []
    except ValueError:
        return [more]
    return [_rule_words(rule) or rule for rule in rules]


def times_words(times: Times | None) -> str:
    """«9:00–18:00, перерва 13:00–14:00» of one day."""
    if times is None:
        return _("not known")
    if not times:
        return _("closed all day")
    breaks = [(before[1], after[0]) for before, after in pairwise(times)]
    if breaks and all(0 < minutes_of(end) - minutes_of(start) <= LONGEST_BREAK for start, end in breaks):
        pauses = ", ".join(span_words(*pause) for pause in breaks)
        return _("%(hours)s, break %(pause)s") % {
            "hours": span_words(times[0][0], times[-1][1]),
            "pause": pauses,
        }
    return ", ".join(span_words(*span) for span in times)


def span_words(begins: str, ends: str) -> str:
    """«9:00–18:00» of two times such as "09:00"; a whole day in words."""
    if (begins, ends) == ("00:00", "24:00"):
        return _("round the clock")
    return f"{bare(begins)}–{bare(ends)}"


def bare(time: str) -> str:
    return time[1:] if time.startswith("0") else time


def _days_words(indexes: Iterable[int]) -> str:
    runs = []
    for _key, run in groupby(enumerate(indexes), lambda pair: pair[1] - pair[0]):
        names = [str(SHORT_DAYS[index]) for _place, index in run]
        runs += [f"{names[0]}–{names[-1]}"] if len(names) > 2 else names
    return ", ".join(runs)


def _rule_words(rule: str) -> str:
    """ "" when some part of it has no words."""
    when: list[str] = []
    what: list[str] = []
    at = 0
    while at < len(rule):
        pieces = ((kind, pattern.match(rule, at)) for kind, pattern in _PIECES)
        kind, match = next((piece for piece in pieces if piece[1]), ("", None))
        if match is None:
            return ""
        at = match.end()
        if kind == "between":
            continue
        try:
            words = _WORDS[kind](match)
        except ValueError:
            return ""
        (what if kind in _WHAT else when).append(words)
    return ": ".join(filter(None, [", ".join(when), ", ".join(what)]))


def _dates(match: re.Match[str]) -> str:
    start = date(int(match[1]), _number(match[2]), int(match[3]))
    if not match[6]:
        return day_words(start)
    end = date(int(match[4] or match[1]), _number(match[5] or match[2]), int(match[6]))
    return f"{day_words(start, 'short' if start.year == end.year else '')} – {day_words(end)}"


def _yearly(match: re.Match[str]) -> str:
    start = f"{int(match[2])} {_of_month(match[1])}"
    return f"{start} – {int(match[4])} {_of_month(match[3] or match[1])}" if match[4] else start


def _months(match: re.Match[str]) -> str:
    names = [str(MONTHS[_number(name)]) for name in match.groups() if name]
    return "–".join(name if name.isascii() else name.lower() for name in names)


def _weekdays(match: re.Match[str]) -> str:
    return "–".join(str(SHORT_DAYS[DAYS.index(name)]) for name in match.groups() if name)


def _nth(match: re.Match[str]) -> str:
    day = str(SHORT_DAYS[DAYS.index(match[1])])
    if match[2] == "-1":
        return _("%(day)s, the last of the month") % {"day": day}
    if match[2].startswith("-"):
        raise ValueError(match[2])
    return _("%(day)s, number %(number)s of the month") % {"day": day, "number": match[2]}


def _of_month(name: str) -> str:
    found = str(MONTHS_ALT[_number(name)])
    return found if found.isascii() else found.lower()


def _number(month: str) -> int:
    return _MONTH_NAMES.index(month) + 1


_WORDS = {
    "dates": _dates,
    "yearly": _yearly,
    "months": _months,
    "weeks": lambda match: (
        _("weeks of the year %(weeks)s") % {"weeks": re.sub(r"\b0", "", match[1]).replace("-", "–")}
    ),
    "holidays": lambda match: _("public holidays") if match[1] == "PH" else _("school holidays"),
    "nth": _nth,
    "weekdays": _weekdays,
    "round": lambda match: _("round the clock"),
    "times": lambda match: span_words(match[1], match[2]),
    "state": lambda match: str(_STATES[match[1]]),
    "comment": lambda match: match[1],
}

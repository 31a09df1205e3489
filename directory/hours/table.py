"""The usual hours as a table of seven days, which an editor fills in without knowing any notation, and back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from .moments import parsed
from .writing import check

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ROUND_THE_CLOCK = (("00:00", "24:00"),)

Times = tuple[tuple[str, str], ...]  # ("09:00", "18:00"), …; () is closed; past midnight: ("20:00", "02:00")

_SEPARATOR = re.compile(r'(\s*;\s*|\s*\|\|\s*|,\s+)(?=(?:[^"]*"[^"]*")*[^"]*$)')  # never inside a comment
_DAY = f"(?:{'|'.join(DAYS)})"
_DAY_LIST = f"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_SIMPLE = re.compile(
    rf"(?P<days>{_DAY_LIST})?(?:^| )?(?P<times>{_SPAN}(?:,{_SPAN})*|24/7)?(?:(?:^| )(?P<state>off|closed|unknown))?"
)
_DAY_LONG = 24 * 60  # minutes
_START, _END = datetime(2027, 1, 1), datetime(2029, 2, 1)  # noqa: DTZ001 - wall clock; a leap year is among them


@dataclass(frozen=True, slots=True)
class Table:
    """`days`: of Monday to Sunday, None where nobody knows. `more`: rules in OSM syntax that no table can hold.

    What `more` says comes after the table and so replaces its days.
    """

    days: tuple[Times | None, ...] = field(default=(None,) * 7)
    more: str = ""

    def written(self) -> str:
        """In OSM syntax; "" when nothing is known. Not checked: `more` is as it was typed."""
        return "; ".join(filter(None, [_written(self.days), self.more]))


@lru_cache(maxsize=1024)
def table(text: str) -> Table:
    """The table that says the same as these hours; what it cannot hold stays in `more`, word for word."""
    whole = Table(more=text)
    try:
        rules, typed = rules_of(check(text)), rules_of(text)
    except ValueError:
        return whole
    if len(rules) != len(typed) or any("||" in separator for separator, _rule, _at in rules):
        return whole
    days: dict[str, Times | None] = {}
    more = ""
    for (separator, rule, _at), (_typed, _rule, at) in zip(rules, typed, strict=True):
        if not _read(rule, days, adds=separator.strip() == ","):
            if separator.strip() == ",":
                return whole
            more = text[at:]
            break
    if not days:
        return whole
    found = Table(tuple(_joined(days.get(day, ())) for day in DAYS), more)
    return found if _same(found.written(), text) else whole


def rules_of(text: str) -> list[tuple[str, str, int]]:
    """Each rule with what separates it from the one before, and where it begins."""
    found, separator, at = [], "", 0
    for match in _SEPARATOR.finditer(text):
        found.append((separator, text[at : match.start()], at))
        separator, at = match[1], match.end()
    return [*found, (separator, text[at:], at)]


def _read(rule: str, days: dict[str, Times | None], *, adds: bool) -> bool:
    """Take a rule into the days that it names; False when it is more than a table can hold."""
    match = _SIMPLE.fullmatch(rule)
    if not (match and rule):
        return False
    state, written = match["state"], match["times"] or ""
    times = ROUND_THE_CLOCK if written == "24/7" else tuple(_spans(written))
    for day in _named(match["days"]) if match["days"] else DAYS:
        before = days.get(day) or ()
        if state == "unknown":
            if times and times != ROUND_THE_CLOCK:
                return False
            days[day] = None
        elif state:
            days[day] = _without(before, times[0]) if times and times != ROUND_THE_CLOCK else ()
            if len(times) > 1:
                return False
        elif not times:
            return False
        else:
            days[day] = tuple(sorted({*before, *times})) if adds else times
    return True


def _spans(written: str) -> Iterator[tuple[str, str]]:
    for span in filter(None, written.split(",")):
        begins, ends = span.split("-")
        hour, minute = int(ends[:2]), ends[3:]
        past = hour > 24 or (hour == 24 and minute != "00")
        yield begins, f"{hour - 24:02}:{minute}" if past else ends


def _without(times: Times, pause: tuple[str, str]) -> Times:
    """A break taken out of the hours of a day; `_same` tells whether that was right past midnight too."""
    left = []
    for begins, ends in times:
        if pause[0] >= ends or pause[1] <= begins:
            left.append((begins, ends))
            continue
        left += [(a, b) for a, b in ((begins, pause[0]), (pause[1], ends)) if a < b]
    return tuple(left)


def _joined(times: Times | None) -> Times | None:
    """In order, and as few as there can be: what touches or overlaps is one."""
    joined: list[list[int]] = []
    for begins, ends in sorted(times or ()):
        start, end = minutes_of(begins), minutes_of(ends)
        end += _DAY_LONG if end <= start else 0
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return None if times is None else tuple((clock(start), clock(end)) for start, end in joined)


def minutes_of(clock: str) -> int:
    """From midnight to "09:30"."""
    return int(clock[:2]) * 60 + int(clock[3:])


def clock(minutes: int) -> str:
    """ "09:30" of minutes from midnight, of the next day too: 24:00, but 01:00."""
    past = minutes > _DAY_LONG
    return f"{(minutes - _DAY_LONG if past else minutes) // 60:02}:{minutes % 60:02}"


def _named(days: str) -> Iterator[str]:
    for item in days.split(","):
        first, _dash, last = item.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        for index in range(start, end + 1 if end >= start else end + 8):
            yield DAYS[index % 7]


def _written(days: tuple[Times | None, ...]) -> str:
    if all(times is None for times in days):
        return ""
    groups: dict[Times | None, list[int]] = {}
    for index, times in enumerate(days):
        groups.setdefault(times, []).append(index)
    if list(groups) == [()]:
        return "Mo-Su off"
    if list(groups) == [ROUND_THE_CLOCK]:
        return "24/7"
    # Days that are not named are closed. A rule after “; ” would cut off the night of the day before, one after “, ”
    # adds to it; and then what is unknown comes first, as hours that reach into the day are known.
    unknown = [f"{_day_list(groups[None])} unknown"] if None in groups else []
    open_days = [
        f"{_day_list(indexes)} {','.join(map('-'.join, times))}" for times, indexes in groups.items() if times
    ]
    night = any(begins >= ends for times in groups if times for begins, ends in times)
    return ", ".join(unknown + open_days) if night else "; ".join(open_days + unknown)


def _day_list(indexes: list[int]) -> str:
    runs = []
    for _key, run in groupby(enumerate(indexes), lambda pair: pair[1] - pair[0]):
        days = [DAYS[index] for _place, index in run]
        runs += [f"{days[0]}-{days[-1]}"] if len(days) > 2 else days
    return ",".join(runs)


def _same(one: str, other: str) -> bool:
    return _states(one) == _states(other)


def _states(text: str) -> list[tuple[datetime, str, str]] | None:
    hours = parsed(text)
    if hours is None:
        return None
    found: list[tuple[datetime, str, str]] = []
    for begin, _end, state, note in hours.intervals(_START, _END):
        if not found or found[-1][1:] != (str(state), str(note)):
            found.append((begin, str(state), str(note)))
    return found

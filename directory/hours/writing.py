"""Writing hours down: checking what was typed, and adding exceptions and holidays."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

import opening_hours
from django.utils.translation import gettext as _

LONGEST = 500  # characters of usual hours
LONGEST_TIMES = 80  # characters of the times of one day

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FALLBACK = " || "
_ONE_DAY = timedelta(days=1)
_FIRST_DAY = date(1900, 1, 1)  # the earliest that the library can name
_UNKNOWN, _NEVER = "24/7 unknown", "24/7 off"

_QUOTED = re.compile(r'("[^"]*")')
_SEPARATED = re.compile(r'(; | \|\| |, )(?=(?:[^"]*"[^"]*")*[^"]*$)')  # never inside a comment
_WEEKDAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_ITEM = re.compile(rf"(?:PH|SH|{_WEEKDAY}(?:-{_WEEKDAY})?(?:\[[^\]]*\])?)(?: [+-]\d+ days?)?")
_DAYS = re.compile(rf"(?:^|(?<= ))(?:{_ITEM.pattern})(?:,(?:{_ITEM.pattern}))*(?= |$)")
_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*")
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_SAYS_WHEN = re.compile(r"\d:\d|24/7|sunrise|sunset|dawn|dusk|\b(?:off|closed|open|unknown)\b")

# What people type for a dash, for days and for closed.
_TYPED = {
    r"\s*[‐‑‒–—−]\s*": "-",
    r"\bпн\b": "Mo",
    r"\bвт\b": "Tu",
    r"\bср\b": "We",
    r"\bчт\b": "Th",
    r"\bпт\b": "Fr",
    r"\bсб\b": "Sa",
    r"\bнд\b": "Su",
    r"\b(?:вихідний|зачинено)\b": "off",
    r"\bцілодобово\b": "24/7",
    r"\bph\b": "PH",
}


@dataclass(frozen=True, slots=True)
class DatedRule:
    """Calendar days, `end` included, on which other hours hold: "10:00-14:00", or "" for closed all day."""

    start: date
    end: date
    hours: str = ""
    reason: str = ""

    def written(self) -> str:
        """The OSM rule; "" when it names no day that can be written."""
        start = max(self.start, _FIRST_DAY)
        if self.end < start:
            return ""
        days = _dated_run(start, self.end)
        try:
            hours = check_times(self.hours) if self.hours else "off"
        except ValueError:
            hours = "unknown"  # nobody can say when: better than the usual hours
        reason = _quotable(self.reason)
        return f'{days} {hours} "{reason}"' if reason else f"{days} {hours}"


def check(text: str) -> str:
    """The usual hours in OSM syntax, tidied up; ValueError with a sentence for the person who typed them."""
    if len(text) > LONGEST:
        raise ValueError(_("The hours are too long: %(most)d characters at most.") % {"most": LONGEST})
    text = _tidy(text)
    if not text:
        raise ValueError(_("Write the hours, for example: Mo-Fr 09:00-18:00; Sa 10:00-14:00."))
    hours = _canonical(text)
    if "24/7" not in text:
        # A comment alone says that one must ask; to the library it is open day and night.
        hours = _outside_quotes(hours, {r"24/7 $": "24/7 unknown "})
    # Without midnight the library does not leave out the times of a whole day: what has none now had none.
    for _separator, rule in _rules(str(opening_hours.OpeningHours(text.replace("24:00", "23:59")))):
        if not _says_when(rule):
            # "Sa, Su off" would mean open all Saturday: a space after the comma begins a new rule.
            raise ValueError(
                _(
                    "“%(rule)s” does not say when. Write the time or “off” after the days, "
                    "and no space between days: Sa,Su off."
                )
                % {"rule": rule}
            )
    if len(hours) > LONGEST:
        raise ValueError(_("The hours are too long: %(most)d characters at most.") % {"most": LONGEST})
    return hours


def check_times(text: str) -> str:
    """Times of one day, such as "10:00-14:00,15:00-18:00"; ValueError with a sentence for a person."""
    times = _tidy(text)
    if times == "24/7":
        return "00:00-24:00"
    rule = f"Mo {times}"  # beside a day, or the library would shorten a whole day to 24/7
    times = _canonical(rule).removeprefix("Mo ") if times and opening_hours.validate(rule) else ""
    if not _TIMES.fullmatch(times) or len(times) > LONGEST_TIMES:
        raise ValueError(_("Write only the times of the day, for example: 10:00-14:00, 15:00-18:00."))
    return times


def compose(
    weekly: str, exceptions: Iterable[DatedRule], *, martial_law: bool, holidays: Iterable[date]
) -> str:
    """The whole OSM string: the usual hours, then the exceptions, of which a later one replaces an earlier.

    While martial law lasts public holidays are working days (Law 2136-IX, art. 6): `PH` stays in the text
    and matches no day, as the library is told no country. Otherwise each `PH` rule is written out for the
    days of `holidays`, at its own place. "" when there is nothing to say; ValueError for unreadable hours.
    """
    rules = [rule for exception in exceptions if (rule := exception.written())]
    if weekly.strip():
        hours = _canonical(weekly)
        usual = [hours if martial_law else _holidays_written_out(hours, sorted(set(holidays)))]
    else:
        usual = [_UNKNOWN] if rules else []
    return "; ".join(usual + rules)


def _holidays_written_out(hours: str, holidays: list[date]) -> str:
    """The same hours without `PH`: what the library would compute if these were the country's holidays."""
    written = [
        (separator, dated)
        for separator, rule in _rules(hours)
        for dated in _for_days(rule, holidays, fallback=separator == _FALLBACK)
    ]
    return _joined(written) if written else _NEVER


def _for_days(rule: str, holidays: list[date], *, fallback: bool) -> Iterator[str]:
    selector = _DAYS.search(rule.partition('"')[0])
    items = _ITEM.findall(selector[0]) if selector else []
    public = [item for item in items if item.startswith("PH")]
    if selector is None or not public:
        yield rule
        return
    season, times = rule[: selector.start()], rule[selector.end() :]
    others = ",".join(item for item in items if item not in public)
    if others:
        yield f"{season}{others}{times}"
    shifts = [int(number[0]) if (number := re.findall(r"[+-]\d+", item)) else 0 for item in public]
    days = {
        day
        for day in {day + timedelta(days=shift) for day in holidays for shift in shifts}
        # A day that the rest of the rule names too is said already; twice would cut off hours past midnight.
        if day >= _FIRST_DAY and _names(season, day) and not (others and _names(season + others, day))
    }
    if others and _past_midnight(times):
        days |= _neighbours(days, season + others)
    runs = [_dated_run(*run) for run in _runs(days)]
    # Of several fallbacks each would undo what the one before it found; one that names all the days does not.
    yield from (f"{selected}{times}" for selected in ([",".join(runs)] if fallback and runs else runs))


def _neighbours(days: set[date], others: str) -> set[date]:
    """Days of the same rule that a night joins to these: a rule on its own would cut it off at midnight."""
    found = {day + _ONE_DAY for day in days if day < date.max and _names(others, day + _ONE_DAY)}
    for day in days:
        before = day - _ONE_DAY
        while before >= _FIRST_DAY and _names(others, before):
            found.add(before)
            before -= _ONE_DAY
    return found


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The first and last of days that follow one another: one rule, so that a night between them goes on."""
    numbered = groupby(enumerate(sorted(days)), lambda pair: pair[1].toordinal() - pair[0])
    for _key, run in numbered:
        found = [day for _place, day in run]
        yield found[0], found[-1]


def _past_midnight(times: str) -> bool:
    """Whether hours may go on into the next day; those without a clock, such as sunset, may."""
    spans = _SPAN.findall(_QUOTED.sub("", times))
    return not spans or any(ends <= begins or ends > "24:00" for begins, ends in spans)


def _names(selector: str, day: date) -> bool:
    noon = datetime.combine(day, time(12))
    return not selector.strip() or opening_hours.OpeningHours(selector.strip()).is_open(noon)


def _rules(hours: str) -> list[tuple[str, str]]:
    """The rules of canonical hours, each with what separates it from the one before."""
    pieces = ["; ", *_SEPARATED.split(hours)]
    return list(zip(pieces[::2], pieces[1::2], strict=True))


def _joined(rules: Iterable[tuple[str, str]]) -> str:
    (_first, hours), *rest = rules
    return hours + "".join(separator + rule for separator, rule in rest)


def _canonical(text: str) -> str:
    """As the library spells it, but `off`, the common word, and the times of a whole day, never left out.

    ValueError with a sentence for a person.
    """
    try:
        hours = _outside_quotes(str(opening_hours.OpeningHours(text)), {r"\bclosed\b": "off"})
    except opening_hours.ParserError as error:  # type: ignore[attr-defined]  # its stubs leave it out
        position = re.search(r"--> \d+:(\d+)", str(error))
        part = text[int(position[1]) - 1 :][:20] if position else text[:20]
        raise ValueError(
            _(
                "The hours cannot be read from “%(part)s” on. An example: Mo-Fr 09:00-18:00; Sa 10:00-14:00; Su off."
            )
            % {"part": part or text[-20:]}
        ) from error
    if not opening_hours.validate(hours):  # the library spells some rare rules in a way that it cannot read
        raise ValueError(_("These hours are too unusual. Write them in simpler rules."))
    return _joined((separator, _spelled_out(rule)) for separator, rule in _rules(hours))


def _spelled_out(rule: str) -> str:
    if _says_when(rule):
        return rule
    days, quote, comment = rule.partition('"')
    return f"{days.strip()} 00:00-24:00 {quote}{comment}".strip()


def _says_when(rule: str) -> bool:
    return bool(_SAYS_WHEN.search(_QUOTED.sub("", rule)))


def _tidy(text: str) -> str:
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip(" ;")
    return _outside_quotes(text, _TYPED)


def _outside_quotes(text: str, changes: dict[str, str]) -> str:
    pieces = _QUOTED.split(text)
    for pattern, replacement in changes.items():
        pieces[::2] = [re.sub(pattern, replacement, piece, flags=re.IGNORECASE) for piece in pieces[::2]]
    return "".join(pieces)


def _quotable(reason: str) -> str:
    """OSM comments know no escape: their quotes become «», and what could break a line goes."""
    reason = re.sub(r'"([^"]*)"', r"«\1»", reason).replace('"', "”").replace("\\", "/")
    return " ".join("".join(c if c.isprintable() else " " for c in reason).split())


def _dated(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


def _dated_run(first: date, last: date) -> str:
    return _dated(first) if first == last else f"{_dated(first)}-{_dated(last)}"

"""Calendar files by RFC 5545, as far as events need it: escaping, folding, times, one rule of repetition."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from directory.hours import kyiv

LONGEST_LINE = 75  # octets without the line break
TIME_ZONE = "Europe/Kyiv"
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]")
# The clock in Kyiv since 1996: forward on the last Sunday of March, back on the last one of October.
_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{TIME_ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19961027T040000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0300",
    "TZOFFSETTO:+0200",
    "TZNAME:EET",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19970330T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0300",
    "TZNAME:EEST",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event. `last`: when it begins for the last time if it is there every week, None for once; `off`: when it
    would begin, but does not.

    `version` grows with each change; `language` is that of its words.
    """

    uid: str
    starts: datetime
    ends: datetime
    title: str
    language: str
    changed: datetime
    version: int = 0
    last: datetime | None = None
    off: tuple[datetime, ...] = ()
    description: str = ""
    location: str = ""
    url: str = ""
    cancelled: bool = False


def calendar(name: str, entries: Iterable[Entry], language: str) -> str:
    """The whole file, its lines folded and ended as the standard wants."""
    entries = list(entries)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Resilience centers of Ukraine//Portal//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(_ZONE if any(entry.last for entry in entries) else ()),
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(entry.uid)}"
    yield f"DTSTAMP:{_utc(entry.changed)}"
    yield f"LAST-MODIFIED:{_utc(entry.changed)}"
    yield f"SEQUENCE:{entry.version}"
    if entry.last:  # the same time on the clock in winter and in summer
        yield f"DTSTART;TZID={TIME_ZONE}:{_local(entry.starts)}"
        yield f"DTEND;TZID={TIME_ZONE}:{_local(entry.ends)}"
        yield f"RRULE:FREQ=WEEKLY;UNTIL={_utc(entry.last)}"
        yield from (f"EXDATE;TZID={TIME_ZONE}:{_local(begins)}" for begins in entry.off)
    else:
        yield f"DTSTART:{_utc(entry.starts)}"
        yield f"DTEND:{_utc(entry.ends)}"
    yield f"SUMMARY;LANGUAGE={entry.language}:{escape(entry.title)}"
    if entry.description:
        yield f"DESCRIPTION;LANGUAGE={entry.language}:{escape(entry.description)}"
    if entry.location:
        yield f"LOCATION:{escape(entry.location)}"
    if entry.url:
        yield f"URL:{_CONTROLS.sub('', entry.url)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """As the value of a property of text: one line, whatever was typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _CONTROLS.sub(" ", text)


def fold(line: str) -> str:
    """In pieces of at most 75 octets, no letter cut in two; every piece but the first begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(moment: datetime) -> str:
    return f"{kyiv(moment):%Y%m%dT%H%M%S}"

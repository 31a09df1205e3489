"""Who receives people in a center, where its mobile team stops, and what takes place: each with when next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory import hours, wording
from directory.hours import kyiv
from directory.models import CenterPage, Event, MobileStop, Place, VisitingSpecialist
from directory.models.offers import Booking
from directory.presenting.offers import open_days
from directory.presenting.where import address_line
from directory.recurring import Span
from directory.wording.occasions import occasion_words, weekly_words
from portal.typography import day as day_words

STOPS_AHEAD = timedelta(days=62)
SHOWN_DATES = 5


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visiting specialist; `dates` are the single days to come, `phone` is for appointments, "" if none is known."""

    visit: VisitingSpecialist
    hours: str
    dates: list[str]
    next: str
    booking: str
    phone: str


@dataclass(frozen=True, slots=True)
class StopLine:
    """A stop of the mobile team; `where` is Ukrainian. `hidden`: it names the community alone."""

    where: str
    next: str
    weekly: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class EventWhere:
    """`line` is Ukrainian, "" for what is only online; `ask`: what to do when it is not whole."""

    line: str
    ask: str = ""
    online: str = ""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event and when it is next; `weekly`: «щосереди, 17:00–18:30, до 24 грудня».

    `off`: that time is cancelled; `then`: when it is next for sure, "" if that is `when` or there is no such time.
    """

    event: Event
    span: Span
    when: str
    weekly: str
    where: EventWhere
    off: bool = False
    then: str = ""


def visit_lines(center: CenterPage, now: datetime) -> list[VisitLine]:
    """Those of whom it is known when first, by when that is; no query."""
    found = [
        (hours.next_inside(visit.schedule, center.schedule, now), visit) for visit in center.visits.all()
    ]
    found.sort(key=lambda pair: (pair[0] is None, pair[0] or now))
    return [_visit_line(visit, center, now) for _next, visit in found]


def _visit_line(visit: VisitingSpecialist, center: CenterPage, now: datetime) -> VisitLine:
    phone = visit.phone or (center.phones[0] if center.phones else "")
    return VisitLine(
        visit=visit,
        hours=open_days(visit.hours) if visit.hours else "",
        dates=list(_dates(visit, now)),
        next=wording.next_opening_words(visit.schedule, now, center.schedule),
        booking=str(Booking(visit.booking).label) if visit.booking else "",
        phone=phone if visit.booking == Booking.APPOINTMENT else "",
    )


def _dates(visit: VisitingSpecialist, now: datetime) -> Iterable[str]:
    today = kyiv(now).date().isoformat()
    for line in sorted(line for line in visit.dates if line[:10] >= today)[:SHOWN_DATES]:
        day, _space, times = line.partition(" ")
        spans = ", ".join(hours.span_words(*span.split("-")) for span in times.split(","))
        yield f"{day_words(date.fromisoformat(day), 'week')}, {spans}"


def stop_lines(center: CenterPage, now: datetime) -> list[StopLine]:
    """The stops to come, the soonest first; no query, of stops with their places."""
    found = []
    for stop in center.stops.all():
        if span := next(stop.coming(now, STOPS_AHEAD), None):
            found.append((span, stop))
    found.sort(key=lambda pair: pair[0])
    return [
        StopLine(
            where=stop_where(stop),
            next=occasion_words(span),
            weekly=weekly_words(span) if stop.weekday is not None else "",
            hidden=stop.is_hidden,
        )
        for span, stop in found
    ]


def stop_where(stop: MobileStop) -> str:
    """«село Путятинці, біля сільради», or the community alone."""
    if stop.is_hidden:
        return _community(stop.place).label
    return ", ".join(filter(None, [stop.place.label, stop.spot]))


def event_lines(events: Iterable[Event], now: datetime) -> list[EventLine]:
    """Those to come, the soonest first; no query, of events `with_facts`."""
    found = [
        (span, event.pk, event) for event in events if (span := next(event.coming(now), None)) is not None
    ]
    return [event_line(event, span) for span, _pk, event in sorted(found, key=lambda item: item[:2])]


def event_line(event: Event, span: Span) -> EventLine:
    off = event.is_off(span)
    then = event.held_after(span) if off else None
    return EventLine(
        event=event,
        span=span,
        when=occasion_words(span),
        weekly=_weekly(event, span),
        where=where_of(event),
        off=off,
        then=occasion_words(then) if then else "",
    )


def _weekly(event: Event, span: Span) -> str:
    if event.repeats_until is None or span[0].date() + timedelta(days=7) > event.repeats_until:
        return ""
    last = [begins for begins, _ends in event.occurrences()][-1].date()
    return _("%(every)s, until %(day)s") % {
        "every": capfirst(weekly_words(span)),
        "day": day_words(last, "short"),
    }


def where_of(event: Event) -> EventWhere:
    """The finest that the public may know; of a hidden center, or a place where centers are hidden, the community."""
    center, place = event.center, event.place
    if event.is_hidden:
        community = _community(place) if place else next(iter(center.stands_in if center else []), None)
        line = community.label if community else (center.oblast.label if center else "")
        phone = bool(center and center.phones)
        ask = _("The address is told by telephone.") if phone else _("Ask the organisers where it is.")
        return EventWhere(line, ask, event.online)
    if place:
        return EventWhere(", ".join(filter(None, [place.label, event.spot, place.where])), "", event.online)
    if center:
        return EventWhere(", ".join(filter(None, [address_line(center), event.spot])), "", event.online)
    return EventWhere("", "", event.online)


def _community(place: Place) -> Place:
    return place.community or place

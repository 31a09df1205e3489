"""Results in words: what a card shows of a center, how a search was understood, what to try instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory import presenting, wording
from directory.models import CenterPage, Place
from directory.nearby import give_texts
from directory.origins import Origin
from portal import typography
from search import links
from search.filters import Condition, conditions
from search.geosearch import ANYTHING, Hit
from search.parameters import Search
from search.understanding import Reading, Understanding

UNKNOWN = ("service_unknown", "access_unknown", "hours_unknown")


@dataclass(frozen=True, slots=True)
class Distance:
    """`about`: not both ends are exact; `end`: what of the center it is measured to."""

    text: str
    about: bool = True
    end: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A center in a list. `levels`: our summary for each profile asked for; `why`: what fits, or is not known."""

    center: CenterPage
    title: str
    ukrainian: bool  # the title is not translated yet
    distance: Distance | None
    address: str
    hidden: str
    opening: wording.Said
    levels: list[wording.Said]
    why: list[str]
    fits: bool
    phone: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Results:
    """What stands above the cards: where they are measured from, how words were taken, what narrows the search.

    `asked`: whether centers are judged at all; `map_later`: a map was asked for, which is not there yet.
    """

    origin: str
    elsewhere: str
    understood: str
    others: list[Link]
    conditions: list[Condition]
    asked: bool
    map_later: bool
    everything: str
    planned: str
    text: str  # what was not understood as anything


def results(search: Search, params: QueryDict) -> Results:
    query, understood = search.query, search.understood
    reading = understood.reading if understood else None
    by_text = reading is not None and reading.kind == "place"
    return Results(
        origin=origin_words(query.origin) if query.origin else "",
        elsewhere=links.without(params, ["q", *links.ORIGIN] if by_text else links.ORIGIN),
        understood=understood_as(understood) if understood else "",
        others=other_readings(understood, params) if understood else [],
        conditions=conditions(search, params),
        asked=query.asked != ANYTHING,
        map_later=params.get("view", "").strip() == "map",
        everything=links.address(QueryDict()),
        planned=links.changed(params, status="planned"),
        text=understood.text if understood and reading is None else "",
    )


def cards(hits: Sequence[Hit], search: Search, now: datetime) -> list[Card]:
    """Four queries, however many hits; what is no longer listed is left out."""
    listed = CenterPage.objects.listed().filter(pk__in=[hit.pk for hit in hits])
    centers = {center.pk: center for center in listed.for_cards()}
    give_texts(centers.values())
    words = search.vocabulary.in_words()
    return [_card(hit, centers[hit.pk], search, words, now) for hit in hits if hit.pk in centers]


def _card(hit: Hit, center: CenterPage, search: Search, words: wording.Vocabulary, now: datetime) -> Card:
    fits = hit.fit.value == "fits"
    told = [reason for reason in hit.fit.reasons if fits or reason.code in UNKNOWN]
    at = search.query.asked.open_at or now
    is_open = center.status == "open"
    return Card(
        center=center,
        title=center.text.title,
        ukrainian=center.text.is_foreign,
        distance=distance_words(search.query.origin, hit) if search.query.origin else None,
        address=presenting.address_line(center),
        hidden=_hidden(center),
        opening=wording.open_words(center.schedule, at) if is_open else wording.state_words(center.status),
        levels=[_level(center, code) for code in search.query.asked.profiles],
        why=[wording.reason_text(reason, words) for reason in told],
        fits=fits,
        phone=center.phones[0] if center.phones else "",
    )


def _hidden(center: CenterPage) -> str:
    if not center.is_hidden:
        return ""
    if center.phones:
        return _("The address is told by telephone.")
    return _("The centre will tell the address after a request.")


def _level(center: CenterPage, profile: str) -> wording.Said:
    said = wording.access_words(center.answers, profile)
    return wording.Said(said.kind, f"{wording.profile_name(profile)}: {said.text}", said.more)


def distance_words(origin: Origin, hit: Hit) -> Distance:
    if hit.distance is None:
        return Distance(_("distance not known"))
    ends = {"settlement": _("to the town or village"), "community": _("to the community")}
    exact = origin.precision == "address" and hit.precision == "address"
    if not exact and hit.row.point == origin.point:
        same = origin.precision == hit.precision == "settlement"
        return Distance(_("in this town or village") if same else _("in this community"))
    return Distance(
        typography.kilometres(hit.distance, approximate=not exact),
        about=not exact,
        end=ends.get(hit.precision or "", ""),
    )


def origin_words(origin: Origin) -> str:
    """«м. Рогатин, Рогатинська громада, …»; a point is only «your place»."""
    if origin.place is None:
        return _("the point on the map that you gave")
    return ", ".join(filter(None, [origin.place.label, origin.place.where]))


def understood_as(understood: Understanding) -> str:
    """How the words were taken; empty when they named the place that distances start from, which is said anyway."""
    reading = understood.reading
    text = {"text": understood.text}
    if reading is None:
        return ""
    match reading.kind:
        case "service":
            return _("“%(text)s” is taken as the service “%(name)s”.") % {**text, "name": reading.term}
        case "group":
            return _("“%(text)s” is taken as help for: %(name)s.") % {**text, "name": reading.term}
        case "need":
            return _("“%(text)s” is taken as the need “%(name)s”.") % {**text, "name": reading.term}
        case "name":
            return _("Centres with “%(text)s” in the name or address.") % text
        case "words":
            return _("Centres with the words “%(text)s” in the name, address or description.") % text
        case _:
            return ""


def other_readings(understood: Understanding, params: QueryDict) -> list[Link]:
    return [
        Link(_other(reading, understood.text), _url(reading, understood.text, params))
        for reading in understood.others
    ]


def _other(reading: Reading, text: str) -> str:
    match reading.kind:
        case "service":
            return _("the service “%(name)s”") % {"name": reading.term}
        case "group":
            return _("help for: %(name)s") % {"name": reading.term}
        case "need":
            return _("the need “%(name)s”") % {"name": reading.term}
        case "place" if reading.place:
            return ", ".join(filter(None, [reading.place.label, reading.place.where_exactly]))
        case _:
            return _("centres with “%(text)s” in the name, address or description") % {"text": text}


def _url(reading: Reading, text: str, params: QueryDict) -> str:
    match reading.kind, reading.term:
        case "service", term if term is not None:
            return links.changed(params, q=None, service_more=term.slug)
        case "group", term if term is not None:
            return links.changed(params, q=None, group=term.slug)
        case "need", term if getattr(term, "service", None):
            return links.changed(params, q=None, service_more=term.service.slug)  # type: ignore[union-attr]
        case "place", _term if reading.place:
            return place_url(reading.place, params)
        case "need", _term:
            return links.changed(params, q=None)
        case _:
            return links.changed(params, q=f"«{text}»")


def place_url(place: Place, params: QueryDict) -> str:
    """The same search from this place; nothing else is left to be understood."""
    return links.changed(params, q=None, lat=None, lon=None, place=place.pk)


def candidate_links(candidates: Iterable[Place], params: QueryDict) -> list[dict[str, str]]:
    return [
        {
            "name": place.label,
            "oblast": place.oblast.label if place.oblast and place.oblast_id != place.pk else "",
            "where": place.where_exactly,
            "url": place_url(place, params),
        }
        for place in candidates
    ]

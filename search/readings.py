"""How words were taken, in words, and links to the same search with them taken otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.addresses import address_in
from directory.alphabet import alphabetical
from directory.models import Place
from directory.origins import Origin
from search import links
from search.understanding import Reading, Understanding

LIKELIEST = 10  # places of one name that are seen at once


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    ukrainian: bool = False  # in whatever language the page is


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


def street_note(origin: Origin) -> str:
    """What of a street that was typed distances do not start from; empty when they do, or none was typed."""
    match origin.missed:
        case "off":
            return _("We cannot look up streets here, so distances start from the town or village.")
        case "down":
            return _("Streets cannot be looked up just now, so distances start from the town or village.")
        case "nothing":
            return _("We did not find this street there, so distances start from the town or village.")
        case "house":
            return _("We found the street but not the house, so distances start from the street.")
        case _:
            return ""


def other_readings(understood: Understanding, params: QueryDict) -> list[Link]:
    return [
        Link(
            _other(reading, understood.text),
            _url(reading, understood.text, params),
            ukrainian=reading.kind == "place",
        )
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
    """The same search from this place; of what was typed only a street is left to be understood."""
    if address := address_in(params.get("q", "")):
        text = ", ".join(filter(None, [address.street, place.label, place.where_exactly]))
        return links.changed(params, q=text, lat=None, lon=None, place=None)
    return links.changed(params, q=None, lat=None, lon=None, place=place.pk)


def candidate_links(
    candidates: Iterable[Place], params: QueryDict
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """{name, oblast, where, url} of each place to choose from: the likeliest, and the rest by oblast."""
    found = [
        {
            "name": place.label,
            "oblast": place.oblast.label if place.oblast and place.oblast_id != place.pk else "",
            "where": place.where_exactly.removesuffix(f"{place.oblast.label}" if place.oblast else "").strip(
                ", "
            ),
            "url": place_url(place, params),
        }
        for place in candidates
    ]
    rest = sorted(
        found[LIKELIEST:], key=lambda link: (alphabetical(link["oblast"]), alphabetical(link["where"]))
    )
    return found[:LIKELIEST], rest

"""What stands above the cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import typography
from search import links
from search.conditions import Condition, conditions, without_all
from search.geosearch import ANYTHING, Hits
from search.parameters import Search
from search.presenting.cards import Card
from search.presenting.distances import origin_words
from search.readings import Link, other_readings, street_note, understood_as


@dataclass(frozen=True, slots=True)
class Results:
    """Where the cards are measured from, how words were taken, what narrows the search.

    `asked`: whether centers are judged at all; `text`: what was not understood as anything.
    """

    title: str
    origin: str
    from_place: bool  # then its name is Ukrainian
    elsewhere: str
    understood: str
    others: list[Link]
    conditions: list[Condition]
    asked: bool
    everything: str
    plain: str  # from the same place, with nothing else asked
    planned: str
    shared: str
    text: str


def results(search: Search, params: QueryDict) -> Results:
    query, understood = search.query, search.understood
    reading = understood.reading if understood else None
    by_text = reading is not None and reading.kind == "place"
    origin = origin_words(query.origin) if query.origin else ""
    return Results(
        title=_("Centres: %(place)s") % {"place": origin} if origin else _("Find a centre"),
        origin=origin,
        from_place=bool(query.origin and query.origin.place),
        elsewhere=links.without(params, ["q", *links.ORIGIN] if by_text else links.ORIGIN),
        understood=(understood_as(understood) if understood else "")
        or (street_note(query.origin) if query.origin else ""),
        others=other_readings(understood, params) if understood else [],
        conditions=conditions(search, params),
        asked=query.asked != ANYTHING,
        everything=links.address(QueryDict()),
        plain=without_all(search, params),
        planned=links.changed(params, status="planned"),
        shared=links.shared(search, params),
        text=understood.text if understood and reading is None else "",
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Cards under one heading: those that fit, or those of which it is not known."""

    code: str  # fit, unknown
    heading: str
    cards: list[Card]


def parts(cards: Sequence[Card], hits: Hits, *, asked: bool) -> list[Part]:
    """In the order of the cards; a part without a card is left out. `asked` as in `Results`."""
    return [
        Part(code, heading(code, number, asked=asked), found)
        for code, number in (("fit", hits.fits), ("unknown", hits.unknown))
        if (found := [card for card in cards if card.says.fits == (code == "fit")])
    ]


def heading(code: str, number: int, *, asked: bool) -> str:
    """What stands above a part."""
    if code == "unknown":
        return _("Not known whether they fit: %(number)s") % {"number": number}
    return (_("They fit: %(number)s") if asked else _("Centres: %(number)s")) % {"number": number}


def found_words(hits: Hits, now: datetime, *, surely: bool = True) -> str:
    """«Знайдено 3 центри: 1 підходить, про 2 бракує відомостей. Середа, …»; with `surely` how many fit, if not all."""
    number = len(hits)
    said = ngettext("%(number)s centre found", "%(number)s centres found", number) % {"number": number}
    if surely and hits.unknown:
        fit = ngettext("%(number)s fits", "%(number)s fit", hits.fits) % {"number": hits.fits}
        doubt = ngettext(
            "too little is known of %(number)s", "too little is known of %(number)s", hits.unknown
        )
        said = f"{said}: {fit}, {doubt % {'number': hits.unknown}}"
    return f"{said}. {capfirst(typography.day(localtime(now), 'now'))}."

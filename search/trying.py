"""What to try when no center meets everything: which one thing to leave out, and who meets part of it.

Nothing is widened here. Each offer is a link with a number beside it, which is what the link will find; and centers
that meet only a part stand apart from results, with what they lack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.http import QueryDict

from directory.atlas import Atlas, Centers
from directory.fit import Asked
from search.conditions import Condition, conditions
from search.counting import Count, count
from search.geosearch import GeoQuery, Hit, candidates, in_order
from search.parameters import Search

FEW = 3
# What a center may lack and still be worth naming when it meets nothing else: it opens again, it can be driven to.
PASSING = ("open", "km")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The search without one condition, and how many centers that gives."""

    condition: Condition
    count: Count


@dataclass(frozen=True, slots=True)
class Almost:
    """A center that meets part of what is asked. `lacks` are parameters: among them `km` and `oblast`, of which its
    fit tells nothing."""

    hit: Hit
    lacks: frozenset[str]


def left_out(atlas: Atlas, search: Search, params: QueryDict, *, unknown: bool) -> list[LeftOut]:
    """For each condition that helps when it alone is left out, by how many centers fit then, most first.

    `unknown`: those too after which none fits for sure.
    """
    found = []
    for condition in conditions(search, params):
        query = without(search, params, condition)
        counted = count(atlas, query) if query else Count(0, 0)
        if counted.fits or (unknown and counted.unknown):
            found.append(LeftOut(condition, counted))
    return sorted(found, key=lambda each: (-each.count.fits, -each.count.unknown))


def without(search: Search, params: QueryDict, condition: Condition) -> GeoQuery | None:
    """What the search without this condition means; None when the words in it would be understood anew."""
    query, asked = search.query, search.query.asked
    match condition.name:
        case "q":
            return _without_words(search, params)
        case "service" if condition.value == _service_of_words(search):
            return query  # the words ask for it too
        case "service":
            return replace(query, asked=replace(asked, services=_but(asked.services, condition.value)))
        case "access":
            return replace(query, asked=replace(asked, access=_but(asked.access, condition.value)))
        case "profile":
            return replace(query, asked=replace(asked, profiles=_but(asked.profiles, condition.value)))
        case "group":
            # Words may mean a group, unless one is given.
            return None if search.understood else replace(query, asked=replace(asked, group=None))
        case "open":
            return replace(query, asked=replace(asked, open_at=None))
        case "oblast":
            return replace(query, oblast="")
        case "km":
            return replace(query, km=None)
        case _:
            return replace(query, status="open")


def _without_words(search: Search, params: QueryDict) -> GeoQuery:
    query, asked = search.query, search.query.asked
    reading = search.understood.reading if search.understood else None
    if reading is None or reading.found is not None:
        return replace(query, among=None)
    if reading.kind == "group":
        return replace(query, asked=replace(asked, group=None))
    slug = _service_of_words(search)
    given = {value.strip() for value in params.getlist("service")}
    services = asked.services if slug in given else _but(asked.services, slug)
    return replace(query, asked=replace(asked, services=services))


def _service_of_words(search: Search) -> str:
    """The service that the words were taken for; "" when they were taken for something else."""
    reading = search.understood.reading if search.understood else None
    if reading is None or reading.term is None or reading.kind == "group":
        return ""
    service = reading.term if reading.kind == "service" else getattr(reading.term, "service", None)
    return service.slug if service else ""


def _but(values: Sequence[str], one: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != one)


def almost(atlas: Atlas, query: GeoQuery) -> list[Almost]:
    """The nearest (by name without an origin) that lack one thing, then those that lack more but not all.

    Only of the status, and with the words, that were asked for; without an origin in the oblast too.
    """
    hard = replace(query, km=None, oblast="" if query.origin else query.oblast)
    looked_at = candidates(atlas, hard)
    yes, no = _answers(atlas, query)
    if not yes:
        return []
    some, once, more = 0, 0, 0
    for _name, centers in no:
        more |= once & centers
        once |= centers
    for centers in yes:
        some |= centers
    passing = 0
    for name, centers in no:
        if name in PASSING:
            passing |= centers
    one = once & ~more
    tiers = (looked_at & one & (some | passing), looked_at & more & some)
    found = [hit for tier in tiers for hit in islice(_located(atlas, hard, tier), FEW)][:FEW]
    return [Almost(hit, _lacks(atlas, hit, no)) for hit in found]


def _answers(atlas: Atlas, query: GeoQuery) -> tuple[list[Centers], list[tuple[str, Centers]]]:
    """Who answers yes to each thing that narrows, and who no."""
    yes, no = [], []
    for one in query.asked.one_by_one():
        verdict = atlas.judge(one)
        yes.append(verdict.yes)
        no.append((_parameter(one), atlas.everyone & ~verdict.yes & ~verdict.unknown))
    if query.origin is not None:
        if query.oblast:
            there = atlas.having(status=query.status, oblast=query.oblast)
            no.append(("oblast", atlas.everyone & ~there))
            yes.append(there)
        if query.km is not None:
            near = atlas.within(query.origin.point, query.km, atlas.everyone)
            no.append(("km", atlas.everyone & ~near))
            yes.append(near)
    return yes, no


def _parameter(one: Asked) -> str:
    if one.services:
        return "service"
    if one.access:
        return "access"
    if one.profiles:
        return "profile"
    return "group" if one.group is not None else "open"


def _located(atlas: Atlas, query: GeoQuery, centers: Centers) -> Iterator[Hit]:
    """Those that can be said to be the nearest."""
    hits = in_order(atlas, query, centers)
    return (hit for hit in hits if query.origin is None or hit.distance is not None)


def _lacks(atlas: Atlas, hit: Hit, no: Sequence[tuple[str, Centers]]) -> frozenset[str]:
    me = atlas.having(status=hit.row.facts.status, among=frozenset([hit.pk]))
    return frozenset(name for name, centers in no if me & centers)

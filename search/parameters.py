"""The parameters of a search, for the page and the API alike: a `GeoQuery`, or what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import access
from directory.addresses import Address
from directory.fit import Asked
from directory.hours import kyiv, whole_minute
from directory.models import CenterPage, Place
from directory.origins import Origin, read_origin
from portal.parameters import Problem, Problems, unexpected
from search.geosearch import GeoQuery
from search.kept import Kept, kept
from search.understanding import Understanding, understand, with_street
from search.vocabulary import Vocabulary

ORIGIN = ("place", "lat", "lon")
SINGLE = ("q", *ORIGIN, "km", "open", "oblast", "group", "status")
REPEATABLE = ("service", "access", "profile")
STATUSES = (*CenterPage.Status.values, "any")

LEAST_KM, MOST_KM = 0.1, 1_500
LONGEST_TEXT = 120

_KM = re.compile(r"[-+]?\d{1,20}(?:\.\d{0,20})?(?:[eE][-+]?\d{1,3})?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[-+]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked. While there are `problems` the query means nothing and must not be answered."""

    query: GeoQuery
    problems: Problems = field(default_factory=dict)
    understood: Understanding | None = None
    kept: Kept = field(default_factory=kept)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.kept.words


def read_search(params: QueryDict, *, also: Collection[str] = ()) -> Search:
    """The parameters of /centers/ and of the API's `centers`; `also`: single ones that the caller reads itself.

    Queries: a few of constant number; of the gazetteer and of all texts only for `q`.
    """
    reader = _Reader(params, also)
    query, text = reader.filters(), reader.text()
    understood = None
    if text and not reader.problems:
        understood = understand(
            text, reader.vocabulary, only_words=query.origin is not None, group=query.asked.group is None
        )
        query = reader.understood(query, understood)
    reader.check_km(query)
    return Search(query, reader.problems, understood, reader.kept)


def read_nearest(params: QueryDict, *, also: Collection[str] = ()) -> Search:
    """The parameters of the API's `centers/nearest`: `q` is the place to measure from, or words beside another one."""
    reader = _Reader(params, also)
    query, text = reader.filters(), reader.text()
    if text and query.origin and not reader.problems:
        words = understand(text, reader.vocabulary, only_words=True, group=query.asked.group is None)
        query = reader.understood(query, words)
    elif text and not reader.problems:
        resolution = Place.objects.resolve(text)
        address = None
        if not resolution.exact and (told := with_street(text)):
            address, resolution = told
        if resolution.taken:
            query = reader.measured_from(query, resolution.taken, address)
        else:
            reader.not_taken(text, resolution.candidates, resolution.region)
    elif query.origin is None and not reader.problems:
        reader.problems["q"] = Problem("origin_required", _("Say where to measure from: a place or a point."))
    return Search(query, reader.problems, kept=reader.kept)


class _Reader:
    """Reads one parameter after the other and gathers what is wrong."""

    def __init__(self, params: QueryDict, also: Collection[str]) -> None:
        self.params = params
        self.kept = kept()
        self.vocabulary = self.kept.words
        self.problems = unexpected(params, [*SINGLE, *also], REPEATABLE)

    def filters(self) -> GeoQuery:
        origin, problems = read_origin(self.params)
        self.problems = problems | self.problems
        asked = Asked(
            services=self._each("service", self._service),
            access=self._each("access", self._feature),
            profiles=self._each("profile", self._profile),
            group=self._one("group", self._group),
            open_at=self._one("open", self._moment),
        )
        return GeoQuery(
            origin=origin,
            km=self._one("km", self._kilometres),
            asked=asked,
            status=self._one("status", self._status) or "open",
            oblast=self._one("oblast", self._oblast) or "",
        )

    def text(self) -> str:
        text = " ".join(self.params.get("q", "").split())
        if len(text) > LONGEST_TEXT:
            message = _("Write no more than %(most)d characters.") % {"most": LONGEST_TEXT}
            self.problems.setdefault("q", Problem("out_of_range", message))
        return text

    def understood(self, query: GeoQuery, understood: Understanding) -> GeoQuery:
        """The query with what the words were taken for; where they were taken for nothing, nothing is found."""
        match understood.reading:
            case None if understood.candidates or understood.region:
                self.not_taken(understood.text, understood.candidates, understood.region)
                return query
            case None:
                return replace(query, among=frozenset())
            case reading if reading.place:
                return self.measured_from(query, reading.place, reading.address)
            case reading if reading.found is not None:
                return replace(query, among=reading.found)
            case reading:
                return replace(query, asked=_with_term(query.asked, reading.kind, reading.term))

    def measured_from(self, query: GeoQuery, place: Place, address: Address | None) -> GeoQuery:
        origin = Origin.at_address(place, address) if address else Origin.at_place(place)
        if origin is None:
            self.problems["q"] = Problem("invalid_value", _("Where this place lies is not known."))
        return replace(query, origin=origin)

    def not_taken(self, text: str, candidates: tuple[Place, ...], region: Place | None) -> None:
        if region:
            message = _("“%(name)s” is too wide to measure from. To see its centres, use “oblast”.")
            problem = Problem("invalid_value", message % {"name": region.label})
        elif candidates:
            problem = Problem("ambiguous", _("Which place do you mean? Choose one."), candidates)
        else:
            problem = Problem(
                "unknown_place", _("We do not know a place called “%(text)s”.") % {"text": text}
            )
        self.problems["q"] = problem

    def check_km(self, query: GeoQuery) -> None:
        if query.km is not None and query.origin is None and not self.problems:
            message = _("A distance needs somewhere to measure from: say where you are.")
            self.problems["km"] = Problem("origin_required", message)

    # --- one value each: what it means, or a Problem

    def _one(self, name: str, read: Any) -> Any:
        text = self.params.get(name, "").strip()
        value = read(text) if text else None
        if isinstance(value, Problem):
            self.problems.setdefault(name, value)
            return None
        return value

    def _each(self, name: str, read: Any) -> tuple[str, ...]:
        values: dict[str, None] = {}
        for text in self.params.getlist(name):
            value = read(text.strip()) if text.strip() else None
            if isinstance(value, Problem):
                self.problems.setdefault(name, value)
            elif value is not None:
                values[value] = None
        return tuple(values)

    def _service(self, slug: str) -> str | Problem:
        unknown = Problem("unknown_slug", _("We do not know this service."))
        return slug if slug in self.vocabulary.services else unknown

    def _group(self, slug: str) -> str | Problem:
        return (
            slug
            if slug in self.vocabulary.groups
            else Problem("unknown_slug", _("We do not know this group."))
        )

    def _feature(self, code: str) -> str | Problem:
        unknown = Problem("invalid_value", _("We do not know this accessibility item."))
        return code if code in access.FEATURES else unknown

    def _profile(self, code: str) -> str | Problem:
        return code if code in access.PROFILES else Problem("invalid_value", _("We do not know this need."))

    def _status(self, status: str) -> str | Problem:
        return (
            status
            if status in STATUSES
            else Problem("invalid_value", _("There is no such state of a centre."))
        )

    def _oblast(self, code: str) -> str | Problem:
        if code in self.vocabulary.regions:
            return code
        if Place.objects.filter(pk=code).exists():
            return Problem(
                "invalid_value", _("This place is not an oblast. To measure from it, use “place”.")
            )
        return Problem("unknown_place", _("There is no oblast with this code."))

    def _kilometres(self, text: str) -> float | Problem:
        if not _KM.fullmatch(text):
            return Problem("invalid_value", _("Write a number of kilometres, such as 20."))
        if not LEAST_KM <= float(text) <= MOST_KM:
            return Problem("out_of_range", _("Write from 0.1 to 1500 kilometres."))
        return float(text)

    def _moment(self, text: str) -> datetime | Problem:
        if text == "now":
            return whole_minute(timezone.now())
        try:
            if _MOMENT.fullmatch(text):
                return kyiv(datetime.fromisoformat(text))
        except ValueError:  # the 30th of February
            pass
        return Problem("invalid_value", _("Write “now”, or a date and time such as 2026-12-24T15:00."))


def _with_term(asked: Asked, kind: str, term: Any) -> Asked:
    """Also asked for a service, a group, or the service that answers a need; some needs every center can take."""
    if kind == "group":
        return replace(asked, group=term.slug)
    service = term if kind == "service" else term.service
    if service is None or service.slug in asked.services:
        return asked
    return replace(asked, services=(*asked.services, service.slug))

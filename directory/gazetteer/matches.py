"""The spellings and places that the names in a text match exactly, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import QuerySet

from directory import place_names
from directory.gazetteer.ranking import Rank, Row, Spelling, rank_of
from directory.gazetteer.reading import where_in
from directory.place_names import Reading, Term

UNITS = ("parent", "community", "raion", "oblast")
NAMES = ("community__name", "raion__name", "oblast__name")

CONTAINERS = frozenset("OKPHMX")  # a town stands for its community, or for its oblast

Words = tuple[str, ...]


class Above(NamedTuple):
    """What a place lies in: the codes, and the names, folded."""

    codes: frozenset[str]
    names: tuple[str, ...]


class Matches:
    """What the subjects and the qualifiers of some readings match."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        readings = list(readings)
        terms = {term.words for reading in readings for term in (reading.subject, *reading.within)}
        self._skeletons = {words: place_names.oblique_skeletons(words) for words in terms}
        self._qualifiers = {term for reading in readings for term in reading.within}

    def rows(self, term: Term) -> list[tuple[Rank, Row]]:
        """The places that are called so."""
        return [
            (rank, row)
            for spelling, rank in self._spellings[term.words].items()
            for row in self._rows[spelling]
            if not term.kinds or row.kind in term.kinds
        ]

    def units(self, term: Term) -> frozenset[str]:
        """The codes of what is called so, or by its center, and can have something in it."""
        called = {row.code for _, row in self.rows(term) if row.kind in CONTAINERS}
        return frozenset(called.union(*(self._centered[code] for code in called)))

    def same_consonants(self, words: Words) -> set[str]:
        """The Cyrillic keys that have the consonants of these words, whatever their vowels."""
        spellings = (
            spelling for skeleton in self._skeletons[words] for spelling in self._by_skeleton[skeleton]
        )
        return {spelling.key for spelling in spellings if not place_names.is_latin(spelling.key)}

    @cached_property
    def above(self) -> dict[str, Above]:
        """What each place that matched lies in; one query, for a text of several names only."""
        codes = {row.code for rows in self._rows.values() for row in rows}
        rows = places().filter(pk__in=codes).values_list("pk", *(f"{unit}_id" for unit in UNITS), *NAMES)
        return {
            code: Above(
                frozenset({unit for unit in rest[: len(UNITS)] if unit} - {code}),
                tuple(place_names.fold(name) for name in rest[len(UNITS) :] if name),
            )
            for code, *rest in rows
        }

    @cached_property
    def _centered(self) -> dict[str, set[str]]:
        """The units of which a town is the center, as people say «Іванівка, Одеса»; one query, as above."""
        towns = {row.code for term in self._qualifiers for _, row in self.rows(term)}
        found: dict[str, set[str]] = defaultdict(set)
        for unit, center in places().filter(center__in=towns).values_list("pk", "center_id") if towns else ():
            found[center].add(unit)
        return found

    @cached_property
    def _by_skeleton(self) -> dict[str, dict[Spelling, list[Row]]]:
        """All spellings that have one of the skeletons, each with all its places; one query."""
        wanted = set().union(*self._skeletons.values())
        found: dict[str, dict[Spelling, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for skeleton, *row in where_in(
            "PlaceKey", "skeleton, key, type, place_id, weight", "skeleton", wanted
        ):
            found[skeleton][Spelling(row[0], row[1])].append(Row._make(row))
        return found

    @cached_property
    def _spellings(self) -> dict[Words, dict[Spelling, Rank]]:
        """For each name those of the spellings that match it."""
        return {
            words: {
                spelling: rank
                for skeleton in skeletons
                for spelling in self._by_skeleton[skeleton]
                if (rank := rank_of(words, spelling)) is not None
            }
            for words, skeletons in self._skeletons.items()
        }

    @cached_property
    def _rows(self) -> dict[Spelling, list[Row]]:
        """All places of the spellings that matched."""
        matched = {spelling for matching in self._spellings.values() for spelling in matching}
        return {
            spelling: rows
            for spellings in self._by_skeleton.values()
            for spelling, rows in spellings.items()
            if spelling in matched
        }


def keys() -> QuerySet[Any]:
    return apps.get_model("directory", "PlaceKey").objects.all()


def places() -> QuerySet[Any]:
    return apps.get_model("directory", "Place").objects.order_by()

"""The spellings and places that the names in a text match exactly, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from directory import place_names
from directory.gazetteer.ranking import Rank, Row, Spelling, rank_of
from directory.gazetteer.reading import UNITS, where_in
from directory.place_names import Reading, Term

CONTAINERS = frozenset("OKPHMX")  # a town stands for its community, or for its oblast

Words = tuple[str, ...]


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
        return {
            key
            for skeleton in self._skeletons[words]
            for key, _ in self._by_skeleton.get(skeleton, ())
            if not place_names.is_latin(key)
        }

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """The codes of what each place that matched lies in; one query, for a text of several names only."""
        return units_above({row.code for rows in self._rows.values() for row in rows})

    def names_above(self, code: str) -> list[str]:
        """The names of what a place that matched lies in, folded."""
        return [self._unit_names[unit] for unit in self.above[code]]

    @cached_property
    def _unit_names(self) -> dict[str, str]:
        units = set().union(*self.above.values())
        return {code: place_names.fold(name) for code, name in where_in("Place", "code, name", "code", units)}

    @cached_property
    def _centered(self) -> dict[str, set[str]]:
        """The units of which a town is the center, as people say «Іванівка, Одеса»; one query, as above."""
        towns = {row.code for term in self._qualifiers for _, row in self.rows(term)}
        found: dict[str, set[str]] = defaultdict(set)
        for unit, center in where_in("Place", "code, center_id", "center_id", towns):
            found[center].add(unit)
        return found

    @cached_property
    def _by_skeleton(self) -> dict[str, dict[tuple[str, str], list[tuple[Any, ...]]]]:
        """All spellings (key, type) that have one of the skeletons, each with its rows; one query.

        There may be hundreds, of which a few are what was typed: only these become Spelling and Row.
        """
        wanted = set().union(*self._skeletons.values())
        found: dict[str, dict[tuple[str, str], list[tuple[Any, ...]]]] = {}
        for row in where_in("PlaceKey", "key, type, place_id, weight, skeleton", "skeleton", wanted):
            found.setdefault(row[4], {}).setdefault(row[:2], []).append(row[:4])
        return found

    @cached_property
    def _spellings(self) -> dict[Words, dict[Spelling, Rank]]:
        """For each name those of the spellings that match it."""
        return {
            words: {
                spelling: rank
                for skeleton in skeletons
                for spelling in map(Spelling._make, self._by_skeleton.get(skeleton, ()))
                if (rank := rank_of(words, spelling)) is not None
            }
            for words, skeletons in self._skeletons.items()
        }

    @cached_property
    def _rows(self) -> dict[Spelling, list[Row]]:
        """All places of the spellings that matched."""
        matched = {spelling for matching in self._spellings.values() for spelling in matching}
        return {
            Spelling._make(spelling): [Row._make(row) for row in rows]
            for spellings in self._by_skeleton.values()
            for spelling, rows in spellings.items()
            if spelling in matched
        }


def units_above(codes: Collection[str]) -> dict[str, frozenset[str]]:
    """The codes of what each place lies in; one query."""
    columns = ", ".join(["code", *(f"{unit}_id" for unit in UNITS)])
    return {
        code: frozenset(unit for unit in units if unit and unit != code)
        for code, *units in where_in("Place", columns, "code", codes)
    }

"""How good a match a spelling is, and the order of places among equals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from directory import place_names

KINDS = "KMXCBHPO"  # the order of kinds within a rank; the last two are regions
REGIONS = frozenset("PO")  # no origin of anything
ADJECTIVES = frozenset("OPHB")  # kinds whose names are adjectives: Рогатинська громада

UNKNOWN_POPULATION = 1_000  # what a place counts as whose population nobody recorded
STEP = 10**9  # between two kinds; more than any population
FIRST_REGION = min(map(KINDS.index, REGIONS)) * STEP


def weight(kind: str, population: int | None) -> int:
    """The place of a key among those of its rank: by kind, then the most populous first."""
    people = UNKNOWN_POPULATION if population is None else population
    return KINDS.index(kind) * STEP + STEP - 1 - people


def weights_of(kinds: Iterable[str]) -> list[tuple[int, int]]:
    """The weights, from and to, of the keys of places of these kinds."""
    starts = sorted(KINDS.index(kind) * STEP for kind in kinds)
    return [(start, start + STEP - 1) for start in starts]


class Rank(IntEnum):
    """Whose the exact name is, the best first; in whatever case it stands and however people spell it."""

    CURRENT = 0
    OTHER = 1  # old or foreign: Russian, Latin


class Spelling(NamedTuple):
    """A key and whose it is: the current name's, or an old or foreign one's."""

    key: str
    type: str


class Row(NamedTuple):
    """A key with its place."""

    key: str
    type: str
    code: str
    weight: int

    @property
    def kind(self) -> str:
        return KINDS[self.weight // STEP]

    @property
    def population(self) -> int:
        return STEP - 1 - self.weight % STEP


@dataclass(frozen=True, slots=True)
class Found:
    """A place that has exactly the name typed."""

    rank: Rank
    code: str
    kind: str
    population: int  # an unknown one counts as 1,000

    @property
    def order(self) -> tuple[int, int, int, str]:
        """As places are listed."""
        return self.rank, KINDS.index(self.kind), -self.population, self.code


def rank_of(words: tuple[str, ...], spelling: Spelling) -> Rank | None:
    """How good a match of the typed words the spelling is; None when it is none."""
    typed, key = " ".join(words), spelling.key
    current = spelling.type == "current"
    if typed == key:
        return Rank.CURRENT if current else Rank.OTHER
    if place_names.is_latin(typed):
        return Rank.OTHER if _is_in_latin(typed, key, current=current) else None
    if place_names.is_latin(key):
        return None
    if spelling.type in ("current", "old") and place_names.is_form(words, key.split()):
        return Rank.CURRENT if current else Rank.OTHER
    return Rank.OTHER if current and place_names.is_russian(typed, key) else None


def _is_in_latin(typed: str, key: str, *, current: bool) -> bool:
    if place_names.is_latin(key):
        return place_names.loose(typed) == place_names.loose(key)
    # Ivanovka; Latin letters have no soft sign
    return current and place_names.is_russian(place_names.from_russian_latin(typed), key.replace("ь", ""))


def in_order(found: Iterable[tuple[Rank, Row]]) -> list[Found]:
    """Each place once, at its best rank; by rank, kind and population."""
    best: dict[str, Found] = {}
    for rank, row in sorted(found, key=lambda pair: (pair[0], pair[1].weight, pair[1].code)):
        best.setdefault(row.code, Found(rank, row.code, row.kind, row.population))
    return list(best.values())

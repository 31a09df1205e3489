"""Finding places by a text: exactly, by the beginning of the name, or with slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

from django.db.models import Exists, OuterRef, Q

from directory import place_names
from directory.gazetteer.matches import UNITS, Matches, keys, places
from directory.gazetteer.ranking import (
    ADJECTIVES,
    FIRST_REGION,
    REGIONS,
    Found,
    Rank,
    Row,
    in_order,
    weights_of,
)
from directory.gazetteer.reading import beginning, where_in
from directory.gazetteer.sharing import lengths_near, sharing_most, unpacked
from directory.place_names import Reading, Term

LAST_CHARACTER = "\U0010ffff"
COMPARED = 60  # of the names that share most pairs with the text, so many are compared letter by letter
MOST_SLIPS = 3

Slips = dict[str, float]  # by key


@dataclass(frozen=True, slots=True)
class Opening:
    """A name that was not met exactly, and for each place that it must lie in the codes this may have."""

    term: Term
    within: tuple[frozenset[str], ...] = ()

    @property
    def cyrillic(self) -> str:
        key = self.term.key
        return place_names.from_latin(key) if place_names.is_latin(key) else key

    def ranges(self) -> list[tuple[str, str, int, int]]:
        """Key from and to, weight from and to, of what begins like the name."""
        key = self.term.key
        kinds = weights_of(self.term.kinds) if self.term.kinds else [(0, FIRST_REGION - 1)]
        return [(key, key + LAST_CHARACTER, low, min(high, FIRST_REGION - 1)) for low, high in kinds]

    def may_be(self, row: Row) -> bool:
        return not self.term.kinds or row.kind in self.term.kinds

    def lies_there(self) -> Q:
        """The condition on a key's place, not joined but looked at row by row: every database begins with the key."""
        condition = Q()
        for low, high in weights_of(self.term.kinds):
            condition |= Q(weight__range=(low, high))
        for codes in self.within:
            anywhere = Q()
            for unit in UNITS:
                anywhere |= Q(**{f"{unit}__in": codes})
            condition &= Q(Exists(places().filter(anywhere, pk=OuterRef("place_id"))))
        return condition


class Lookup:
    """One text and its readings, in the keyboard layout it was typed in and then in the others."""

    def __init__(self, text: str) -> None:
        self.layouts = [place_names.readings(each) for each in (text, *place_names.other_layouts(text))]
        self.matches = Matches(self._readings())

    def exact(self) -> list[Found]:
        """The places of exactly that name, by rank, kind and population; of the plainest reading that has any."""
        regions: list[Found] = []
        for reading in self._readings():
            found = self._found(reading)
            if any(each.kind not in REGIONS for each in found):
                return found
            regions = regions or found
        return regions

    def nearly_exact(self) -> list[str]:
        """Codes of places of that name, but of another kind, or in a place whose name was not typed to its end."""
        for reading in self._readings():
            if reading.within or reading.subject.kinds:
                rows = self.matches.rows(Term(reading.subject.words))
                found = [
                    pair
                    for pair in rows
                    if pair[1].kind not in REGIONS and self._begun(pair[1].code, reading)
                ]
                if found:
                    return [each.code for each in in_order(found)]
        return []

    def beside_unknown(self) -> list[str]:
        """Codes of places of a name that stands beside words which are no place: a street, a raion that is no more."""
        for reading in sorted(self._readings(), key=lambda reading: not reading.leads):
            if reading.within and not any(self.matches.units(term) for term in reading.within):
                found = in_order(
                    pair for pair in self.matches.rows(reading.subject) if pair[1].kind not in REGIONS
                )
                if found:
                    return [each.code for each in found]
        return []

    def beginning(self, limit: int) -> list[str]:
        """Codes of the first places whose name begins like the text."""
        for layout in self.layouts:
            openings = self._openings(layout)
            plain = [opening for opening in openings if not opening.within]
            first = beginning([each for opening in plain for each in opening.ranges()], limit)
            if len(plain) < len(openings):
                first = self._beginning_there(openings, limit)
            if first:
                return first
        return []

    def _beginning_there(self, openings: list[Opening], limit: int) -> list[str]:
        condition = Q()
        for opening in openings:
            key = opening.term.key
            condition |= Q(key__gte=key, key__lt=key + LAST_CHARACTER) & opening.lies_there()
        begun = keys().filter(condition, weight__lt=FIRST_REGION).order_by("weight", "place_id")
        return [code for code, _ in begun.values_list("place_id", "weight").distinct()[:limit]]

    def similar(self, limit: int, *, surely: bool) -> list[str]:
        """Codes of the places whose name differs by a slip or two; by no more than one where it is to be sure."""
        for layout in self.layouts:
            openings = [
                opening
                for opening in self._openings(layout)
                if opening.term.words[0] not in place_names.PREPOSITIONS
                and (layout is self.layouts[0] or not place_names.is_latin(opening.term.key))
            ]
            sharing = _sharing({opening.cyrillic for opening in openings})
            nearest = {
                opening: self._nearest(opening, sharing[opening.cyrillic], 1 if surely else MOST_SLIPS)
                for opening in openings
            }
            if any(nearest.values()):
                return _places_of(nearest, limit)
        return []

    def _readings(self) -> Iterator[Reading]:
        for layout in self.layouts:
            yield from layout

    def _found(self, reading: Reading) -> list[Found]:
        subject = reading.subject
        within = [self.matches.units(term) for term in reading.within]
        return in_order(
            # after a preposition a case is as good as the nominative: «з Черкас» is Черкаси
            (Rank.CURRENT if rank is Rank.INFLECTED and subject.cased else rank, row)
            for rank, row in (self.matches.rows(subject) if all(within) else ())
            if all(self.matches.above[row.code].codes & codes for codes in within)
            # «у Глинську» is the village, not the community, unless «громаді» is said
            and (rank is not Rank.INFLECTED or subject.kinds or row.kind not in ADJECTIVES)
        )

    def _begun(self, code: str, reading: Reading) -> bool:
        names = self.matches.above[code].names if reading.within else ()
        return all(any(name.startswith(term.key) for name in names) for term in reading.within)

    def _openings(self, layout: list[Reading]) -> list[Opening]:
        """The text as one name, and as a name in a place that is known."""
        found: dict[Opening, None] = {}
        for reading in layout:
            within = tuple(self.matches.units(term) for term in reading.within)
            if all(within) and not (within and self.matches.rows(reading.subject)):
                found[Opening(reading.subject, within)] = None
        return list(found)

    def _nearest(self, opening: Opening, sharing: list[str], most: float) -> Slips:
        """The keys that differ from the name by no more slips than its length allows."""
        typed = opening.cyrillic
        most = min(place_names.allowed(typed), most)
        found: Slips = {}
        for key in {*sharing, *self.matches.same_consonants(opening.term.words)}:
            count = place_names.slips(typed, key, most)
            if opening.term.cased:
                count = min(count, place_names.slips_in_case(typed, key, most))
            if count <= most:
                found[key] = count
        return found


def _places_of(nearest: dict[Opening, Slips], limit: int) -> list[str]:
    """The places of the nearest keys: the fewest slips first, current names, then by kind and population."""
    rows: list[Row] = []
    counts = Slips()
    for opening, slips in nearest.items():
        best = nsmallest(4 * limit, slips, key=slips.__getitem__)
        for key in best:
            counts[key] = min(slips[key], counts.get(key, MOST_SLIPS))
        if opening.within:
            there = keys().filter(opening.lies_there(), key__in=best)
            rows += map(Row._make, there.values_list("key", "type", "place_id", "weight"))
        else:
            named = where_in("PlaceKey", "key, type, place_id, weight", "key", best)
            rows += (row for row in map(Row._make, named) if opening.may_be(row))
    rows = [row for row in rows if row.weight < FIRST_REGION]
    order, namesakes = [], Counter[str]()
    for row in sorted(rows, key=lambda row: (row.order, row.code)):
        # current names before others; and five places of one name are one guess
        order.append((counts[row.key], row.type != "current", namesakes[row.key], row.order, row.code))
        namesakes[row.key] += 1
    return list(dict.fromkeys(code for *_, code in sorted(order)))[:limit]


def _sharing(texts: set[str]) -> dict[str, list[str]]:
    """For each text the names that share most pieces of letters with it; two queries."""
    wanted = {text: (place_names.grams(text), lengths_near(len(text))) for text in texts}
    grams = {gram for pair in wanted.values() for part in pair for gram in part}
    bits = {gram: unpacked(names) for gram, names in where_in("PlaceGram", "gram, names", "gram", grams)}
    numbers = {
        text: sharing_most(
            [bits[gram] for gram in pieces if gram in bits],
            {int(gram[1:]): bits[gram] for gram in lengths if gram in bits},
            len(text),
            COMPARED,
        )
        for text, (pieces, lengths) in wanted.items()
    }
    every = {number for found in numbers.values() for number in found}
    keys_of = dict(where_in("PlaceName", "number, key", "number", every))
    return {text: [keys_of[number] for number in found] for text, found in numbers.items()}

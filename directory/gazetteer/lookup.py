"""Finding places by a text: exactly, by the beginning of the name, or with slips."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from directory import place_names
from directory.gazetteer.matches import Matches, units_above
from directory.gazetteer.ranking import (
    FIRST_REGION,
    REGIONS,
    Found,
    Row,
    in_order,
    weights_of,
)
from directory.gazetteer.reading import Range, beginning, where_in
from directory.gazetteer.sharing import lengths_near, sharing_most, unpacked
from directory.place_names import Reading, Term

LAST_CHARACTER = "\U0010ffff"
COMPARED = 40  # of the names that share most pairs with the text, so many are compared letter by letter
MOST_SLIPS = 3
NEAR_ENOUGH = 20
OFFERED = 5  # of what is similar; in the order of the rules the nearest may be the last of them
ANOTHER_CASE = 0.25  # a name in another case is that much farther

Slips = dict[str, float]  # by key


@dataclass(frozen=True, slots=True)
class Opening:
    """A name that was not met exactly, and for each place that it must lie in the codes this may have."""

    term: Term
    within: tuple[frozenset[str], ...] = ()

    @property
    def is_latin(self) -> bool:
        return place_names.is_latin(self.term.key)

    @property
    def cyrillic(self) -> list[str]:
        """The name in Cyrillic letters; with guesses at its nominative when it stood after a preposition."""
        if self.is_latin:
            return [place_names.from_latin(self.term.key)]
        guesses = place_names.nominatives(self.term.words) if self.term.cased else []
        return [self.term.key, *(" ".join(guess) for guess in guesses)]

    def slips(self, key: str, most: float) -> float:
        """How far a key is from what was typed, in letters or in case; above `most`, infinity."""
        typed, *guesses = self.cyrillic
        count = place_names.slips(typed, key, most)
        if self.is_latin:
            latin = place_names.to_latin(key)
            return min(count, place_names.slips(self.term.key, latin, min(most, count)))
        if self.term.cased:
            count = min(count, place_names.slips_in_case(typed, key, min(most, count)))
        for guess in guesses:
            count = min(count, ANOTHER_CASE + place_names.slips(guess, key, min(most, count) - ANOTHER_CASE))
        return count

    def ranges(self) -> list[Range]:
        """The keys of what begins like the name, or is called exactly so."""
        key = self.term.key
        return [Range(key, key + LAST_CHARACTER, *weights, self.within) for weights in self._weights()]

    def fits(self, row: Row, above: Mapping[str, frozenset[str]]) -> bool:
        """Whether the place of a key is of the kind and lies where it must."""
        return (not self.term.kinds or row.kind in self.term.kinds) and all(
            above[row.code] & codes for codes in self.within
        )

    def _weights(self) -> list[tuple[int, int]]:
        if not self.term.kinds:
            return [(0, FIRST_REGION - 1)]
        return [(low, high) for low, high in weights_of(self.term.kinds) if low < FIRST_REGION]


class Lookup:
    """One text and its readings, in the keyboard layout it was typed in and then in the others."""

    def __init__(self, text: str) -> None:
        self.layouts = [place_names.readings(each) for each in (text, *place_names.other_layouts(text))]
        self.matches = Matches(self._readings())
        self.is_qualified = False  # whether what was met exactly was named with what it lies in

    def exact(self) -> list[Found]:
        """The places of exactly that name, by rank, kind and population; of the plainest reading that has any."""
        regions: list[Found] = []
        for reading in self._readings():
            found = self._found(reading)
            if any(each.kind not in REGIONS for each in found):
                self.is_qualified = bool(reading.within)
                return found
            regions = regions or found
        return regions

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
        """Codes of the first places whose name begins like the text, by kind and population.

        So do those of that name that are of another kind, or in a place whose name was not typed to its end; only
        these are looked for beside an exact name with what it lies in.
        """
        found = set(self._nearly_exact())
        for layout in () if self.is_qualified else self.layouts:
            openings = self._openings(layout)
            if first := beginning([each for opening in openings for each in opening.ranges()], limit):
                found.update(first)
                break
        return [code for _, code in sorted(found)]

    def similar(self, limit: int, *, surely: bool) -> list[str]:
        """Codes of the few places whose name differs least, by a slip or two; by one at most where it is to be sure."""
        for layout in self.layouts:
            openings = [
                opening
                for opening in self._openings(layout)
                if opening.term.words[0] not in place_names.PREPOSITIONS
                and not place_names.names_a_unit(opening.term.words)
                and (layout is self.layouts[0] or not place_names.is_latin(opening.term.key))
            ]
            sharing = _sharing({text for opening in openings for text in opening.cyrillic})
            nearest = {
                opening: self._nearest(opening, sharing, 1 if surely else MOST_SLIPS) for opening in openings
            }
            if any(nearest.values()):
                return _places_of(nearest, limit)
        return []

    def _nearly_exact(self) -> list[tuple[int, str]]:
        for reading in self._readings():
            if reading.within or reading.subject.kinds:
                rows = self.matches.rows(Term(reading.subject.words))
                found = [
                    (row.weight, row.code)
                    for _, row in rows
                    if row.kind not in REGIONS and self._begun(row.code, reading)
                ]
                if found:
                    return found
        return []

    def _readings(self) -> Iterator[Reading]:
        for layout in self.layouts:
            yield from layout

    def _found(self, reading: Reading) -> list[Found]:
        subject = reading.subject
        within = [self.matches.units(term) for term in reading.within]
        return in_order(
            (rank, row)
            for rank, row in (self.matches.rows(subject) if all(within) else ())
            if all(self.matches.above[row.code] & codes for codes in within)
        )

    def _begun(self, code: str, reading: Reading) -> bool:
        names = self.matches.names_above(code) if reading.within else ()
        return all(any(name.startswith(term.key) for name in names) for term in reading.within)

    def _openings(self, layout: list[Reading]) -> list[Opening]:
        """The text as one name, and as a name in a place that is known."""
        found: dict[Opening, None] = {}
        for reading in layout:
            within = tuple(self.matches.units(term) for term in reading.within)
            if all(within) and not (within and self.matches.rows(reading.subject)):
                found[Opening(reading.subject, within)] = None
        return list(found)

    def _nearest(self, opening: Opening, sharing: Mapping[str, list[str]], most: float) -> Slips:
        """The keys that differ from the name by no more slips than its length allows."""
        texts = opening.cyrillic
        most = min(place_names.allowed(texts[0]), most)
        alike = self.matches.same_consonants(opening.term.words)
        found: Slips = {}
        nearest: list[float] = []
        for key in dict.fromkeys((*(key for text in texts for key in sharing[text]), *alike)):
            count = opening.slips(key, most)
            if count <= most:
                found[key] = count
                insort(nearest, count)
                # what is farther than so many others cannot be among those shown
                most = min(most, nearest[NEAR_ENOUGH]) if len(nearest) > NEAR_ENOUGH else most
        return found


def _places_of(nearest: dict[Opening, Slips], limit: int) -> list[str]:
    """The places of the nearest keys, by kind and population."""
    best = {opening: nsmallest(4 * limit, slips, key=slips.__getitem__) for opening, slips in nearest.items()}
    named: dict[str, list[Row]] = defaultdict(list)
    wanted = {key for found in best.values() for key in found}
    for row in map(Row._make, where_in("PlaceKey", "key, type, place_id, weight", "key", wanted)):
        if row.weight < FIRST_REGION:
            named[row.key].append(row)
    above = units_above(
        {row.code for o, found in best.items() if o.within for key in found for row in named[key]}
    )
    counts, rows = Slips(), []
    for opening, found in best.items():
        for key in found:
            counts[key] = min(nearest[opening][key], counts.get(key, MOST_SLIPS))
            rows += [row for row in named[key] if opening.fits(row, above)]
    order, namesakes = [], Counter[str]()
    for row in sorted(rows, key=lambda row: (row.weight, row.code)):
        # current names before others; and five places of one name are one guess
        order.append((counts[row.key], row.type != "current", namesakes[row.key], row.weight, row.code))
        namesakes[row.key] += 1
    offered = list(dict.fromkeys((weight, code) for *_, weight, code in sorted(order)))[: min(limit, OFFERED)]
    return [code for _, code in sorted(offered)]


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

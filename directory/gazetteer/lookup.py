"""Finding places by a text: exactly, by the beginning of the name, or with slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest, nsmallest

from django.apps import apps
from django.db.models import Q

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
from directory.place_names import Reading, Term

LAST_CHARACTER = "\U0010ffff"
COMMONEST_GRAM = 3_000  # a pair of letters in more names than this tells too little
COMPARED = 80  # of the names that share most pairs with the text, so many are compared letter by letter
LENGTHS_APART = 3
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

    def lies_there(self) -> Q:
        """The condition on a key's place, without a join: then every database begins with the key."""
        condition = Q()
        for low, high in weights_of(self.term.kinds):
            condition |= Q(weight__range=(low, high))
        for codes in self.within:
            anywhere = Q()
            for unit in UNITS:
                anywhere |= Q(**{f"{unit}__in": codes})
            condition &= Q(place__in=places().filter(anywhere).values("pk"))
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
            condition = Q()
            for opening in self._openings(layout):
                key = opening.term.key
                condition |= Q(key__gte=key, key__lt=key + LAST_CHARACTER) & opening.lies_there()
            if condition:
                begun = keys().filter(condition, weight__lt=FIRST_REGION).order_by("weight", "place_id")
                if first := begun.values_list("place_id", "weight").distinct()[:limit]:
                    return [code for code, _ in first]
        return []

    def similar(self, limit: int, *, surely: bool) -> list[str]:
        """Codes of the places whose name differs by a slip or two; by no more than one where it is to be sure."""
        for layout in self.layouts:
            openings = [
                opening
                for opening in self._openings(layout)
                if opening.term.words[0] not in place_names.PREPOSITIONS
                and (layout is self.layouts[0] or not place_names.is_latin(opening.term.key))
            ]
            sharing = _keys_by_gram(
                {gram for opening in openings for gram in place_names.grams(opening.cyrillic)}
            )
            nearest = {
                opening: self._nearest(opening, sharing, 1 if surely else MOST_SLIPS) for opening in openings
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

    def _nearest(self, opening: Opening, sharing: dict[str, list[str]], most: float) -> Slips:
        """The keys that differ from the name by no more slips than its length allows."""
        typed = opening.cyrillic
        most = min(place_names.allowed(typed), most)
        found: Slips = {}
        for key in {*_sharing_most(typed, sharing), *self.matches.same_consonants(opening.term.words)}:
            count = place_names.slips(typed, key, most)
            if opening.term.cased:
                count = min(count, place_names.slips_in_case(typed, key, most))
            if count <= most:
                found[key] = count
        return found


def _places_of(nearest: dict[Opening, Slips], limit: int) -> list[str]:
    """The places of the nearest keys: the fewest slips first, current names, then by kind and population."""
    condition, counts = Q(), Slips()
    for opening, slips in nearest.items():
        best = nsmallest(4 * limit, slips, key=slips.__getitem__)
        condition |= Q(key__in=best) & opening.lies_there()
        for key in best:
            counts[key] = min(slips[key], counts.get(key, MOST_SLIPS))
    rows = keys().filter(condition, weight__lt=FIRST_REGION).values_list("key", "type", "place_id", "weight")
    order, namesakes = [], Counter[str]()
    for row in sorted(map(Row._make, rows), key=lambda row: (row.order, row.code)):
        # current names before others; and five places of one name are one guess
        order.append((counts[row.key], row.type != "current", namesakes[row.key], row.order, row.code))
        namesakes[row.key] += 1
    return list(dict.fromkeys(code for *_, code in sorted(order)))[:limit]


def _keys_by_gram(grams: set[str]) -> dict[str, list[str]]:
    model = apps.get_model("directory", "PlaceGram")
    rows = model.objects.filter(gram__in=grams, size__lte=COMMONEST_GRAM).values_list("gram", "keys")
    return {gram: joined.split("\n") for gram, joined in rows}


def _sharing_most(typed: str, sharing: dict[str, list[str]]) -> list[str]:
    """The keys of about that length that share most grams with the text."""
    shared = Counter[str]()
    for gram in place_names.grams(typed):
        shared.update(sharing.get(gram, ()))
    enough, size = max(shared.values(), default=0) / 3, len(typed)
    scores = {
        key: count - 0.75 * abs(len(key) - size)
        for key, count in shared.items()
        if count >= enough and abs(len(key) - size) <= LENGTHS_APART
    }
    return nlargest(COMPARED, scores, key=scores.__getitem__)

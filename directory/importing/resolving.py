"""The names of a table as units of the КАТОТТГ. Nothing is guessed: a name that fits two units is refused."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from directory.gazetteer import DOMINANT
from directory.gazetteer.ranking import UNKNOWN_POPULATION
from directory.importing.table import Row
from directory.models import Place
from directory.models.places import SETTLEMENTS, PlaceKey
from directory.place_names import Term, fold, terms_of

REGIONS, COMMUNITIES, RAIONS = frozenset("OK"), frozenset("H"), frozenset("P")
COMMONLY = {"ар крим": "автономна республіка крим", "крим": "автономна республіка крим"}
TYPES = (PlaceKey.Type.CURRENT, PlaceKey.Type.OLD)  # an old name counts where no unit has it today
BATCH = 500


class Unresolved(Exception):
    """A cell names no unit, or several; says which column and why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(f"{column}: {why}")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a center of the table stands and whose it is. Empty `communities`: not known, or Kyiv."""

    oblast: Place
    settlement: Place | None
    communities: tuple[Place, ...]
    origins: tuple[Place, ...] = ()


class Resolver:
    """Knows all units that the names in these rows may mean; a constant number of queries for any number of rows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        texts = {
            part
            for row in rows
            for column in ("oblast", "relocated_from", "raion", "hromada", "settlement")
            for part in _parts(row.cells[column])
        }
        keys = sorted({term.key for text in texts for term in _terms(text)})
        self._units: dict[str, dict[str, list[Place]]] = defaultdict(lambda: {kind: [] for kind in TYPES})
        named: list[tuple[str, str, str]] = []
        for start in range(0, len(keys), BATCH):
            found = PlaceKey.objects.filter(key__in=keys[start : start + BATCH], type__in=TYPES)
            named += found.values_list("key", "type", "place")
        places = _with_parents({code for _key, _type, code in named})
        for key, kind, code in named:
            self._units[key][kind].append(places[code])

    def where(self, row: Row) -> Where:
        cells = row.cells
        oblast = self._one(cells["oblast"], "oblast", REGIONS)
        if cells["relocated_from"]:
            return self._relocated(cells, oblast)
        raion = self._one(cells["raion"], "raion", RAIONS, oblast) if cells["raion"] else None
        communities = tuple(
            self._one(part, "hromada", COMMUNITIES, oblast, raion=raion) for part in _parts(cells["hromada"])
        )
        settlement = self._settlement(cells["settlement"], oblast, communities)
        if not communities and settlement and settlement.community:
            communities = (settlement.community,)
        if not communities and settlement is None:
            raise Unresolved("hromada", "neither a community nor a settlement is named")
        return Where(oblast, settlement, communities)

    def _relocated(self, cells: dict[str, str], oblast: Place) -> Where:
        """The communities are those that had to leave; the settlement, if named, says where the center stands now."""
        if cells["raion"]:
            raise Unresolved("raion", "leave it empty: a relocated community is not in one")
        home = self._one(cells["relocated_from"], "relocated_from", REGIONS)
        origins = tuple(
            self._one(part, "hromada", COMMUNITIES, home, what="a community")
            for part in _parts(cells["hromada"])
        )
        if not origins:
            raise Unresolved("hromada", "the relocated community is not named")
        settlement = self._settlement(cells["settlement"], oblast, ())
        around = (settlement.community,) if settlement and settlement.community else ()
        return Where(oblast, settlement, around, origins)

    def _settlement(self, text: str, oblast: Place, communities: tuple[Place, ...]) -> Place | None:
        if text:
            return self._one(text, "settlement", SETTLEMENTS, oblast, communities=communities)
        return oblast if oblast.kind == Place.Kind.CITY_REGION else None

    def _one(
        self,
        text: str,
        column: str,
        kinds: frozenset[str],
        oblast: Place | None = None,
        *,
        raion: Place | None = None,
        communities: tuple[Place, ...] = (),
        what: str = "",
    ) -> Place:
        named = self._named(text, kinds, oblast)
        fitting = [
            place
            for place in named
            if (raion is None or place.raion_id == raion.pk)
            and (not communities or place.community in communities)
        ]
        if len(fitting) > 1:
            fitting = _dominant(fitting)
        if len(fitting) == 1:
            return fitting[0]
        if named:
            choice = "; ".join(f"{place.label} ({place.where_exactly})" for place in named[:4])
            raise Unresolved(
                column, f"“{text}” is elsewhere: {choice}" if not fitting else f"“{text}” may be {choice}"
            )
        inside = f" in {oblast.label}" if oblast else ""
        raise Unresolved(column, f"there is no “{text}”{inside}" if text else "is empty")

    def _named(self, text: str, kinds: frozenset[str], oblast: Place | None) -> list[Place]:
        """All units of that name, by today's names if any has it."""
        for kind in TYPES:
            found = {
                place.pk: place
                for term in _terms(text)
                for place in self._units[term.key][kind]
                if place.kind in kinds
                and (not term.kinds or place.kind in term.kinds)
                and (oblast is None or oblast.pk in (place.oblast_id, place.pk))
            }
            if found:
                return list(found.values())
        return []


def _with_parents(codes: set[str]) -> dict[str, Place]:
    """The units by code, each with its oblast, raion and community: every unit is read once, however many are in it."""
    places = Place.objects.in_bulk(list(codes))
    above = {
        code
        for place in places.values()
        for code in (place.oblast_id, place.raion_id, place.community_id)
        if code
    } - set(places)
    parents = {**places, **Place.objects.in_bulk(list(above))}
    for place in places.values():
        for name in ("oblast", "raion", "community"):
            if code := getattr(place, f"{name}_id"):
                setattr(place, name, parents[code])
    return places


def _dominant(places: list[Place]) -> list[Place]:
    """The one at least ten times as populous as the next, as everywhere; else all."""
    first, second, *_rest = sorted(places, key=_people, reverse=True)
    return [first] if _people(first) >= DOMINANT * _people(second) else places


def _people(place: Place) -> int:
    return place.population or UNKNOWN_POPULATION


def _parts(text: str) -> list[str]:
    return [part for piece in text.split(",") if (part := piece.strip())]


def _terms(text: str) -> list[Term]:
    words = fold(text)
    return terms_of(tuple(COMMONLY.get(words, words).split()))

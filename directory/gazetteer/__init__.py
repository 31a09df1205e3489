"""What a typed place means: `Place.objects.resolve` and `Place.objects.suggest`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import models

from directory.gazetteer.lookup import Lookup
from directory.gazetteer.ranking import REGIONS, Found
from directory.gazetteer.reading import UNITS, where_in
from directory.geo import Box, Point, sphere_km

if TYPE_CHECKING:
    from directory.models.places import Place

REACHES_KM = (10, 100, 20_100)  # the last is everywhere: people write from abroad too
DOMINANT = 10  # so many times as populous as the next, a place is meant although others have its name


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a typed place was understood as. Only an exact name is ever taken; nothing is guessed silently.

    `others` are all other places of that exact name, offered beside `taken`. When nothing was taken, the person
    chooses among `candidates`; when these are empty and there is no `region` either, the place is unknown. `region`
    is the oblast or raion that the text names and that is no origin. `exact`: the names are those that were typed,
    current, old or foreign, in whatever case; otherwise they only begin so, or are similar.
    """

    taken: Place | None = None
    others: tuple[Place, ...] = ()
    candidates: tuple[Place, ...] = ()
    region: Place | None = None
    exact: bool = False


class PlaceQuerySet(models.QuerySet["Place"]):
    def with_units(self) -> Self:
        """With the units above, so that showing them costs no query."""
        return self.select_related(*UNITS)

    def resolve(self, text: str | Lookup, *, suggesting: bool = True) -> Resolution:
        """What is meant by a name as people type it; a constant number of queries.

        Without `suggesting` nothing is looked for that only begins so or is similar, which costs most of them; who
        may want that later gives a `Lookup`, which remembers what it read.
        """
        lookup = text if isinstance(text, Lookup) else Lookup(text)
        named = lookup.exact()
        origins = [found for found in named if found.kind not in REGIONS]
        if not named:
            return Resolution(candidates=tuple(self._suggest(lookup, 10) if suggesting else ()))
        if not origins:
            return Resolution(region=self._in_order([named[0].code])[0], exact=True)
        taken = _taken(origins)
        places = self._in_order([found.code for found in origins])
        if taken is None:
            return Resolution(candidates=tuple(places), exact=True)
        return Resolution(
            taken=next(place for place in places if place.pk == taken.code),
            others=tuple(place for place in places if place.pk != taken.code),
            exact=True,
        )

    def suggest(self, text: str | Lookup, limit: int = 10) -> list[Place]:
        """Up to `limit` places that may be meant, the likeliest first; never an oblast or a raion.

        Exact names (current before old and foreign), then what begins so, then the few that are most alike; within
        each by kind and population. A constant number of queries.
        """
        return self._suggest(text if isinstance(text, Lookup) else Lookup(text), limit)

    def nearest(self, point: Point) -> Place | None:
        """The settlement whose own point is nearest; None only while the gazetteer is empty."""
        settlements = self.filter(kind__in=["K", "M", "X", "C"], own_point=True)
        for reach in REACHES_KM:
            box = Box.around(point, reach)
            inside = settlements.filter(
                latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
            )
            found = [
                (sphere_km(point, Point(lat, lon)), code)
                for code, lat, lon in inside.values_list("pk", "latitude", "longitude")
            ]
            if found and min(found)[0] <= reach:
                return self.with_units().get(pk=min(found)[1])
        return None

    def _suggest(self, lookup: Lookup, limit: int) -> list[Place]:
        origins = [found for found in lookup.exact() if found.kind not in REGIONS]
        codes = dict.fromkeys(found.code for found in sorted(origins, key=lambda found: found.order))
        exact = bool(codes)
        if len(codes) < limit:
            codes.update(dict.fromkeys(lookup.beginning(limit)))
        if len(codes) < limit and not exact:
            codes.update(dict.fromkeys(lookup.similar(limit, surely=bool(codes))))
        if not codes:
            codes.update(dict.fromkeys(lookup.beside_unknown()))
        return self._in_order(list(codes)[:limit])

    def _in_order(self, codes: Collection[str]) -> list[Place]:
        """The places with the units above them; in two plain queries, which is faster than four joins."""
        places = self._read(codes)
        above = {
            code for place in places.values() for name in UNITS if (code := getattr(place, f"{name}_id"))
        }
        units = self._read(above)
        for place in places.values():
            for name in UNITS:
                setattr(place, name, units.get(getattr(place, f"{name}_id")))
        return [places[code] for code in codes if code in places]

    def _read(self, codes: Collection[str]) -> dict[str, Place]:
        names = [field.attname for field in self.model._meta.concrete_fields]
        rows = where_in("Place", ", ".join(names), "code", codes)
        return {place.pk: place for place in (self.model.from_db(self.db, names, row) for row in rows)}


def _taken(origins: list[Found]) -> Found | None:
    """Within the best rank that matches: the only one, or one at least ten times as populous as the next."""
    best = [found for found in origins if found.rank == origins[0].rank]
    first, *rest = sorted(best, key=lambda found: found.population, reverse=True)
    return first if not rest or first.population >= DOMINANT * rest[0].population else None

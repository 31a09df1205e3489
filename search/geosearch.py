"""Which centers answer a search, in which order and how surely, for pages and the API alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import overload

from directory.alphabet import alphabetical
from directory.fit import Asked, Fit, evaluate
from directory.geo import Box
from directory.models import CenterPage, Service
from directory.models.position import Precision
from directory.origins import Origin
from directory.query import CenterQuerySet, CenterRow
from search.nearest import EVERYWHERE_KM, in_order, nearest, within

ANYTHING = Asked()


@dataclass(frozen=True, slots=True)
class GeoQuery:
    """What is looked for. `km` counts with an origin only; `among`: pks that what was typed leaves, None for all."""

    origin: Origin | None = None
    km: float | None = None
    asked: Asked = ANYTHING
    status: str = "open"  # or planned, suspended, closed; any: all but closed
    oblast: str = ""  # КАТОТТГ code; empty: the whole country
    among: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A center that fits, or of which that is unknown. `distance`: km, unrounded; None when either end is unknown."""

    row: CenterRow
    fit: Fit
    distance: float | None = None

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def precision(self) -> Precision | None:
        """How exact the center's end of the distance is."""
        return self.row.precision  # type: ignore[return-value]  # the column holds nothing else


class Hits(Sequence[Hit]):
    """All that fit, then all of which that is unknown, each part nearest first, or by name without an origin.

    `fits` and `unknown` say how many there are. Distances are measured no further than somebody reads.
    """

    def __init__(self, origin: Origin | None, fits: Sequence[Hit], unknown: Sequence[Hit]) -> None:
        self.fits, self.unknown = len(fits), len(unknown)
        self._coming = chain(_ordered(origin, fits), _ordered(origin, unknown))
        self._read: list[Hit] = []

    def __len__(self) -> int:
        return self.fits + self.unknown

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        whole = range(len(self))
        wanted = [whole[index]] if isinstance(index, int) else list(whole[index])
        if wanted:
            self._read += islice(self._coming, max(0, max(wanted) + 1 - len(self._read)))
        found = [self._read[place] for place in wanted]
        return found[0] if isinstance(index, int) else found


def find_centers(query: GeoQuery, *, unknown: bool = True, core: frozenset[str] | None = None) -> Hits:
    """Every center that fits, and those of which that is unknown; a constant number of queries.

    Centers without a position come last in their part; `km` leaves them out. `core`: slugs of the core services, for
    who has read them already.
    """
    judged = _Judge(query.asked, core)
    hits = [Hit(row, judged(row)) for row in _rows(query)]
    return Hits(
        query.origin,
        [hit for hit in hits if hit.fit.value == "fits"],
        [hit for hit in hits if unknown and hit.fit.value == "unknown"],
    )


def find_nearest(query: GeoQuery, limit: int, *, unknown: bool = False) -> list[Hit]:
    """The `limit` nearest that fit, unlocated ones last, and after them, within the limit, the unknown ones.

    Looks only as far as it must; `query.origin` must be there.
    """
    if query.origin is None:
        raise ValueError("nearest to what?")
    judged = _Judge(query.asked)
    kept: dict[str, list[Hit]] = {"fits": [], "unknown": []}

    def wanted(row: CenterRow) -> bool:
        value = judged(row).value
        return value == "fits" or (unknown and value == "unknown")

    farthest = EVERYWHERE_KM if query.km is None else query.km
    for distance, row in nearest(query.origin.point, _own(query), wanted=wanted, farthest_km=farthest):
        fit = judged(row)
        kept[fit.value].append(Hit(row, fit, distance))
        if len(kept["fits"]) == limit:
            return kept["fits"]
    if query.km is None:
        unlocated = _own(query).unlocated().listed().rows()
        for row in sorted(filter(wanted, unlocated), key=lambda row: row.slug):
            fit = judged(row)
            kept[fit.value].append(Hit(row, fit))
    return [*kept["fits"], *kept["unknown"]][:limit]


class _Judge:
    """Remembers what it judged; asks for the core services once, if services are asked for at all."""

    def __init__(self, asked: Asked, core: frozenset[str] | None = None) -> None:
        self.asked = asked
        self._known_core = core
        self._judged: dict[int, Fit] = {}

    def __call__(self, row: CenterRow) -> Fit:
        if row.pk not in self._judged:
            self._judged[row.pk] = evaluate(self.asked, row.facts, core=self._core)
        return self._judged[row.pk]

    @cached_property
    def _core(self) -> frozenset[str]:
        if self._known_core is not None or not self.asked.services:
            return self._known_core or frozenset()
        return frozenset(Service.objects.filter(core=True).values_list("slug", flat=True))


def _own(query: GeoQuery) -> CenterQuerySet:
    """Narrowed by the columns of centers themselves, not yet by what is listed."""
    centers: CenterQuerySet = CenterPage.objects.with_status(query.status)
    if query.oblast:
        centers = centers.filter(oblast=query.oblast)
    if query.among is not None:
        centers = centers.filter(pk__in=query.among)
    return centers


def _rows(query: GeoQuery) -> list[CenterRow]:
    centers = _own(query).listed()
    if query.origin is None or query.km is None:
        return centers.rows()
    point, km = query.origin.point, query.km
    rows = centers.inside(Box.around(point, km)).rows()
    return [row for row in rows if row.point and within(point, row.point, km)]


def _ordered(origin: Origin | None, hits: Sequence[Hit]) -> Iterator[Hit]:
    if origin is None:
        yield from sorted(hits, key=lambda hit: (alphabetical(hit.row.name), hit.slug))
        return
    by_pk = {hit.pk: hit for hit in hits}
    for distance, row in in_order(origin.point, (hit.row for hit in hits)):
        yield replace(by_pk[row.pk], distance=distance)
    yield from sorted((hit for hit in hits if not hit.row.point), key=lambda hit: hit.slug)

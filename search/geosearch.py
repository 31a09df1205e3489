"""Which centers answer a search, in which order and how surely, for pages and the API alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import inf
from typing import overload

from directory.atlas import Atlas, Centers, current
from directory.fit import Asked, Fit
from directory.models.position import Precision
from directory.origins import Origin
from directory.query import CenterRow

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

    def __init__(self, fits: int, unknown: int, coming: Iterator[Hit]) -> None:
        self.fits, self.unknown = fits, unknown
        self._coming = coming
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


def find_centers(query: GeoQuery, *, unknown: bool = True) -> Hits:
    """Every center that fits, and those of which that is unknown; one query when nothing changed.

    Centers without a position come last in their part; `km` leaves them out.
    """
    atlas = current()
    looked_at, verdict = candidates(atlas, query), atlas.judge(query.asked)
    parts = [looked_at & verdict.yes, looked_at & verdict.unknown if unknown else 0]
    return Hits(
        parts[0].bit_count(),
        parts[1].bit_count(),
        chain.from_iterable(in_order(atlas, query, part) for part in parts),
    )


def find_nearest(query: GeoQuery, limit: int, *, unknown: bool = False) -> list[Hit]:
    """The `limit` nearest that fit, unlocated ones last, and after them, within the limit, the unknown ones.

    Looks only as far as it must; `query.origin` must be there.
    """
    if query.origin is None:
        raise ValueError("nearest to what?")
    atlas = current()
    looked_at, verdict = candidates(atlas, query, near=False), atlas.judge(query.asked)
    found = list(islice(in_order(atlas, query, looked_at & verdict.yes), limit))
    if unknown and len(found) < limit:
        found += islice(in_order(atlas, query, looked_at & verdict.unknown), limit - len(found))
    return found


def candidates(atlas: Atlas, query: GeoQuery, *, near: bool = True) -> Centers:
    """Who is looked at, whatever is asked of them; `near`: as `km` says, which costs measuring."""
    found = atlas.having(status=query.status, oblast=query.oblast, among=query.among)
    if near and query.origin is not None and query.km is not None:
        found = atlas.within(query.origin.point, query.km, found)
    return found


def in_order(atlas: Atlas, query: GeoQuery, centers: Centers) -> Iterator[Hit]:
    """Nearest first and, unless `query.km` says how far, unlocated ones last; by name without an origin."""
    fit = atlas.answers(query.asked)
    if query.origin is None:
        for row in atlas.listed(centers):
            yield Hit(row, fit(row))
        return
    for km, row in atlas.nearest(query.origin.point, centers, inf if query.km is None else query.km):
        yield Hit(row, fit(row), km)
    if query.km is None:
        for row in atlas.unlocated(centers):
            yield Hit(row, fit(row))

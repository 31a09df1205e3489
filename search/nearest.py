"""The nearest first: boxes over the index and the sphere find candidates, the ellipsoid decides the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush

from directory import geo
from directory.geo import Box, Point
from directory.query import CenterQuerySet, CenterRow

FIRST_REACH_KM = 10.0
GROWTH = 4
EVERYWHERE_KM = 20_100.0  # more than half the way round the earth
FIRST_CHUNK, LARGEST_CHUNK = 64, 1_024  # centers of which facts are read at once


def least_km(origin: Point, point: Point) -> float:
    """No more than the distance on the ellipsoid, at a hundredth of its cost."""
    return geo.sphere_km(origin, point) / (1 + geo.SPHERE_ERROR)


def within(origin: Point, point: Point, km: float) -> bool:
    """Whether the unrounded distance is at most `km`; measured only where the sphere leaves it open."""
    sphere = geo.sphere_km(origin, point)
    if sphere <= km * (1 - geo.SPHERE_ERROR):
        return True
    return sphere <= km * (1 + geo.SPHERE_ERROR) and geo.km(origin, point) <= km


def in_order(origin: Point, rows: Iterable[CenterRow]) -> Iterator[tuple[float, CenterRow]]:
    """Rows that have a point, by (km, slug), with the distance; measures no more of them than are taken."""
    # Least distances and measured ones in one heap: what comes out measured has nothing nearer behind it. At the same
    # number the least distance comes first, so that all who share a distance are measured before slugs decide.
    heap = [(least_km(origin, row.point), False, row.slug, row.pk, row) for row in rows if row.point]
    heapify(heap)
    while heap:
        distance, measured, slug, pk, row = heappop(heap)
        if measured:
            yield distance, row
        elif row.point:
            heappush(heap, (geo.km(origin, row.point), True, slug, pk, row))


def nearest(
    origin: Point,
    centers: CenterQuerySet,
    *,
    wanted: Callable[[CenterRow], bool] = lambda row: True,
    farthest_km: float = EVERYWHERE_KM,
) -> Iterator[tuple[float, CenterRow]]:
    """The listed and `wanted` of `centers` up to and including `farthest_km`, by (km, slug), as far as they are taken.

    No radius: the box on the position index grows until there is nothing outside it. Of what is inside only
    positions are read, and facts, some at a time, of those whose turn may have come. `centers` must be filtered by
    columns of their own alone, so that the index does its work; whether they are listed is asked with the facts.
    """
    waiting: list[tuple[float, int]] = []  # (least km, pk) of centers whose facts are not read yet
    measured: list[tuple[float, str, int, CenterRow]] = []
    met: set[int] = set()
    reach, size = 0.0, FIRST_CHUNK
    listed = centers.listed()
    while True:
        while measured and _settled(measured[0][0], waiting, reach):
            distance, _slug, _pk, row = heappop(measured)
            if distance > farthest_km:
                return
            yield distance, row
        if waiting and waiting[0][0] <= reach:
            chunk = [heappop(waiting)[1] for _ in range(min(size, len(waiting)))]
            size = min(2 * size, LARGEST_CHUNK)
            for row in listed.filter(pk__in=chunk).rows():
                if row.point and wanted(row):
                    heappush(measured, (geo.km(origin, row.point), row.slug, row.pk, row))
        elif reach >= farthest_km:
            return
        else:
            reach = min(max(FIRST_REACH_KM, reach * GROWTH), farthest_km)
            for pk, point in centers.positions(Box.around(origin, reach)):
                if pk not in met:
                    met.add(pk)
                    heappush(waiting, (least_km(origin, point), pk))


def _settled(distance: float, waiting: list[tuple[float, int]], reach: float) -> bool:
    """Whether nothing that is not measured yet, in the box or outside it, can come before this distance."""
    return distance <= reach and not (waiting and waiting[0][0] <= distance)

"""Points in cells, so that the nearest of many are found by looking at few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from math import ceil, floor, inf, sqrt

from directory import geo
from directory.geo import Box, Point

IN_A_CELL = 4  # points, if they were spread evenly
LEAST_DEGREES = 1e-4
KM_PER_DEGREE = 111.0  # of latitude, about: the first look is one cell far
GROWTH = 1.6
FEW = 48  # points: so many are measured sooner than looked for


class Grid:
    """`points` by their place in the sequence; None is nowhere. `names` decide between equal distances."""

    def __init__(self, points: Sequence[Point | None], names: Sequence[str]) -> None:
        self._points, self._names = points, names
        placed = [(place, point) for place, point in enumerate(points) if point is not None]
        south, self._height = _extent([point.lat for _, point in placed], len(placed))
        west, self._width = _extent([point.lon for _, point in placed], len(placed))
        self._cells: dict[tuple[int, int], list[int]] = {}
        self._south, self._west = south, west
        for place, point in placed:
            self._cells.setdefault((self._row(point.lat), self._column(point.lon)), []).append(place)
        self._rows = 1 + max((row for row, _ in self._cells), default=-1)
        self._columns = 1 + max((column for _, column in self._cells), default=-1)

    def nearest(self, origin: Point, wanted: bytes, farthest_km: float = inf) -> Iterator[tuple[float, int]]:
        """(km, place) of what is `wanted`, by (km, name), up to and including `farthest_km`, as far as it is taken.

        `wanted`: a bit for each place, the first in the lowest of the first byte. No radius: the box that is looked
        into grows until all cells are in it; few are measured all at once. Distances are within `geo.DOUBT_KM` of
        `geo.km`, which decides what so small a difference could turn round.
        """
        waiting: list[tuple[float, int]] = []
        number = int.from_bytes(wanted, "little").bit_count()
        reach, seen = self._first_reach(number), (range(0), range(0))
        complete = number <= FEW
        if complete:
            for found in self._measured(origin, self._all(wanted)):
                heappush(waiting, found)
            yield from self._reached(origin, self._settled(origin, waiting, inf), farthest_km)
        while not complete:
            complete = reach > farthest_km + geo.DOUBT_KM
            box = self._covered(Box.around(origin, min(reach, farthest_km + geo.DOUBT_KM)))
            complete |= len(box[0]) == self._rows and len(box[1]) == self._columns
            for found in self._measured(origin, self._between(seen, box, wanted)):
                heappush(waiting, found)
            settled = self._settled(origin, waiting, inf if complete else reach - geo.DOUBT_KM)
            yield from self._reached(origin, settled, farthest_km)
            reach, seen = reach * GROWTH, box

    def within(self, origin: Point, wanted: bytes, farthest_km: float) -> list[tuple[float, int]]:
        """The same up to and including `farthest_km`, in no order."""
        box = self._covered(Box.around(origin, farthest_km + geo.DOUBT_KM))
        found = self._measured(origin, self._between((range(0), range(0)), box, wanted))
        return list(self._reached(origin, found, farthest_km))

    def _first_reach(self, number: int) -> float:
        """km from where on a box may hold some tens of so many, were they spread evenly."""
        cells = sqrt(FEW / IN_A_CELL * max(1, len(self._points)) / max(1, number)) / 2
        return self._height * KM_PER_DEGREE * max(1.0, cells)

    def _measured(self, origin: Point, places: list[int]) -> Iterator[tuple[float, int]]:
        points = [point for place in places if (point := self._points[place])]  # they all have one
        return zip(geo.kms(origin, points), places, strict=True)

    def _reached(
        self, origin: Point, found: Iterable[tuple[float, int]], farthest_km: float
    ) -> Iterator[tuple[float, int]]:
        for km, place in found:
            if km > farthest_km + geo.DOUBT_KM:
                continue
            if km > farthest_km - geo.DOUBT_KM and self._exact(origin, place) > farthest_km:
                continue
            yield km, place

    def _settled(
        self, origin: Point, waiting: list[tuple[float, int]], limit: float
    ) -> Iterator[tuple[float, int]]:
        """What is nearer than `limit`, in order; what lies closer together than can be told is measured exactly."""
        while waiting and waiting[0][0] <= limit:
            run = [heappop(waiting)]
            while waiting and waiting[0][0] <= run[-1][0] + 2 * geo.DOUBT_KM:
                run.append(heappop(waiting))
            points = {point for _, place in run if (point := self._points[place])}
            if len(points) == 1:  # in one place, as the centers of a town are that have no address
                yield from sorted(run, key=lambda hit: self._names[hit[1]])
                continue
            exact: dict[Point | None, float] = {point: geo.km(origin, point) for point in points}
            yield from sorted(run, key=lambda hit: (exact[self._points[hit[1]]], self._names[hit[1]]))

    def _exact(self, origin: Point, place: int) -> float:
        point = self._points[place]
        return inf if point is None else geo.km(origin, point)

    def _covered(self, box: Box) -> tuple[range, range]:
        """The rows and columns that reach into the box."""
        return (
            range(max(0, self._row(box.south)), min(self._rows, self._row(box.north) + 1)),
            range(max(0, self._column(box.west)), min(self._columns, self._column(box.east) + 1)),
        )

    def _between(self, inner: tuple[range, range], outer: tuple[range, range], wanted: bytes) -> list[int]:
        """What is wanted in the cells of the outer box and not of the inner one."""
        found: list[int] = []
        for row in outer[0]:
            known = row in inner[0]
            for column in outer[1]:
                if not (known and column in inner[1]):
                    cell = self._cells.get((row, column), ())
                    found += [place for place in cell if wanted[place >> 3] >> (place & 7) & 1]
        return found

    def _all(self, wanted: bytes) -> list[int]:
        """All that is wanted and somewhere."""
        numbered = ((place, byte) for place, byte in enumerate(wanted) if byte)
        places = (place << 3 | bit for place, byte in numbered for bit in range(8) if byte >> bit & 1)
        return [place for place in places if place < len(self._points) and self._points[place] is not None]

    def _row(self, lat: float) -> int:
        return floor((lat - self._south) / self._height)

    def _column(self, lon: float) -> int:
        return floor((lon - self._west) / self._width)


def _extent(values: list[float], count: int) -> tuple[float, float]:
    """Where they begin, and how large a piece of them is when a square of such pieces holds `IN_A_CELL`."""
    if not values:
        return 0.0, 1.0
    pieces = max(1, ceil(sqrt(count / IN_A_CELL)))
    return min(values), max(LEAST_DEGREES, (max(values) - min(values)) / pieces)

"""The nearest centers, and the places that people type."""

import random
from collections.abc import Iterator
from itertools import cycle
from math import sqrt
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from directory.fit import Asked
from directory.geo import Box, Point
from directory.models import CenterPage, Place
from directory.origins import Origin
from search.geosearch import GeoQuery, find_nearest
from tests.bench.measuring import Row, p95_ms, paired_wall_ms
from tests.bench.synthetic import populate

COUNT = 20
ASKED = Asked(services=("psychosocial-support",), profiles=("child",))
FEW, MANY = 300, 10_000
ORIGINS = 40

_measured: dict[int, float] = {}


def rows_of_typeahead(folder: Path) -> Iterator[Row]:
    """Beginnings of names, as they come letter by letter, and names with a slip."""
    chance = random.Random(5)
    names = list(Place.objects.filter(kind__in="KMXC").order_by("code").values_list("name", flat=True))
    typed = []
    for name in chance.sample(names, 300):
        typed += [name[: chance.randint(2, len(name))], name]
        typed.append(name[:2] + name[3:] if len(name) > 4 else name)
    yield Row(
        "typeahead over 31,744 places, p95", p95_ms(lambda text: Place.objects.suggest(text), typed), "ms", 15
    )


def rows_of_few(folder: Path) -> Iterator[Row]:
    yield _nearest(FEW)


def rows_of_many(folder: Path) -> Iterator[Row]:
    populate(folder, MANY - CenterPage.objects.count())
    yield _nearest(MANY)
    grown = _measured[MANY] / _measured[FEW]
    yield Row("… grows from 300 to 10,000 by", grown, "×", round(sqrt(MANY / FEW), 1))


def _nearest(count: int) -> Row:
    chance = random.Random(7)
    queries = [_query(Point(chance.uniform(46, 51.5), chance.uniform(23, 39))) for _ in range(ORIGINS)]
    boxes = [_box(query) for query in queries]
    asking, looking = cycle(queries), cycle(boxes)
    ours, bare = paired_wall_ms(
        lambda: find_nearest(next(asking), COUNT), lambda: list(next(looking).all()), times=4 * ORIGINS
    )
    _measured[count] = ours
    return Row(
        f"nearest {COUNT} with two filters, N = {count:,}",
        ours,
        "ms",
        20,
        "indexed query of the same box",
        bare,
    )


def _query(point: Point) -> GeoQuery:
    return GeoQuery(origin=Origin.at_point(point.lat, point.lon), asked=ASKED)


def _box(query: GeoQuery) -> QuerySet[Any]:
    """The bare query for the box that holds what was found: positions alone, judged by nobody."""
    assert query.origin is not None
    farthest = find_nearest(query, COUNT)[-1].distance or 0
    inside = CenterPage.objects.inside(Box.around(query.origin.point, farthest))
    return inside.values_list("pk", "slug", "public_latitude", "public_longitude")

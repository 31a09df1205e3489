"""The nearest centers, and the places that people type."""

import csv
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from math import inf, sqrt
from pathlib import Path

from directory.atlas import Atlas, current
from directory.fit import Asked
from directory.geo import Point
from directory.models import CenterPage, Place
from directory.origins import Origin
from directory.versioning import version
from search import geosearch
from search.geosearch import GeoQuery, Hit, find_nearest
from search.kept import kept
from tests.bench.measuring import Row, p95_cpu_ms, wall_ms

COUNT = 20
ASKED = Asked(services=("psychosocial-support",), profiles=("child",))
FEW, THOUSANDS, MANY = 300, 10_000, 100_000
ORIGINS = 40


def rows_of_typeahead(folder: Path) -> Iterator[Row]:
    """Beginnings of names, as they come letter by letter, and names with a slip."""
    chance = random.Random(5)
    names = list(Place.objects.filter(kind__in="KMXC").order_by("code").values_list("name", flat=True))
    typed = []
    for name in chance.sample(names, 300):
        typed += [name[: chance.randint(2, len(name))], name]
        typed.append(name[:2] + name[3:] if len(name) > 4 else name)
    spent = p95_cpu_ms(lambda text: Place.objects.suggest(text), typed)
    yield Row("typeahead over 31,744 places, p95 of CPU", spent, "ms", 15)


def rows_of_nearest(folder: Path) -> Iterator[Row]:
    """Beside PostGIS on the same positions and answers, where it is installed; centers are held as on the site."""
    ids: dict[int, float] = {}
    for count in (FEW, THOUSANDS, MANY):
        held = _scattered(count)
        queries = [_query(point) for point in _origins()]
        yardstick = _postgis(folder, held, [query.origin.point for query in queries if query.origin])
        with _instead(held):
            ids[count] = wall_ms(_each(queries, lambda query: find_nearest(query, COUNT)))
            for query in queries:
                _held(find_nearest(query, COUNT))  # whoever is first after a change reads them for the others
            objects = wall_ms(_each(queries, lambda query: _held(find_nearest(query, COUNT))))
            anew = wall_ms(_each(queries, lambda query: _read(find_nearest(query, COUNT))))
        what = f"nearest {COUNT} with two filters, N = {count:,}"
        if yardstick is None:
            yield Row(f"{what} (PostGIS is not installed)", ids[count], "ms", inf)
            continue
        yield Row(what, ids[count], "ms", 3, "PostGIS KNN", yardstick)
        yield Row("… as objects, as results show them", objects, "ms", 5, "PostGIS KNN to ids", yardstick)
        yield Row("… as objects, read anew", anew, "ms", inf, "PostGIS KNN to ids", yardstick)
    for more in (THOUSANDS, MANY):
        yield Row(f"… grows from {FEW} to {more:,} by", ids[more] / ids[FEW], "×", round(sqrt(more / FEW), 1))


def _scattered(count: int) -> Atlas:
    """So many centers like those that are there, each somewhere else; every one is a center of the database."""
    chance, known = random.Random(11), current()
    rows = [row for row in known.rows if row.point]
    return Atlas(
        (
            replace(
                rows[number % len(rows)],
                slug=f"center-{number}",
                point=Point(chance.uniform(44.5, 52), chance.uniform(22.5, 40)),
            )
            for number in range(count)
        ),
        known.core,
    )


def _origins() -> list[Point]:
    chance = random.Random(7)
    return [Point(chance.uniform(46, 51.5), chance.uniform(23, 39)) for _ in range(ORIGINS)]


def _query(point: Point) -> GeoQuery:
    return GeoQuery(origin=Origin.at_point(point.lat, point.lon), asked=ASKED)


def _each(queries: list[GeoQuery], work: Callable[[GeoQuery], object]) -> Callable[[], object]:
    asking = cycle(queries)
    return lambda: work(next(asking))


def _held(hits: list[Hit]) -> list[CenterPage]:
    """With all that a card shows: held for a state of the directory, which is asked for each time."""
    return list(kept().pages(hit.pk for hit in hits).values())


def _read(hits: list[Hit]) -> list[CenterPage]:
    """The bare pages, as the first reader after a change has them read."""
    return list(CenterPage.objects.filter(pk__in=[hit.pk for hit in hits]))


@contextmanager
def _instead(held: Atlas) -> Iterator[None]:
    """The site finds in `held`; whether anything changed is still asked each time."""
    asked = geosearch.current
    geosearch.current = lambda: version() and held
    try:
        yield
    finally:
        geosearch.current = asked


def _postgis(folder: Path, held: Atlas, origins: list[Point]) -> float | None:
    """Milliseconds of the same question there; None where it is not installed."""
    if not any(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return None
    verdicts = [held.judge(one).yes for one in ASKED.one_by_one()]
    centers, asked = folder / "knn.csv", folder / "origins.csv"
    with centers.open("w", newline="") as file:
        for place, row in enumerate(held.rows):
            assert row.point is not None
            answers = [verdict >> place & 1 for verdict in verdicts]
            csv.writer(file).writerow((row.point.lat, row.point.lon, *answers))
    with asked.open("w", newline="") as file:
        csv.writer(file).writerows((point.lat, point.lon) for point in origins)
    done = subprocess.run(  # noqa: S603
        [
            ".ci/with-postgresql",
            sys.executable,
            "-m",
            "tests.bench.knn",
            str(centers),
            str(asked),
            str(COUNT),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)

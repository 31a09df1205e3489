"""Write static/map/, what every map is drawn on: `python directory/data/regions/build_basemap.py`.

`ukraine-uk.json` and `ukraine-en.json`: the borders of the 27 regions (ua-regions.geojson), each stretch of a border
once, and the names of cities and towns (the gazetteer beside this folder). Whole numbers throughout: 1 is 1/500 of a
degree, WGS 84. `regions.svg`: the drawings of map.json as symbols, for who has no JavaScript.

- `arcs`: lines as [lon, lat, step, step, …];
- `country`: the numbers of those with one region on them, the outline of Ukraine; `inner`: those between two regions;
- `land`: closed rings of the whole country, as lists of arcs; -1 - n stands for arc n walked backwards;
- `names`: [lat, lon, name], the most populous first; in English by the official transliteration.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PLACES = HERE.parent / "places" / "places.csv.gz"
TARGET = ROOT / "static" / "map"
UNIT = 500  # of a degree
TOLERANCE = 7  # units, a kilometre and a half: hardly less exact than Natural Earth is
NARROW = cos(radians(48.5))
KINDS = "KMX"
MOST = 320  # names: every kilobyte counts on a slow line

sys.path.insert(0, str(ROOT))
from directory.place_names.latin import to_latin  # noqa: E402  # after the path to it is known

Point = tuple[int, int]  # longitude, latitude
Line = list[Point]


def rings_of(geometry: dict) -> Iterator[Line]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for part in parts:
        for ring in part:
            points = [(round(lon * UNIT), round(lat * UNIT)) for lon, lat, *_more in ring]
            yield [points[0], *(there for here, there in pairwise(points) if here != there)]


def simplified(line: Line) -> Line:
    """Douglas and Peucker: the line without the points that lie within the tolerance of it."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    across, up = (bx - ax) * NARROW, by - ay
    length = hypot(across, up)

    def off(point: Point) -> float:
        dx, dy = (point[0] - ax) * NARROW, point[1] - ay
        return abs(across * dy - up * dx) / length if length else hypot(dx, dy)

    worst = max(range(1, len(line) - 1), key=lambda index: off(line[index]))
    if off(line[worst]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: worst + 1])[:-1] + simplified(line[worst:])


def stretches(rings: list[Line]) -> Counter[tuple[Point, ...]]:
    """The rings cut where borders meet; how many regions have each stretch."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for here, there in pairwise(ring):
            neighbours[here].add(there)
            neighbours[there].add(here)
    sides = Counter(frozenset(step) for ring in rings for step in pairwise(ring))
    found: Counter[tuple[Point, ...]] = Counter()
    for ring in rings:
        points = ring[:-1]
        cuts = [
            at
            for at, point in enumerate(points)
            if len(neighbours[point]) > 2
            or sides[frozenset((points[at - 1], point))]
            != sides[frozenset((point, points[(at + 1) % len(points)]))]
        ] or [0]
        turned = points[cuts[0] :] + points[: cuts[0]]
        ends = [cut - cuts[0] for cut in cuts[1:]] + [len(turned)]
        start = 0
        for end in ends:
            part = (turned + turned[:1])[start : end + 1]
            found[min(tuple(part), tuple(reversed(part)))] += 1
            start = end
    return found


def joined(arcs: dict[int, Line]) -> list[list[int]]:
    """Closed rings made of these arcs, walked end to end."""
    left, rings = dict(arcs), []
    while left:
        number, line = next(iter(left.items()))
        del left[number]
        ring, start, end = [number], line[0], line[-1]
        while end != start:
            number, line = next((n, arc) for n, arc in left.items() if end in (arc[0], arc[-1]))
            del left[number]
            forward = line[0] == end
            ring.append(number if forward else -1 - number)
            end = line[-1] if forward else line[0]
        rings.append(ring)
    return rings


def steps(line: Line) -> list[int]:
    moved = [step for (ax, ay), (bx, by) in pairwise(line) for step in (bx - ax, by - ay)]
    return [*line[0], *moved]


def latin(name: str) -> str:
    """«Івано-Франківськ» → «Ivano-Frankivsk»: the table of resolution 55, with the capitals of the name."""
    parts = re.split(r"([\s-])", name)
    return "".join(part if part in " -" else to_latin(part).capitalize() for part in parts if part)


def names(spelt: Callable[[str], str]) -> list[list[object]]:
    with gzip.open(PLACES, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["position"] == "own"]
    found = [(int(row["population"] or 0), row) for row in rows if row["kind"] in KINDS]
    found.sort(key=lambda pair: (-pair[0], pair[1]["code"]))
    return [
        [round(float(row["lat"]) * UNIT), round(float(row["lon"]) * UNIT), spelt(row["name"])]
        for _population, row in found[:MOST]
    ]


def main() -> None:
    features = json.loads((HERE / "ua-regions.geojson").read_text(encoding="utf-8"))["features"]
    rings = [ring for feature in features for ring in rings_of(feature["geometry"])]
    found = [(simplified(list(line)), number) for line, number in sorted(stretches(rings).items())]
    found = [(line, number) for line, number in found if len(line) > 3 or line[0] != line[-1]]
    country = [at for at, (_line, number) in enumerate(found) if number == 1]
    drawn = {
        "arcs": [steps(line) for line, _number in found],
        "country": country,
        "inner": [at for at, (_line, number) in enumerate(found) if number > 1],
        "land": joined({at: found[at][0] for at in country}),
    }
    TARGET.mkdir(exist_ok=True)
    for language, spelt in (("uk", str), ("en", latin)):
        text = json.dumps({**drawn, "names": names(spelt)}, ensure_ascii=False, separators=(",", ":"))
        (TARGET / f"ukraine-{language}.json").write_text(f"{text}\n", encoding="utf-8")
    regions = json.loads((HERE / "map.json").read_text(encoding="utf-8"))
    paths = "".join(f'<path id="{code}" d="{region["d"]}"/>\n' for code, region in regions.items())
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 440">\n{paths}</svg>\n'
    (TARGET / "regions.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Draw map.json, the small map of the home page, from ua-regions.geojson: `python directory/data/regions/build.py`.

Equirectangular at 48.5° N, whole pixels, 640 wide. Each region has its outline and the point where its number stands:
the one farthest from the outline, and from the number of Kyiv where Kyiv lies inside.
"""

import json
from itertools import pairwise
from math import cos, dist, hypot, radians
from pathlib import Path

HERE = Path(__file__).parent
WIDTH, MIDDLE, STEP, CLOSE_TO_KYIV = 640, 48.5, 3, 26
WEST, NORTH, EAST = 22.1, 52.4, 40.25
SCALE = WIDTH / ((EAST - WEST) * cos(radians(MIDDLE)))
KYIV = "UA80"

Point = tuple[float, float]
Ring = list[Point]


def projected(lon: float, lat: float) -> Point:
    return (lon - WEST) * cos(radians(MIDDLE)) * SCALE, (NORTH - lat) * SCALE


def rings_of(geometry: dict) -> list[Ring]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[projected(*point[:2]) for point in ring] for part in parts for ring in part]


def simplified(ring: Ring, tolerance: float = 1.0) -> Ring:
    """Douglas and Peucker: the line without the points that lie within `tolerance` pixels of it."""
    if len(ring) < 3:
        return ring
    (ax, ay), (bx, by) = ring[0], ring[-1]
    length = hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        if not length:
            return dist(point, ring[0])
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    worst = max(range(1, len(ring) - 1), key=lambda index: off(ring[index]))
    if off(ring[worst]) <= tolerance:
        return [ring[0], ring[-1]]
    return simplified(ring[: worst + 1], tolerance)[:-1] + simplified(ring[worst:], tolerance)


def outline(rings: list[Ring]) -> str:
    drawn = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in simplified(ring)]
        points = [point for at, point in enumerate(points) if not at or point != points[at - 1]]
        if len(points) < 4:
            continue
        (x, y), *rest = points[:-1]
        steps = ""
        for nx, ny in rest:
            steps += f"{nx - x} {ny - y} "
            x, y = nx, ny
        drawn.append(f"M{points[0][0]} {points[0][1]}l{steps.strip().replace(' -', '-')}z")
    return "".join(drawn)


def inside(point: Point, rings: list[Ring]) -> bool:
    x, y = point
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossings += 1
    return crossings % 2 == 1


def label(rings: list[Ring], avoid: Point | None) -> Point:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    edge = [point for ring in rings for point in ring]
    best, found = -1.0, (xs[0], ys[0])
    for x in range(int(min(xs)), int(max(xs)) + 1, STEP):
        for y in range(int(min(ys)), int(max(ys)) + 1, STEP):
            if (avoid and dist((x, y), avoid) < CLOSE_TO_KYIV) or not inside((x, y), rings):
                continue
            if (room := min(dist((x, y), point) for point in edge)) > best:
                best, found = room, (x, y)
    return found


def main() -> None:
    features = json.loads((HERE / "ua-regions.geojson").read_text(encoding="utf-8"))["features"]
    regions = {feature["properties"]["katottg"]: rings_of(feature["geometry"]) for feature in features}
    kyiv = label(regions[KYIV], None)
    drawn = {}
    for code, rings in sorted(regions.items()):
        x, y = kyiv if code == KYIV else label(rings, kyiv)
        drawn[code] = {"d": outline(rings), "x": round(x), "y": round(y)}
    lines = (f'"{code}": {json.dumps(region)}' for code, region in drawn.items())
    (HERE / "map.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

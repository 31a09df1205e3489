"""Points, boxes and distances on the WGS 84 ellipsoid: pure arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, degrees, pi, radians, sin, sqrt
from typing import Self

from geographiclib.geodesic import Geodesic
from geopy.distance import EARTH_RADIUS, ELLIPSOIDS
from pyproj import Geod

_MAJOR, _, _FLATTENING = ELLIPSOIDS["WGS-84"]
_WGS84 = Geodesic(_MAJOR, _FLATTENING)
_WGS84_IN_C = Geod(ellps="WGS84")

# Two ways of computing one distance (`km`, `kms`) differ by less; where it matters, `km` decides.
DOUBT_KM = 1e-9

# A path on the ellipsoid is between 6335.439 / 6371.009 and 6399.594 / 6371.009 times as long as the same
# latitudes and longitudes on the sphere (its radii of curvature at equator and pole), and so is a distance.
SPHERE_ERROR = 0.0057

_LEAST_KM_PER_DEGREE = radians(_MAJOR * (1 - _FLATTENING) ** 2)  # of latitude; at the equator, 110.574 km
_ROUNDING = 1e-9  # degrees (0.1 mm): what floating point may lose here


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees; latitude -90..90, longitude -180..180."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Box:
    """Between two parallels and two meridians, edges included; degrees."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, point: Point, km: float) -> Self:
        """A box with every point within `km` of `point` in it, and some others in its corners.

        Near a pole or across the antimeridian it spans all longitudes.
        """
        up = km / _LEAST_KM_PER_DEGREE + _ROUNDING
        south, north = max(-90.0, point.lat - up), min(90.0, point.lat + up)
        angle = km * (1 + SPHERE_ERROR) / EARTH_RADIUS
        if abs(point.lat) + degrees(angle) >= 90 - _ROUNDING:
            return cls(south, north, -180.0, 180.0)
        across = degrees(asin(min(1.0, sin(angle) / cos(radians(point.lat))))) + _ROUNDING
        west, east = point.lon - across, point.lon + across
        if west < -180 or east > 180:
            west, east = -180.0, 180.0
        return cls(south, north, west, east)

    def __contains__(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


def km(a: Point, b: Point) -> float:
    """The geodesic on WGS 84: `geopy.distance.geodesic` to the last bit, in half its time."""
    return _WGS84.Inverse(a.lat, a.lon, b.lat, b.lon, Geodesic.DISTANCE)["s12"]


def kms(origin: Point, points: Sequence[Point]) -> list[float]:
    """`km` to each of the points within `DOUBT_KM`, a hundred times as fast: the same algorithm (Karney 2013) in C."""
    longitudes, latitudes = [point.lon for point in points], [point.lat for point in points]
    here = [origin.lon] * len(points), [origin.lat] * len(points)
    return [metres / 1000 for metres in _WGS84_IN_C.inv(*here, longitudes, latitudes)[2]]


def comparable_kms(origin: Point, points: Sequence[Point], limit: float) -> list[float]:
    """`kms` that compare with each other and with `limit` as `km` does: where it is in doubt, they are `km`."""
    found = kms(origin, points)
    by_distance = sorted(range(len(found)), key=found.__getitem__)
    doubtful = {place for place, km_ in enumerate(found) if abs(km_ - limit) <= DOUBT_KM}
    for nearer, farther in pairwise(by_distance):
        if 0 < found[farther] - found[nearer] <= 2 * DOUBT_KM:
            doubtful |= {nearer, farther}
    for place in doubtful:
        found[place] = km(origin, points[place])
    return found


def sphere_km(a: Point, b: Point) -> float:
    """The great circle on a sphere, to choose candidates cheaply: off by at most `SPHERE_ERROR` of `km`."""
    # The difference is taken in degrees, where it is exact for points close together.
    up = sin(radians(b.lat - a.lat) / 2) ** 2
    across = sin(radians(b.lon - a.lon) / 2) ** 2
    half_chord = sqrt(up + cos(radians(a.lat)) * cos(radians(b.lat)) * across)
    return 2 * EARTH_RADIUS * (asin(half_chord) if half_chord < 1 else pi / 2)

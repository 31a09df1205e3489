"""What a map may draw of a center: a point for an address that is public, a circle for everything less exact."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from directory.geo import Point
from directory.models import CenterPage, Place
from portal.typography import kilometres

SETTLEMENT_KM = 2.0
COMMUNITY_KM = 8.0
PEOPLE_PER_KM2_OF_RADIUS = 10_000  # Ukrainian cities: Uzhhorod 3.4 km, Lviv 8.5, Kyiv 17


@dataclass(frozen=True, slots=True)
class Spot:
    """`km`: the radius of the circle that is drawn; 0 only where the address itself is public."""

    point: Point
    km: float

    @property
    def exact(self) -> bool:
        return self.km == 0

    @property
    def written(self) -> str:
        """For a map's script: "49.8397 24.0297" for a point, "49.41 24.61 8" for a circle of 8 km."""
        numbers = (
            [self.point.lat, self.point.lon] if self.exact else [self.point.lat, self.point.lon, self.km]
        )
        return " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in numbers)

    @property
    def wide(self) -> str:
        """How wide the circle is, in words."""
        return kilometres(round(2 * self.km))


def spot(center: CenterPage) -> Spot | None:
    """By the public position alone; None where nothing of it is known."""
    if center.public_latitude is None or center.public_longitude is None:
        return None
    point = Point(center.public_latitude, center.public_longitude)
    if center.public_precision == "address" and not center.is_hidden:
        return Spot(_rounded(point, 4), 0)
    if center.public_precision == "settlement" and center.public_settlement is not None:
        return Spot(_rounded(point, 3), _wide(center.public_settlement, SETTLEMENT_KM))
    return Spot(_rounded(point, 2), _wide(center.oblast, COMMUNITY_KM))  # Kyiv stands for its community


def area_of(settlement: Place | None) -> Spot | None:
    """What the public sees of a center of which the settlement alone is known: for its editors."""
    if settlement is None or settlement.point is None:
        return None
    least = SETTLEMENT_KM if settlement.precision == "settlement" else COMMUNITY_KM
    return Spot(_rounded(settlement.point, 3), _wide(settlement, least))


def _rounded(point: Point, decimals: int) -> Point:
    """No finer than is drawn: 4 decimals are 10 m, 3 are 100 m, 2 are a kilometre."""
    return Point(round(point.lat, decimals), round(point.lon, decimals))


def _wide(place: Place, least: float) -> float:
    """The radius within which a place lies: a city has the size that its population asks for."""
    if place.kind not in (Place.Kind.CITY, Place.Kind.CITY_REGION):
        return least
    return max(least, round(sqrt(place.population or 0) / sqrt(PEOPLE_PER_KM2_OF_RADIUS), 1))

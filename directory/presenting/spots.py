"""What a map may draw of a center: a point for an address that is public, a circle for everything less exact."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from directory.geo import Point
from directory.models import CenterPage, Place

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


def spot(center: CenterPage) -> Spot | None:
    """By the public position alone; None where nothing of it is known."""
    if center.public_latitude is None or center.public_longitude is None:
        return None
    if center.public_precision == "address" and not center.is_hidden:
        return Spot(Point(round(center.public_latitude, 5), round(center.public_longitude, 5)), 0)
    point = Point(round(center.public_latitude, 3), round(center.public_longitude, 3))
    if center.public_precision == "settlement" and center.public_settlement is not None:
        return Spot(point, _wide(center.public_settlement, SETTLEMENT_KM))
    return Spot(point, _wide(center.oblast, COMMUNITY_KM))  # Kyiv and Sevastopol stand for their community


def _wide(place: Place, least: float) -> float:
    """The radius within which a place lies: a city has the size that its population asks for."""
    if place.kind not in (Place.Kind.CITY, Place.Kind.CITY_REGION):
        return least
    return max(least, round(sqrt(place.population or 0) / sqrt(PEOPLE_PER_KM2_OF_RADIUS), 1))

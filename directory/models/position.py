"""Where the public may know a center to be: the only place that decides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from directory.geo import Point
from directory.models.places import Place

Precision = Literal["address", "settlement", "community"]


@dataclass(frozen=True, slots=True)
class Position:
    """A public position; no point and no precision when nothing is known."""

    point: Point | None
    precision: Precision | None
    hidden: bool = False


def public_position(
    *,
    exact: tuple[float, float] | None,
    settlement: Place | None,
    communities: Sequence[Place],
    oblast: Place,
    hide: bool,
) -> Position:
    """The confirmed coordinates, else the settlement's point, else the center of the first community, else none.

    Hidden, by the strictest of the switches on the center, its communities and its oblast: the community's point and
    nothing finer. A city that is no part of a community (Kyiv, Sevastopol) stands for it.
    """
    home = settlement.community if settlement else None
    around = [*communities, *([home] if home else [])]
    if hide or oblast.hide_centers or any(place.hide_centers for place in around):
        community = around[0] if around else settlement
        return Position(
            community.point if community else None, "community" if community else None, hidden=True
        )
    if exact:
        return Position(Point(*exact), "address")
    if settlement and settlement.point:
        return Position(settlement.point, settlement.precision)
    if communities and communities[0].point:
        return Position(communities[0].point, "community")
    return Position(None, None)

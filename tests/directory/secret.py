"""A center whose place nobody may learn, for tests of everything that tells of centers."""

from typing import Any

from directory.models import CenterPage, Place
from tests.factories import CenterPageFactory, PlaceFactory, community, oblast


def secret_center(switch: str, **fields: Any) -> tuple[CenterPage, Place]:
    """Hidden by the switch of the "center", its "community" or "oblast" (else not hidden); and its community."""
    region = oblast()
    around = community(oblast=region, hide_centers=switch == "community")
    village = PlaceFactory(
        name="Схованка", oblast=region, raion=around.raion, community=around, latitude=49.5, longitude=24.7
    )
    center = CenterPageFactory(
        slug="secret",
        settlement=village,
        communities=[around],
        street="вул. Таємна, 7",
        entrance="двері з двору",
        directions="маршрутка 12",
        latitude=49.512345,
        longitude=24.712345,
        hide_position=switch == "center",
        **fields,
    )
    if switch == "oblast":
        region.hide_centers = True
        region.save()
    return center, around

"""How far a center is, in words."""

from typing import Protocol

from django.utils.translation import gettext

from directory.geo import Point
from directory.origins import Origin
from portal.typography import kilometres


class Placed(Protocol):
    """What has a public position: a `CenterRow`, for one."""

    @property
    def point(self) -> Point | None: ...

    @property
    def precision(self) -> str | None: ...


def distance_words(km: float | None, origin: Origin, row: Placed) -> str:
    """«1,4 км», «≈ 34 км» unless both ends are exact, «у цьому населеному пункті», «відстань невідома»."""
    if km is None:
        return gettext("distance not known")
    if origin.precision == row.precision == "settlement" and origin.point == row.point:
        return gettext("in this town or village")
    return kilometres(km, approximate=not origin.precision == row.precision == "address")

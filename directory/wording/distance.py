"""How far a center is, in words."""

from django.utils.translation import gettext

from directory.origins import Origin
from directory.query import CenterRow
from portal.typography import kilometres


def distance_words(km: float | None, origin: Origin, row: CenterRow) -> str:
    """«1,4 км», «≈ 34 км» unless both ends are exact, «у цьому населеному пункті», «відстань невідома»."""
    if km is None:
        return gettext("distance not known")
    if origin.precision == row.precision == "settlement" and origin.point == row.point:
        return gettext("in this town or village")
    return kilometres(km, approximate=not origin.precision == row.precision == "address")

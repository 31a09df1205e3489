"""How far it is to a center, in words, and from where that is measured."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.models import CenterPage, Place
from directory.origins import Origin
from portal import typography
from search.geosearch import Hit


@dataclass(frozen=True, slots=True)
class Distance:
    """`about`: not both ends are exact; `end`: what of the center it is measured to; `words`: it is no number."""

    text: str
    about: bool = True
    end: str = ""
    words: bool = False


def distance_words(origin: Origin, hit: Hit, end: str) -> Distance:
    """`end`: of this center, as `end_words` has it."""
    if hit.distance is None:
        return Distance(_("distance not known"), words=True)
    exact = origin.precision == "address" and hit.precision == "address"
    if not exact and hit.row.point == origin.point:
        same = origin.precision == hit.precision == "settlement"
        where = _("in this town or village") if same else _("in this community")
        return Distance(where, words=True)
    text = typography.kilometres(hit.distance, approximate=not exact)
    return Distance(text, about=not exact, end=end)


def end_words(center: CenterPage) -> str:
    """What of the center a distance leads to, when that is not its door."""
    if center.public_precision == "community":
        return _("to the community")
    if center.public_precision != "settlement" or center.public_settlement is None:
        return ""
    match center.public_settlement.kind:
        case Place.Kind.VILLAGE:
            return _("to the village")
        case Place.Kind.TOWN:
            return _("to the town")
        case _:
            return _("to the city")


def origin_words(origin: Origin) -> str:
    """«м. Рогатин, Рогатинська громада, …»; a point is only «your place»."""
    if origin.place is None:
        return _("the point on the map that you gave")
    street = origin.street if origin.missed in ("", "house") else ""
    return ", ".join(filter(None, [street, origin.place.label, origin.place.where]))

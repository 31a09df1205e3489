"""Where a center is, in words: nothing here reads what is hidden."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.models import CenterPage, Place
from directory.regions import region


@dataclass(frozen=True, slots=True)
class Where:
    """`line` is the address in one line, in Ukrainian; `ask` says what to do when it is not whole.

    `precision` is "address", "settlement", "community" or "": only an address has a `geo` link.
    """

    line: str
    ask: str
    precision: str
    hidden: bool
    geo: str = ""
    coordinates: str = ""


def where(center: CenterPage) -> Where:
    exact = center.public_precision == "address" and center.public_latitude is not None
    point = f"{center.public_latitude:.5f},{center.public_longitude:.5f}" if exact else ""
    return Where(
        line=address_line(center),
        ask=_ask(center),
        precision=center.public_precision,
        hidden=center.is_hidden,
        geo=f"geo:{point}" if exact else "",
        coordinates=point.replace(",", ", "),
    )


def address_line(center: CenterPage) -> str:
    """The finest that the public may know: «м. Львів, вул. Сумська, 1», «Рогатинська громада, … область»."""
    settlement = center.public_settlement
    communities = center.stands_in
    if settlement is not None:
        return f"{settlement.label}, {center.public_street or settlement.where}".removesuffix(", ")
    named = [place.label for place in communities[:1]]
    if communities and communities[0].raion:
        named.append(communities[0].raion.label)
    parts = dict.fromkeys([*named, center.public_street, center.oblast.label])
    return ", ".join(part for part in parts if part)


def _ask(center: CenterPage) -> str:
    if center.is_hidden:
        if center.phones:
            return _("The address is told by telephone.")
        return _("The centre will tell the address after a request.")
    if center.public_street:
        return ""
    if center.public_settlement is not None:
        return _("The street is not known yet: ask the centre before you set off.")
    return _("The address is not known yet: ask the centre or the community before you set off.")


def region_name(place: Place) -> str:
    """The name of an oblast in the language of the page."""
    known = region(place.code)
    return known.name_en if known and get_language() == "en" else place.label

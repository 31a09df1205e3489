"""Where a person is, as they said it: a place of the gazetteer, or a point."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self

from django.utils.translation import gettext as _

from directory import geocoding
from directory.addresses import Address
from directory.geo import Point
from directory.models import Place
from directory.models.position import Precision
from portal.parameters import Problem, Problems

_NUMBER = re.compile(r"[-+]?\d{1,20}(?:\.\d{0,20})?(?:[eE][-+]?\d{1,3})?", re.ASCII)
_BOUNDS = {"lat": 90, "lon": 180}


# Why a street is not where distances start: no geocoder, none that answers, no such street; "house": only the street.
Missed = Literal["", "off", "down", "nothing", "house"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where distances start. `precision` is "address" for a point that somebody gave, else the place's.

    `street`: that it was typed with, and what of it was `missed`.
    """

    point: Point
    precision: Precision
    place: Place | None = None
    street: str = ""
    missed: Missed = ""

    @classmethod
    def at_place(cls, place: Place) -> Self | None:
        """None for a place whose point nobody knows."""
        return cls(place.point, place.precision, place) if place.point else None

    @classmethod
    def at_address(cls, place: Place, address: Address) -> Self | None:
        """The house, or the street, as far as a geocoder knows it; else the settlement."""
        settlement = cls.at_place(place)
        if settlement is None or place.kind not in "KMXC":
            return settlement
        answer = geocoding.locate(address.street, place)
        if answer.state != "found":
            return replace(settlement, street=address.street, missed=answer.state)
        located = answer.found[0]
        if address.has_house and not located.house:
            return cls(located.point, settlement.precision, place, address.street, "house")
        return cls(located.point, "address", place, address.street)

    @classmethod
    def at_point(cls, lat: float, lon: float) -> Self:
        return cls(Point(lat, lon), "address")


def read_origin(params: Mapping[str, str]) -> tuple[Origin | None, Problems]:
    """The origin that `place`, or `lat` and `lon`, give, and what is wrong with them; at most one query.

    Not both and not half. An empty value is none.
    """
    code, lat, lon = (params.get(name, "").strip() for name in ("place", "lat", "lon"))
    if code and (lat or lon):
        return None, {"place": Problem("invalid_value", _("Give a place or a point, not both."))}
    if code:
        return _at_place(code)
    if lat or lon:
        return _at_point({"lat": lat, "lon": lon})
    return None, {}


def _at_place(code: str) -> tuple[Origin | None, Problems]:
    place = Place.objects.with_units().filter(pk=code).first()
    if place is None:
        return None, {"place": Problem("unknown_place", _("There is no place with this code."))}
    if place.kind in (Place.Kind.OBLAST, Place.Kind.RAION):
        message = _("An oblast or a raion is too wide to measure from. To see its centres, use “oblast”.")
        return None, {"place": Problem("invalid_value", message)}
    origin = Origin.at_place(place)
    if origin is None:
        return None, {"place": Problem("invalid_value", _("Where this place lies is not known."))}
    return origin, {}


def _at_point(typed: dict[str, str]) -> tuple[Origin | None, Problems]:
    numbers: dict[str, float] = {}
    problems: Problems = {}
    for name, text in typed.items():
        bound = _BOUNDS[name]
        if not text:
            problems[name] = Problem("invalid_value", _("Latitude and longitude go together: give both."))
        elif not _NUMBER.fullmatch(text):
            problems[name] = Problem("invalid_value", _("Write a number of degrees, such as 49.84."))
        elif abs(number := float(text)) > bound:
            message = _("Write a number from %(least)d to %(most)d.") % {"least": -bound, "most": bound}
            problems[name] = Problem("out_of_range", message)
        else:
            numbers[name] = number
    if problems:
        return None, problems
    return Origin.at_point(numbers["lat"], numbers["lon"]), {}

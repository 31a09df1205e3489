"""What the public API says of places and of where distances were measured from."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory.models import Place
from directory.origins import Origin


def one_of(codes: Iterable[str]) -> Any:
    """A text that has only these values, for the description; what is recorded is told even if it is another."""
    return Field(json_schema_extra={"enum": list(codes)})


Precision = Annotated[str, one_of(("address", "settlement", "community"))]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Kilometres = Annotated[float, Field(ge=0, description="On the WGS 84 ellipsoid, rounded to 3 decimals.")]


class Unit(TypedDict):
    """A unit of the КАТОТТГ: its code is the key, its name may change."""

    code: str
    name: str


class PlaceAnswer(TypedDict):
    """A place of the gazetteer."""

    code: str
    name: str
    kind: Annotated[str, one_of("KMXCBH")]
    community: Annotated[Unit | None, Field(description="Null for Kyiv and Sevastopol.")]
    raion: Unit | None
    oblast: Unit
    lat: Latitude | None
    lon: Longitude | None
    precision: Annotated[
        Precision | None,
        Field(description="`community`: the point of its community's (or city's) center."),
    ]


class OriginAnswer(TypedDict):
    """Where distances were measured from."""

    lat: Latitude
    lon: Longitude
    precision: Precision
    place: Unit | None


def place_answer(place: Place) -> PlaceAnswer:
    """A place from `.with_units()`; never an oblast or a raion."""
    point = place.point
    return {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "community": unit_or_none(place.community),
        "raion": unit_or_none(place.raion),
        "oblast": unit(place.oblast or place),
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "precision": place.precision if point else None,
    }


def origin_answer(origin: Origin) -> OriginAnswer:
    return {
        "lat": origin.point.lat,
        "lon": origin.point.lon,
        "precision": origin.precision,
        "place": unit_or_none(origin.place),
    }


def kilometres(distance: float | None) -> float | None:
    return None if distance is None else round(distance, 3)


def unit(place: Place) -> Unit:
    return {"code": place.code, "name": place.name}


def unit_or_none(place: Place | None) -> Unit | None:
    return unit(place) if place else None

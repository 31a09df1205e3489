"""`centers.geojson`: RFC 7946, longitude before latitude, null where no point is known."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory.answers import CenterFacts
from directory.opendata import terms
from directory.opendata.snapshot import Snapshot, encode

MEDIA_TYPE = "application/geo+json"


class PointAnswer(TypedDict):
    type: Literal["Point"]
    coordinates: Annotated[
        list[float], Field(min_length=2, max_length=2, description="Longitude, then latitude, WGS 84.")
    ]


class Feature(TypedDict):
    type: Literal["Feature"]
    id: Annotated[str, Field(description="The slug.")]
    geometry: Annotated[
        PointAnswer | None, Field(description="Approximate unless `precision` is `address`; null: not known.")
    ]
    properties: CenterFacts


class FeatureCollection(TypedDict):
    """Every published center, in any state: closed ones too."""

    type: Literal["FeatureCollection"]
    license: str
    attribution: str
    as_of: Annotated[datetime, Field(description="When this was true.")]
    features: list[Feature]


def point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}


def collection(snapshot: Snapshot, features: list[dict[str, Any]], **more: Any) -> bytes:
    return encode(
        {
            "type": "FeatureCollection",
            **more,
            "license": terms.LICENCE,
            "attribution": terms.attribution(),
            "as_of": snapshot.as_of,
            "features": features,
        }
    )


def centers_geojson(snapshot: Snapshot) -> bytes:
    """See `FeatureCollection`."""
    features = []
    for center in snapshot.centers:
        facts: dict[str, Any] = {**center}
        geometry = point(facts.pop("lat"), facts.pop("lon"))
        features.append({"type": "Feature", "id": center["slug"], "geometry": geometry, "properties": facts})
    return collection(snapshot, features)

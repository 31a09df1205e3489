"""`centers.a11y.json`: what is known of accessibility in the words of A11yJSON (Sozialhelden), as GeoJSON of places.

A property that is missing is not known. Only what an answer says is written: a width is a number or no width at all,
so a plain yes about one goes into the description, like everything A11yJSON has no property for. The general grade
and the official level are judgements of persons; none is computed here.
"""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory import access
from directory.answers import Center
from directory.opendata import geojson
from directory.opendata.snapshot import Measures, Snapshot

MEDIA_TYPE = geojson.MEDIA_TYPE
FORMAT = "31.1.0"  # of npm @sozialhelden/a11yjson
CATEGORY = "social_facility"

Localized = dict[str, str]  # language code → text
Path = tuple[str | int, ...]

_ENTRANCE: Path = ("entrances", 0, "properties")
_SIGNS: Path = ("signageSystems", 0)
_TOILET: Path = ("restrooms", 0)

# A yes is true, a no is false.
FLAGS: dict[str, Path] = {
    "tactile_paving_outside": (*_SIGNS, "hasTactilePaving"),
    "entrance_step_free": (*_ENTRANCE, "isLevel"),
    "entrance_ramp": (*_ENTRANCE, "hasFixedRamp"),
    "entrance_portable_ramp": (*_ENTRANCE, "hasRemovableRamp"),
    "entrance_platform_lift": (*_ENTRANCE, "hasHoist"),
    "stairs_handrails": (*_ENTRANCE, "stairs", "hasHandRail"),
    "stairs_contrast": (*_ENTRANCE, "stairs", "hasHighContrastNosing"),
    "stairs_tactile_warning": (*_ENTRANCE, "stairs", "hasTactileSafetyStrips"),
    "door_handle": (*_ENTRANCE, "door", "hasErgonomicDoorHandle"),
    "automatic_door": (*_ENTRANCE, "door", "isAutomatic"),
    "glass_door_marking": (*_ENTRANCE, "door", "hasClearMarkingOnGlassDoor"),
    "entrance_audio_beacon": (*_SIGNS, "hasAudio"),
    "rooms_step_free": ("rooms", 0, "isAccessibleWithWheelchair"),
    "tactile_guidance_inside": (*_SIGNS, "hasTactileGuideStrips"),
    "accessible_toilet": (*_TOILET, "isAccessibleWithWheelchair"),
    "toilet_alarm": (*_TOILET, "hasEmergencyPullstring"),
    "toilet_washbasin": (*_TOILET, "washBasin", "accessibleWithWheelchair"),
    "changing_table": (*_TOILET, "hasChangingTableForBabies"),
    "clear_signage": (*_SIGNS, "highLegibility"),
    "pictograms": (*_SIGNS, "hasPictograms"),
    "braille_signs": (*_SIGNS, "hasBraille"),
    "large_print": ("media", 0, "isLargePrint"),
    "plain_language": ("media", 0, "hasPlainLanguageOption"),
    "induction_loop": ("hasInductionLoop",),
    "assistance_dog": ("animalPolicy", "allowsAssistanceDogs"),
    "quiet_room": ("hasLowStimulusEnvironment",),
}
# A yes is an object, of which nothing more is known; a no is null: A11yJSON's word for "there is none".
OBJECTS: dict[str, Path] = {
    "parking_disabled": ("parking", "forWheelchairUsers"),
    "wheelchair_place_group": ("wheelchairPlaces",),
}
# A number, where one was measured; the answer itself stands in the description.
QUANTITIES: dict[str, Path] = {
    "ramp_slope": (*_ENTRANCE, "slopeAngle"),
    "entrance_door_width": (*_ENTRANCE, "door", "width"),
    "door_threshold": (*_ENTRANCE, "door", "thresholdHeight"),
    "vestibule_space": (*_ENTRANCE, "door", "turningSpaceInFront"),
    "corridor_width": ("pathwaysInside", "width"),
    "no_obstacles": ("pathwaysInside", "widthAtObstacles"),
    "turning_space": ("rooms", 0, "turningSpaceInside"),
    "low_counter": ("desks", 0, "fixedHeight"),
    "noise_low": ("ambientNoiseLevel",),
}
UNITS = {"cm": "cm", "mm": "mm", "percent": "%", "db": "dB"}


class Place(TypedDict, total=False):
    """A11yJSON's PlaceProperties, with the state of the center beside it."""

    name: Localized
    category: str
    status: str
    originalId: Annotated[str, Field(description="The slug.")]
    address: dict[str, Any]
    description: Localized
    phoneNumber: str
    emailAddress: str
    placeWebsiteUrl: str
    infoPageUrl: str
    sameAs: list[str]
    accessibility: Annotated[dict[str, Any], Field(description="A11yJSON's Accessibility.")]


class PlaceInfo(TypedDict):
    type: Literal["Feature"]
    id: str
    formatVersion: str
    geometry: geojson.PointAnswer | None
    properties: Place


class PlaceInfos(TypedDict):
    """Every published center, in any state: closed ones too."""

    type: Literal["FeatureCollection"]
    license: str
    attribution: str
    as_of: datetime
    features: list[PlaceInfo]


def centers_a11y(snapshot: Snapshot) -> bytes:
    """See `PlaceInfos`."""
    return geojson.collection(
        snapshot,
        [
            {
                "type": "Feature",
                "id": center["slug"],
                "formatVersion": FORMAT,
                "geometry": geojson.point(center["lat"], center["lon"]),
                "properties": properties(center, snapshot.measures.get(center["slug"], {})),
            }
            for center in snapshot.centers
        ],
    )


def properties(center: Center, measures: Measures) -> dict[str, Any]:
    """What A11yJSON calls PlaceProperties; what is not known has no key."""
    address: dict[str, Any] = {"state": {"uk": center["oblast"]["name"]}, "countryCode": "UA"}
    if center["address"]:
        address["text"] = {"uk": center["address"]}
    found: dict[str, Any] = {
        "name": {"uk": center["name"]},
        "category": CATEGORY,
        "status": center["status"],
        "originalId": center["slug"],
        "address": address,
        "description": described(center["access"]),
        "phoneNumber": next(iter(center["phones"]), None),
        "emailAddress": next(iter(center["emails"]), None),
        "placeWebsiteUrl": center["website"],
        "infoPageUrl": center["url"],
        "sameAs": [center["url"]],
        "accessibility": accessibility(center["access"], measures),
    }
    return {name: value for name, value in found.items() if value}


def accessibility(answers: Mapping[str, str], measures: Measures) -> dict[str, Any]:
    """A11yJSON's Accessibility from answers and measures by item."""
    found: dict[str, Any] = {}
    for code, path in FLAGS.items():
        if answers.get(code) in ("yes", "no"):
            _put(found, path, answers[code] == "yes")
    for code, path in OBJECTS.items():
        if answers.get(code) in ("yes", "no"):
            _put(found, path, {} if answers[code] == "yes" else None)
    for code, path in QUANTITIES.items():
        if code in measures and answers.get(code) in ("yes", "no"):
            value, unit = measures[code]
            if unit in UNITS:
                _put(found, path, {"value": value, "unit": UNITS[unit]})
    if answers.get("elevator") == "yes":  # of a lift that is missing A11yJSON has no word
        _put(found, ("availableEquipment", 0, "category"), "elevator")
    return found


def described(answers: Mapping[str, str]) -> Localized:
    """The answers that have no property of their own, in both languages; empty when there are none."""
    left = [code for code in access.FEATURES if not _has_property(code, answers.get(code, "unknown"))]
    yes = [access.FEATURES[code] for code in left if answers.get(code) == "yes"]
    no = [access.FEATURES[code] for code in left if answers.get(code) == "no"]
    if not (yes or no):
        return {}
    return {
        "uk": _sentences(("Є", [item.name for item in yes]), ("Немає", [item.name for item in no])),
        "en": _sentences(("Yes", [item.name_en for item in yes]), ("No", [item.name_en for item in no])),
    }


def _sentences(*parts: tuple[str, list[str]]) -> str:
    return " ".join(f"{word}: {'; '.join(items)}." for word, items in parts if items)


def _has_property(code: str, answer: str) -> bool:
    return code in FLAGS or code in OBJECTS or (code == "elevator" and answer == "yes")


def _put(into: dict[str, Any], path: Path, value: Any) -> None:
    """Set what is at the path; a number stands for a place in a list, and only the first is used."""
    node: Any = into
    for key, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(key, int):
            if not node:
                node.append(empty)
            node = node[0]
        else:
            node = node.setdefault(key, empty)
    node[path[-1]] = value

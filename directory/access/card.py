"""The items of the accessibility information and the profiles of need: what the card asks."""

import csv
from dataclasses import dataclass
from pathlib import Path

# An absent one of these is `no`: for them there is no "not applicable".
_ALWAYS_APPLICABLE = frozenset(
    {
        "entrance_step_free",
        "entrance_door_width",
        "rooms_step_free",
        "accessible_toilet",
        "text_contact",
        "written_communication",
        "staff_guide",
        "quiet_room",
        "plain_language",
        "changing_table",
    }
)
DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Measure:
    """What of an item can be measured: a number of `unit` (a code: cm, mm, percent, …) from `lowest` to `highest`."""

    unit: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Feature:
    """An item of the accessibility information; the names of `group` and `name` are Ukrainian."""

    code: str
    group: str
    group_en: str
    name: str
    name_en: str
    profiles: frozenset[str]
    na_allowed: bool
    osm: str
    a11yjson: str
    source_mark: str
    source: str
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person needs. Of each group in `must` one item is enough; `others` make it easier."""

    code: str
    name: str
    name_en: str
    must: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]


def _read() -> tuple[dict[str, Feature], dict[str, dict[str, list[str]]]]:
    """The items in the order of the file, and each profile's must-groups by name."""
    features: dict[str, Feature] = {}
    measures = _read_measures()
    must: dict[str, dict[str, list[str]]] = {}
    with (DATA / "access-card.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["code"]
            features[code] = Feature(
                code=code,
                group=row["group_uk"],
                group_en=row["group_en"],
                name=row["name_uk"],
                name_en=row["name_en"],
                profiles=frozenset(row["profiles"].split()),
                na_allowed=code not in _ALWAYS_APPLICABLE,
                osm=row["osm"],
                a11yjson=row["a11yjson"],
                source_mark=row["source_mark"],
                source=row["source"],
                measure=measures.get(code),
            )
            for pair in row["must"].split():
                profile, group = pair.split(":")
                must.setdefault(profile, {}).setdefault(group, []).append(code)
    return features, must


def _read_measures() -> dict[str, Measure]:
    with (DATA / "access-measures.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Measure(row["unit"], float(row["lowest"]), float(row["highest"]))
            for row in csv.DictReader(file)
        }


def _profile(code: str, name: str, name_en: str) -> Profile:
    groups = tuple(tuple(group) for group in _MUST[code].values())
    required = {item for group in groups for item in group}
    others = (feature.code for feature in FEATURES.values() if code in feature.profiles)
    return Profile(code, name, name_en, groups, tuple(item for item in others if item not in required))


FEATURES, _MUST = _read()
# Items that are seen from outside: a photo of one shows where the house stands.
OUTDOORS = frozenset(
    code for code, feature in FEATURES.items() if feature.group_en in ("Arrival and approach", "Entrance")
)
PROFILES: dict[str, Profile] = {
    profile.code: profile
    for profile in (
        _profile("wheelchair", "На кріслі колісному", "In a wheelchair"),
        _profile("low_vision", "Погано бачу", "With poor eyesight"),
        _profile("hearing", "Погано чую", "With poor hearing"),
        _profile("child", "З дитиною або візочком", "With a child or a pram"),
        _profile("sensory", "Потрібен спокій", "In need of calm"),
    )
}

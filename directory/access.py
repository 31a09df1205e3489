"""Accessibility: the items asked about, the profiles of need, and our summary of a center for each."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

Answer = Literal["yes", "no", "na", "unknown"]
Judged = Literal["fits", "unknown", "no"]
Verdict = Literal["barrier", "unknown", "remarks", "basics", "full"]

ANSWERS: tuple[Answer, ...] = ("yes", "no", "na", "unknown")
LONGEST_ASSESSOR = 160  # characters

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
# Enough to get in, but somebody has to bring it.
_ON_REQUEST = "entrance_portable_ramp"
_NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")


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
class Recorded:
    """An item as it is kept: its answer and what stands beside it. `on` is None and words are "" where not recorded."""

    answer: Answer
    on: date | None
    by: str
    note: str
    number: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person needs. Of each group in `must` one item is enough; `others` make it easier."""

    code: str
    name: str
    name_en: str
    must: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Our judgement for one profile; never one of the three official levels.

    `missing`: items answered no in must-groups that are no. `unknown`: items not recorded, of must-groups that
    are unknown, then the profile's others. `remarks`: what a person should know although they get in.
    `known` of `total` items are recorded, those that do not apply left out.
    """

    fit: Judged
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    remarks: tuple[str, ...]
    verdict: Verdict
    known: int = 0
    total: int = 0


def _read() -> tuple[dict[str, Feature], dict[str, dict[str, list[str]]]]:
    """The items in the order of the file, and each profile's must-groups by name."""
    features: dict[str, Feature] = {}
    measures = _read_measures()
    must: dict[str, dict[str, list[str]]] = {}
    path = Path(__file__).parent / "data" / "access-card.csv"
    with path.open(encoding="utf-8", newline="") as file:
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
    path = Path(__file__).parent / "data" / "access-measures.csv"
    with path.open(encoding="utf-8", newline="") as file:
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
        _profile("wheelchair", "На кріслі колісному", "I use a wheelchair"),
        _profile("low_vision", "Погано бачу", "I see poorly"),
        _profile("hearing", "Погано чую", "I hear poorly"),
        _profile("child", "З дитиною або візочком", "With a child or a pram"),
        _profile("sensory", "Потрібен спокій", "I need calm"),
    )
}


def validate(code: str, answer: str) -> None:
    """ValueError, in words for an editor, unless this item can be answered so ("" is not answered yet)."""
    if code not in FEATURES:
        raise ValueError(_("There is no item “%(code)s” in the accessibility information.") % {"code": code})
    if answer and answer not in ANSWERS:
        raise ValueError(_("The answer “%(answer)s” is none of yes, no, na, unknown.") % {"answer": answer})
    if answer == "na" and not FEATURES[code].na_allowed:
        raise ValueError(
            _("“%(name)s” always applies: if the center does not have it, the answer is no.")
            % {"name": FEATURES[code].name}
        )


def measured(code: str, typed: object) -> float | None:
    """The number that somebody typed for this item; ValueError in words when it can't be that ("" is none)."""
    text = str(typed if typed is not None else "").strip().replace(",", ".")
    if not text:
        return None
    feature = FEATURES[code]
    if feature.measure is None:
        raise ValueError(_("“%(name)s” has no number.") % {"name": feature.name})
    limits = feature.measure
    number = float(text) if _NUMBER.fullmatch(text) else -1.0
    if not limits.lowest <= number <= limits.highest:
        raise ValueError(
            _("“%(name)s”: give a number from %(lowest)g to %(highest)g.")
            % {"name": feature.name, "lowest": limits.lowest, "highest": limits.highest}
        )
    return number


def recorded(items: Mapping[str, Mapping[str, object]], code: str) -> Recorded:
    """What a center's `access` keeps of an item; unknown with nothing beside it when that is nothing, or nonsense."""
    item = items.get(code) or {}
    measure = FEATURES[code].measure
    try:
        number = measured(code, item.get("number"))
    except ValueError:
        number = None
    try:
        day = date.fromisoformat(str(item.get("on") or ""))
    except ValueError:
        day = None
    return Recorded(
        answer=answer_to({code: str(item.get("answer", ""))}, code),
        on=day,
        by=str(item.get("by") or ""),
        note=str(item.get("note") or ""),
        number=number,
        unit=measure.unit if measure and number is not None else "",
    )


def next_best(answers: Mapping[str, str]) -> str | None:
    """The unrecorded item that is worth finding out first; None when all are recorded.

    First what could settle the most must-groups of all profiles together, then what the most profiles ask about;
    of equals the first of the card.
    """
    unrecorded = [code for code in FEATURES if answer_to(answers, code) == "unknown"]
    opened = [
        group
        for profile in PROFILES.values()
        for group in profile.must
        if judge_group(answers, group) == "unknown"
    ]
    return max(
        unrecorded,
        key=lambda code: (sum(code in group for group in opened), len(FEATURES[code].profiles)),
        default=None,
    )


def answer_to(answers: Mapping[str, str], code: str) -> Answer:
    """Whatever is not a recorded yes, no or not applicable is unknown."""
    answer = answers.get(code, "unknown")
    return answer if answer in ("yes", "no", "na") else "unknown"  # type: ignore[return-value]  # one of the three that were asked for


def judge_group(answers: Mapping[str, str], group: tuple[str, ...]) -> Answer:
    """A must-group: yes if any item is, na (left out) if all are, no if each is no or na, else unknown."""
    given = [answer_to(answers, code) for code in group]
    if "yes" in given:
        return "yes"
    if "unknown" in given:
        return "unknown"
    return "no" if "no" in given else "na"


def judge(answers: Mapping[str, str], profile: Profile) -> Judged:
    """`fits` if every must-group that is not left out is yes; `no` if any is; a profile with none left is unknown."""
    groups = {judge_group(answers, group) for group in profile.must} - {"na"}
    if "no" in groups:
        return "no"
    return "fits" if groups == {"yes"} else "unknown"


def must_items(answers: Mapping[str, str], profile: Profile, answer: Answer) -> tuple[str, ...]:
    """The items with this answer in the must-groups that it decides: the missing, or the unrecorded ones."""
    return tuple(
        code
        for group in profile.must
        if judge_group(answers, group) == answer
        for code in group
        if answer_to(answers, code) == answer
    )


def summarise(answers: Mapping[str, str], profile: Profile) -> Summary:
    others = {code: answer_to(answers, code) for code in profile.others}
    refused = tuple(code for code, answer in others.items() if answer == "no")
    unrecorded = tuple(code for code, answer in others.items() if answer == "unknown")
    remarks = refused + _only_on_request(answers, profile)
    fit = judge(answers, profile)
    verdict: Verdict
    if fit != "fits":
        verdict = "barrier" if fit == "no" else "unknown"
    elif remarks:
        verdict = "remarks"
    else:
        verdict = "basics" if unrecorded else "full"
    asked = [answer_to(answers, code) for code in (*sum(profile.must, ()), *profile.others)]
    return Summary(
        fit=fit,
        missing=must_items(answers, profile, "no"),
        unknown=must_items(answers, profile, "unknown") + unrecorded,
        remarks=remarks,
        verdict=verdict,
        known=sum(answer in ("yes", "no") for answer in asked),
        total=sum(answer != "na" for answer in asked),
    )


def _only_on_request(answers: Mapping[str, str], profile: Profile) -> tuple[str, ...]:
    for group in profile.must:
        if [code for code in group if answer_to(answers, code) == "yes"] == [_ON_REQUEST]:
            return (_ON_REQUEST,)
    return ()

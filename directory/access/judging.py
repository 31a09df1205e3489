"""Whether a person with a need gets in, by the answers that are recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from directory.access.card import FEATURES, PROFILES, Profile

Answer = Literal["yes", "no", "na", "unknown"]
Judged = Literal["fits", "unknown", "no"]
Verdict = Literal["barrier", "unknown", "remarks", "basics", "full"]

ANSWERS: tuple[Answer, ...] = ("yes", "no", "na", "unknown")
_RECORDED: dict[str, Answer] = {"yes": "yes", "no": "no", "na": "na"}
# Enough to get in, but somebody has to bring it.
_ON_REQUEST = "entrance_portable_ramp"


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


def answer_to(answers: Mapping[str, str], code: str) -> Answer:
    """Whatever is not a recorded yes, no or not applicable is unknown."""
    return _RECORDED.get(answers.get(code, ""), "unknown")


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

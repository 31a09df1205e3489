"""The accessibility summary, against the rules written out once more."""

import csv
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import access
from directory.access import FEATURES, PROFILES, summarise, validate
from tests.examples import many

ROWS = list(
    csv.DictReader((Path(access.__file__).parents[1] / "data" / "access-card.csv").open(encoding="utf-8"))
)
WHEELCHAIR = PROFILES["wheelchair"]
ENTRANCE = ["entrance_step_free", "entrance_ramp", "entrance_portable_ramp", "entrance_platform_lift"]
ALL_YES = dict.fromkeys(FEATURES, "yes")

anything = st.sampled_from(["yes", "no", "na", "unknown"])
# Mostly one answer, so that every verdict comes up, and not only "no".
cards = st.sampled_from(["yes", "no", "na", "unknown"]).flatmap(
    lambda usual: st.dictionaries(st.sampled_from(list(FEATURES)), anything, max_size=12).map(
        lambda some: dict.fromkeys(FEATURES, usual) | some
    )
)
sparse = st.dictionaries(st.sampled_from(list(FEATURES)), anything)


def oracle(answers, profile):  # noqa: C901 - all the rules in one place, to be read from top to bottom
    """(fit, missing, unknown, remarks, verdict) as a person with the rules and the table would find them."""
    must, other = {}, []
    for row in ROWS:
        groups = dict(pair.split(":") for pair in row["must"].split())
        if profile in groups:
            must.setdefault(groups[profile], []).append(row["code"])
        elif profile in row["profiles"].split():
            other.append(row["code"])
    said = {row["code"]: answers.get(row["code"], "unknown") for row in ROWS}
    no, open_question, met, missing, unknown, remarks = 0, 0, 0, [], [], []
    for codes in must.values():
        counts = {
            answer: sum(said[code] == answer for code in codes) for answer in ("yes", "no", "na", "unknown")
        }
        if counts["yes"]:
            met += 1
            if (
                counts["yes"] == 1
                and said.get("entrance_portable_ramp") == "yes"
                and "entrance_ramp" in codes
            ):
                remarks.append("entrance_portable_ramp")
        elif counts["na"] == len(codes):
            continue
        elif counts["unknown"]:
            open_question += 1
            unknown += [code for code in codes if said[code] == "unknown"]
        else:
            no += 1
            missing += [code for code in codes if said[code] == "no"]
    remarks = [code for code in other if said[code] == "no"] + remarks
    not_recorded = [code for code in other if said[code] == "unknown"]
    if no:
        fit, verdict = "no", "barrier"
    elif open_question or not met:
        fit, verdict = "unknown", "unknown"
    elif remarks:
        fit, verdict = "fits", "remarks"
    else:
        fit, verdict = "fits", "basics" if not_recorded else "full"
    return fit, tuple(missing), tuple(unknown + not_recorded), tuple(remarks), verdict


@many
@given(cards | sparse, st.sampled_from(list(PROFILES)))
def test_summary_is_what_the_rules_say(answers, profile):
    summary = summarise(answers, PROFILES[profile])

    found = summary.fit, summary.missing, summary.unknown, summary.remarks, summary.verdict
    assert found == oracle(answers, profile)
    assert 0 <= summary.known <= summary.total


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("given_answers", list(product(["yes", "no", "na", "unknown"], repeat=4)))
def test_every_way_to_answer_a_group_of_four(profile, given_answers):
    answers = ALL_YES | dict(zip(ENTRANCE, given_answers, strict=True))

    summary = summarise(answers, PROFILES[profile])

    assert (summary.fit, summary.missing, summary.unknown, summary.remarks, summary.verdict) == oracle(
        answers, profile
    )


def test_nothing_recorded_is_unknown_and_says_what():
    summary = summarise({}, WHEELCHAIR)

    assert (summary.fit, summary.verdict, summary.missing) == ("unknown", "unknown", ())
    assert summary.unknown[:4] == tuple(ENTRANCE)
    assert set(summary.unknown) == {item for group in WHEELCHAIR.must for item in group} | set(
        WHEELCHAIR.others
    )
    assert (summary.known, summary.total) == (0, len(summary.unknown))


def test_everything_recorded_and_there():
    assert {summarise(ALL_YES, profile).verdict for profile in PROFILES.values()} == {"full"}


def test_no_group_left_is_unknown():
    summary = summarise(dict.fromkeys(FEATURES, "na"), WHEELCHAIR)

    assert (summary.fit, summary.verdict, summary.unknown, summary.total) == ("unknown", "unknown", (), 0)


def test_only_the_portable_ramp_is_a_remark_whatever_else_is_not_known():
    answers = ALL_YES | dict.fromkeys(ENTRANCE, "no") | {"entrance_portable_ramp": "yes"}
    assert summarise(answers, WHEELCHAIR).remarks == ("entrance_portable_ramp",)
    assert summarise(answers | {"low_counter": "no"}, WHEELCHAIR).remarks == (
        "low_counter",
        "entrance_portable_ramp",
    )

    del answers["entrance_platform_lift"]
    assert summarise(answers, WHEELCHAIR).verdict == "remarks"
    assert summarise(answers | {"entrance_ramp": "yes"}, WHEELCHAIR).verdict == "full"


def test_a_barrier_names_only_what_is_answered_no():
    answers = ALL_YES | dict.fromkeys(ENTRANCE, "no") | {"entrance_platform_lift": "na"}

    assert summarise(answers, WHEELCHAIR).missing == tuple(ENTRANCE[:3])


def test_what_is_no_answer_is_unknown():
    assert summarise({"entrance_step_free": "perhaps"}, WHEELCHAIR) == summarise({}, WHEELCHAIR)


def test_the_vocabulary_is_that_of_the_file():
    assert list(FEATURES) == [row["code"] for row in ROWS]
    assert len(FEATURES) == 68
    assert list(PROFILES) == ["wheelchair", "low_vision", "hearing", "child", "sensory"]
    assert not FEATURES.keys() & PROFILES.keys()  # the subject of a reason tells which it is
    assert PROFILES["hearing"].must == (("text_contact",), ("written_communication", "sign_language"))
    assert PROFILES["child"].must == (tuple(ENTRANCE),)
    assert all(
        profile.code in FEATURES[item].profiles for profile in PROFILES.values() for item in profile.others
    )


def test_not_applicable_is_refused_where_an_absent_one_is_no():
    refused = set()
    for code in FEATURES:
        try:
            validate(code, "na")
        except ValueError:
            refused.add(code)

    assert refused == {
        "entrance_step_free", "entrance_door_width", "rooms_step_free", "accessible_toilet", "text_contact",
        "written_communication", "staff_guide", "quiet_room", "plain_language", "changing_table",
    }  # fmt: skip


@pytest.mark.parametrize(("code", "answer"), [("lift", "yes"), ("elevator", "maybe"), ("elevator", "YES")])
def test_unknown_items_and_answers_are_refused(code, answer):
    with pytest.raises(ValueError, match=r"[“«]"):
        validate(code, answer)


@pytest.mark.parametrize("answer", ["yes", "no", "unknown", ""])
def test_an_answer_or_none_yet_is_accepted(answer):
    validate("entrance_step_free", answer)

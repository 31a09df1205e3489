"""What passes a filter, against the table written out once more."""

from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.access import FEATURES, PROFILES
from directory.fit import Asked, Facts, Fit, Reason, evaluate
from tests.examples import many

CORE = frozenset({"psychological", "social"})
SERVICES = [*CORE, "legal", "barber"]
GROUPS = ["veterans", "children"]
STATUSES = ["open", "planned", "suspended", "closed"]
TUESDAY_NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - Kyiv time, as people type it
BY_SCHEDULE = {
    "": None,
    "Mo-Fr 09:00-18:00": True,
    "Mo-Fr 13:00-18:00": False,
    "Mo-Fr 09:00-18:00 unknown": None,
}


def facts(**known):
    nothing = {
        "status": "open",
        "services": frozenset(),
        "services_confirmed": False,
        "groups": frozenset(),
        "access": {},
        "schedule": "",
    }
    return Facts(**nothing | known)


some_facts = st.builds(
    Facts,
    status=st.sampled_from(STATUSES),
    services=st.frozensets(st.sampled_from(SERVICES)),
    services_confirmed=st.booleans(),
    groups=st.frozensets(st.sampled_from(GROUPS)),
    access=st.sampled_from(["yes", "no", "na", "unknown"]).flatmap(
        lambda usual: st.dictionaries(
            st.sampled_from(list(FEATURES)), st.sampled_from(["yes", "no", "na", "unknown"]), max_size=5
        ).map(lambda some: dict.fromkeys(FEATURES, usual) | some)
    ),
    schedule=st.sampled_from(list(BY_SCHEDULE)),
)
something_asked = st.builds(
    Asked,
    services=st.lists(st.sampled_from(SERVICES), max_size=2, unique=True).map(tuple),
    access=st.lists(st.sampled_from(list(FEATURES)), max_size=2, unique=True).map(tuple),
    profiles=st.lists(st.sampled_from(list(PROFILES)), max_size=2, unique=True).map(tuple),
    group=st.sampled_from([None, *GROUPS]),
    open_at=st.sampled_from([None, TUESDAY_NOON]),
)


def profile_answer(profile, recorded):
    groups = []
    for items in PROFILES[profile].must:
        given = [recorded.get(item, "unknown") for item in items]
        if any(answer == "yes" for answer in given):
            groups.append("yes")
        elif all(answer == "na" for answer in given):
            continue
        elif all(answer in ("no", "na") for answer in given):
            groups.append("no")
        else:
            groups.append("unknown")
    if "no" in groups:
        return "no"
    return "yes" if groups and set(groups) == {"yes"} else "unknown"


def table(asked, known):
    """The answer to each asked thing, in their order."""
    for slug in asked.services:
        if slug in known.services or (slug in CORE and known.status == "open"):
            yield "yes"
        else:
            yield "no" if known.services_confirmed else "unknown"
    for code in asked.access:
        yield {"yes": "yes", "na": "yes", "no": "no"}.get(known.access.get(code), "unknown")
    for profile in asked.profiles:
        yield profile_answer(profile, known.access)
    if asked.group:
        yield "yes" if asked.group in known.groups or known.groups == set() else "no"
    if asked.open_at:
        then = BY_SCHEDULE[known.schedule]
        yield "no" if known.status != "open" else {True: "yes", False: "no", None: "unknown"}[then]


MEANING = {
    "offers": "yes", "access_fits": "yes", "open": "yes", "group_fits": "yes",
    "service_missing": "no", "access_missing": "no", "closed": "no", "group_missing": "no",
    "service_unknown": "unknown", "access_unknown": "unknown", "hours_unknown": "unknown",
}  # fmt: skip


@many
@given(something_asked, some_facts)
def test_fit_is_what_the_table_says(asked, known):
    answers = list(table(asked, known))
    expected = "no" if "no" in answers else "unknown" if "unknown" in answers else "fits"

    fit = evaluate(asked, known, core=CORE)

    assert fit.value == expected
    assert [MEANING[reason.code] for reason in fit.reasons] == answers
    subjects = [*asked.services, *asked.access, *asked.profiles, *([asked.group] if asked.group else [])]
    assert [reason.subject for reason in fit.reasons][: len(subjects)] == subjects


@many
@given(something_asked, some_facts)
def test_reasons_hang_on_items_that_are_so(asked, known):
    for reason in evaluate(asked, known, core=CORE).reasons:
        expected = {"access_missing": "no", "access_unknown": "unknown"}.get(reason.code)
        assert all(known.access.get(item, "unknown") == expected for item in reason.items)


def test_nothing_asked_fits_everything():
    assert evaluate(Asked(), facts(status="closed"), core=CORE) == Fit("fits", ())


@pytest.mark.parametrize(
    ("status", "recorded", "confirmed", "core"),
    list(product(STATUSES, [True, False], [True, False], [True, False])),
)
def test_every_case_of_a_service(status, recorded, confirmed, core):
    slug = "social" if core else "barber"
    known = facts(status=status, services=frozenset({slug} if recorded else ()), services_confirmed=confirmed)

    fit = evaluate(Asked(services=(slug,)), known, core=CORE)

    if recorded or (core and status == "open"):
        assert fit == Fit("fits", (Reason("offers", slug),))
    elif confirmed:
        assert fit == Fit("no", (Reason("service_missing", slug),))
    else:
        assert fit == Fit("unknown", (Reason("service_unknown", slug),))


@pytest.mark.parametrize("status", ["planned", "suspended", "closed"])
@pytest.mark.parametrize("schedule", BY_SCHEDULE)
def test_a_center_that_is_not_working_is_closed_even_when_its_hours_are_unknown(status, schedule):
    fit = evaluate(Asked(open_at=TUESDAY_NOON), facts(status=status, schedule=schedule), core=CORE)

    assert fit.value == "no"
    assert [reason.code for reason in fit.reasons] == ["closed"]


def test_reasons_of_a_profile_name_the_items():
    known = facts(access={"entrance_step_free": "no", "entrance_ramp": "na", "staff_guide": "no"})

    fit = evaluate(Asked(profiles=("child", "low_vision")), known, core=CORE)

    assert fit.value == "no"
    assert fit.reasons == (
        Reason("access_unknown", "child", ("entrance_portable_ramp", "entrance_platform_lift")),
        Reason("access_missing", "low_vision", ("staff_guide",)),
    )


def test_reasons_for_the_outside_world():
    asked = Asked(("legal",), ("elevator",), ("hearing",), "veterans", TUESDAY_NOON)

    fit = evaluate(asked, facts(schedule="Mo-Fr 09:00-18:00", access={"elevator": "na"}), core=CORE)

    assert [reason.as_dict() for reason in fit.reasons] == [
        {"code": "service_unknown", "service": "legal"},
        {"code": "access_fits", "access": "elevator"},
        {
            "code": "access_unknown",
            "profile": "hearing",
            "items": ["text_contact", "written_communication", "sign_language"],
        },
        {"code": "group_fits", "group": "veterans"},
        {"code": "open", "open": "2026-11-24T12:00:00+02:00"},
    ]

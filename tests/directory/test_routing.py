"""Where a request goes, against the rules written out once more: geopy, plain loops, no code of the directory's."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from directory.access import PROFILES
from directory.atlas import Atlas, current
from directory.fit import Asked, Facts
from directory.geo import Point
from directory.models import CenterPage, Need
from directory.origins import Origin
from directory.query import CenterRow
from directory.routing import OriginRequired, UnknownCenter, choose, route
from tests.directory.test_fit import CORE, SERVICES, table
from tests.examples import Km, many
from tests.factories import CenterPageFactory, community

TODAY = date(2026, 11, 25)
HERE = Point(49.0, 31.0)
SLUGS = [
    "dim",
    "dim-2",
    "dimm",
    "zatyshok",
    "a1",
    "ґanok",
    "~",
]  # by code point, whatever a database thinks of them

# A few positions beside those drawn freely, so that distances are often equal, and sometimes exactly the reach.
grid = st.builds(Point, st.sampled_from([48.6, 49.0, 49.4, 51.0]), st.sampled_from([30.6, 31.0, 31.4]))
positions = st.none() | grid | st.builds(Point, st.floats(44.3, 52.4), st.floats(22.1, 40.3))


def row(slug="dim", point=HERE, **known):
    facts = {
        "status": "open", "services": frozenset(), "services_confirmed": False, "groups": frozenset(),
        "access": {}, "schedule": "",
    }  # fmt: skip
    about = {"accepting": True, "paused_until": None, "precision": "address" if point else None} | {
        name: known.pop(name) for name in ("accepting", "paused_until", "precision") if name in known
    }
    return CenterRow(
        pk=hash(slug), key=UUID(int=0), slug=slug, point=point, facts=Facts(**facts | known), **about
    )


@st.composite
def some_rows(draw):
    rows = []
    for slug in draw(st.lists(st.sampled_from(SLUGS), unique=True, max_size=7)):
        usual = draw(st.sampled_from(["yes", "no", "na", "unknown"]))
        must = [item for profile in PROFILES.values() for group in profile.must for item in group]
        changed = draw(st.dictionaries(st.sampled_from(must), st.sampled_from(["yes", "no"]), max_size=2))
        rows.append(
            row(
                slug,
                draw(positions),
                status=draw(st.sampled_from(["open"] * 6 + ["suspended"])),
                services=draw(st.frozensets(st.sampled_from(SERVICES), max_size=2)),
                services_confirmed=draw(st.booleans()),
                access=dict.fromkeys(must, usual) | changed,
                accepting=draw(st.sampled_from([True, True, True, False])),
                paused_until=draw(st.sampled_from([None, None, TODAY, TODAY - timedelta(1)])),
            )
        )
    return rows


asked_things = st.builds(
    Asked,
    services=st.lists(st.sampled_from(SERVICES), max_size=2, unique=True).map(tuple),
    profiles=st.lists(st.sampled_from(list(PROFILES)), max_size=2, unique=True).map(tuple),
)


# --- The oracle -----------------------------------------------------------------------------------------------


def is_able(center):
    paused = center.paused_until and center.paused_until >= TODAY
    return center.facts.status == "open" and center.accepting and not paused


def length(start, center):
    if start is None or center.point is None:
        return None
    return geodesic((start.lat, start.lon), (center.point.lat, center.point.lon)).km


def codes_of(center, asked):
    answers = list(table(asked, center.facts))
    said = []
    for number, answer in enumerate(answers):
        of_service = number < len(asked.services)
        names = {"yes": "offers", "no": "service_missing", "unknown": "service_unknown"}
        access = {"yes": "access_fits", "no": "access_missing", "unknown": "access_unknown"}
        said.append((names if of_service else access)[answer])
    return answers, said


def reasons_why_not(center, asked):
    _answers, said = codes_of(center, asked)
    why = set()
    if center.facts.status != "open":
        why.add("not_open")
    if not center.accepting:
        why.add("not_accepting")
    if center.paused_until and center.paused_until >= TODAY:
        why.add("paused")
    why |= {code for code in said if code.endswith(("_missing", "_unknown"))}
    return why or {"person_chose_other"}


def expected(rows, asked, start, chosen, reach):
    """As (chosen, alternatives, passed over, refused), centers as (slug, distance, fit, tier, codes)."""
    by_slug = {center.slug: center for center in rows}
    able = [center for center in rows if is_able(center)]
    wanted = by_slug.get(chosen)
    if start is None:
        if wanted is None or wanted not in able:
            return "origin_required"
        start = wanted.point
    far = 1e9

    judged = []
    for center in able:
        answers, said = codes_of(center, asked)
        distance = length(start, center)
        within = distance is not None and distance <= reach
        fit = "no" if "no" in answers else "unknown" if "unknown" in answers else "fits"
        tier = {
            ("fits", True): 0, ("unknown", True): 1, ("fits", False): 2, ("unknown", False): 3,
        }.get((fit, within), 4)  # fmt: skip
        nearer = [
            other for other in able if (length(start, other) or 0) < (far if distance is None else distance)
        ]
        nearer = [other for other in nearer if length(start, other) is not None]
        said = (["nearest"] if not nearer else []) + said + ([] if within else ["beyond_reach"])
        judged.append((tier, far if distance is None else distance, center.slug, distance, fit, said))
    judged.sort()
    refused = (wanted.slug, reasons_why_not(wanted, asked)) if wanted and wanted not in able else None
    if not judged:
        return None, [], [], refused
    first = judged[0]
    if wanted in able:
        first = next(entry for entry in judged if entry[2] == chosen)
    rest = [entry for entry in judged if entry is not first][:3]
    nearer = sorted(
        (length(start, center), center.slug, reasons_why_not(center, asked))
        for center in rows
        if center.facts.status == "open"
        and center.slug != first[2]
        and length(start, center) is not None
        and length(start, center) < first[1]
    )

    def told(entry, *before):
        tier, _far, slug, distance, fit, said = entry
        return slug, distance, fit, tier, [*before, *said]

    start_reasons = ["chosen_by_person"] if wanted in able else []
    return told(first, *start_reasons), [told(entry) for entry in rest], nearer, refused


def answered(rows, asked, start, chosen, reach):
    origin = start and Origin(start, "address")
    try:
        found = choose(Atlas(rows, CORE), asked, origin=origin, chosen=chosen, today=TODAY, reach_km=reach)
    except OriginRequired:
        return "origin_required"

    def near(km):
        return None if km is None else Km(km)

    def told(choice):
        return choice and (
            choice.slug, near(choice.distance), choice.fit, choice.tier, [reason.code for reason in choice.reasons],
        )  # fmt: skip

    assert found.why == (None if found.chosen else "no_able_center")
    return (
        told(found.chosen),
        [told(choice) for choice in found.alternatives],
        [(Km(passed.distance), passed.slug, set(passed.why)) for passed in found.passed_over],
        found.refused and (found.refused.slug, set(found.refused.why)),
    )


@many
@given(
    some_rows(),
    asked_things,
    positions,
    st.integers(0, 6),
    st.sampled_from([50, 100, 600]) | st.floats(1, 1_500),
)
def test_the_request_goes_where_the_rules_say(rows, asked, start, number, reach):
    chosen = rows[number].slug if number < len(rows) else ""

    assert answered(rows, asked, start, chosen, reach) == expected(rows, asked, start, chosen, reach)


@many
@given(grid, grid, st.sampled_from([0.0, 1e-9, -1e-9]))
@example(HERE, Point(49.4, 31.0), 0.0)
def test_reach_is_inclusive_and_not_rounded(start, there, off):
    reach = geodesic((start.lat, start.lon), (there.lat, there.lon)).km + off
    near, far = row("near", there), row("far", Point(45.0, 35.0), services=frozenset({"legal"}))
    asked = Asked(services=("legal",))

    # within reach the unknown one is preferred; beyond, the one that fits
    assert answered([near, far], asked, start, "", reach)[0][0] == ("near" if off >= 0 else "far")


# --- By example -----------------------------------------------------------------------------------------------


def routed(rows, asked=Asked(), **given):  # noqa: B008  # frozen
    values = {"origin": Origin(HERE, "address"), "today": TODAY, "reach_km": 50} | given
    return choose(Atlas(rows, CORE), asked, **values)


def test_the_last_day_of_a_pause_still_counts():
    found = routed(
        [row("paused", paused_until=TODAY), row("back", Point(49.1, 31), paused_until=TODAY - timedelta(1))]
    )

    assert found.chosen.slug == "back"
    assert [(passed.slug, passed.why) for passed in found.passed_over] == [("paused", ("paused",))]


def test_a_center_that_nobody_knows_the_place_of_is_last_but_still_there():
    rows = [row("nowhere", None), row("far", Point(45, 35))]

    assert [routed(rows).chosen.slug, routed(rows[:1]).chosen.slug] == ["far", "nowhere"]
    assert routed(rows[:1]).chosen.distance is None


def test_without_an_origin_the_chosen_center_stands_for_it():
    found = routed([row("chosen"), row("other", Point(49.1, 31))], origin=None, chosen="chosen")

    assert (found.origin, found.chosen.distance) == (Origin(HERE, "address"), 0)
    assert found.alternatives[0].distance == pytest.approx(11.1, abs=0.1)


def test_without_an_origin_a_chosen_center_of_no_place_leaves_all_distances_unknown():
    found = routed([row("chosen", None), row("other")], origin=None, chosen="chosen")

    assert (found.origin, found.chosen.distance, found.alternatives[0].distance) == (None, None, None)


def test_a_chosen_center_that_takes_no_requests_needs_an_origin_and_says_why():
    with pytest.raises(OriginRequired) as error:
        routed([row("chosen", accepting=False, status="suspended")], origin=None, chosen="chosen")

    assert error.value.refused.why == ("not_open", "not_accepting")


def test_a_chosen_center_gets_the_request_whatever_is_missing_there():
    rows = [
        row("chosen", Point(45, 35), services_confirmed=True),
        row("better", services=frozenset({"legal"})),
    ]

    found = routed(rows, Asked(services=("legal",)), chosen="chosen")

    assert [reason.code for reason in found.chosen.reasons] == [
        "chosen_by_person",
        "service_missing",
        "beyond_reach",
    ]
    assert found.passed_over[0].why == ("person_chose_other",)


def test_an_unknown_slug_is_said():
    with pytest.raises(UnknownCenter):
        routed([row()], chosen="elsewhere")


# --- From the database ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_published_open_centers_with_a_case_worker_take_requests():
    CenterPageFactory(slug="draft", taking_requests=True, live=False)
    CenterPageFactory(slug="planned", taking_requests=True, status="planned")
    CenterPageFactory(slug="alone", takes_requests=True)
    CenterPageFactory(slug="able", taking_requests=True, latitude=49.0)

    found = route(current(), origin=Origin(Point(49.8397, 24.0297), "address"))

    assert found.chosen.slug == "able"
    assert [(passed.slug, passed.why) for passed in found.passed_over] == [("alone", ("not_accepting",))]
    with pytest.raises(UnknownCenter):
        route(current(), origin=None, chosen="draft")


@pytest.mark.django_db
def test_a_hidden_center_is_as_far_as_its_community():
    place = community(latitude=49.41, longitude=24.61)
    CenterPageFactory(
        communities=[place], hide_position=True, latitude=49.5, longitude=24.0, taking_requests=True
    )

    assert route(current(), origin=Origin(Point(49.41, 24.61), "address")).chosen.distance == 0


@pytest.mark.django_db
def test_needs_ask_for_their_service_and_remote_contact_for_no_access():
    CenterPageFactory(
        slug="steps", taking_requests=True, access=dict.fromkeys(PROFILES["wheelchair"].must[0], "no")
    )
    CenterPageFactory(slug="lawyer", taking_requests=True, services=["legal-aid"], latitude=50.5)
    here = Origin(Point(49.8397, 24.0297), "address")
    needs = {need.slug: need for need in Need.objects.select_related("service")}

    assert route(current(), origin=here, needs=[needs["unsure"]]).chosen.slug == "steps"
    assert (
        route(current(), origin=here, needs=[needs["unsure"]], profiles=["wheelchair"]).chosen.slug
        == "lawyer"
    )
    assert route(current(), origin=here, profiles=["wheelchair"], remote=True).chosen.slug == "steps"
    twice = route(current(), origin=here, needs=[needs["legal"], needs["legal"]])
    assert [reason.code for reason in twice.chosen.reasons] == ["nearest", "service_unknown"]


@pytest.mark.django_db
def test_routing_asks_the_database_the_same_number_of_times_for_any_number_of_centers():
    here = Origin(Point(49.8397, 24.0297), "address")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            route(atlas := current(), origin=here, needs=atlas.needs, profiles=["wheelchair"])
        return len(asked)

    CenterPageFactory(taking_requests=True)
    queries()  # the first reads the directory
    few = queries()
    for number in range(5):
        CenterPageFactory(taking_requests=True, latitude=49 + number / 10)
    queries()

    assert queries() == few == 1
    assert CenterPage.objects.count() >= 6

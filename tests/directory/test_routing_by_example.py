"""Where a request goes, by example and from the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.access import PROFILES
from directory.atlas import Atlas, current
from directory.fit import Asked
from directory.geo import Point
from directory.models import CenterPage, Need
from directory.origins import Origin
from directory.routing import OriginRequired, UnknownCenter, choose, route
from tests.directory.routing_rows import HERE, TODAY, row
from tests.directory.test_fit import CORE
from tests.factories import CenterPageFactory, community


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

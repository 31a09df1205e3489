"""What an address asks for: understood, or named with what is wrong; never passed over, never a crash."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory.hours import KYIV
from search.geosearch import find_centers
from search.parameters import read_nearest, read_search
from tests.factories import CenterPageFactory, PlaceFactory, community, oblast

pytestmark = pytest.mark.django_db


def read(query: str, **also):
    return read_search(QueryDict(query), **also)


def codes(query: str) -> dict[str, str]:
    return {name: problem.code for name, problem in read(query).problems.items()}


def test_everything_that_can_be_asked():
    region = oblast()
    search = read(
        f"lat=49.5&lon=24&km=20.5&service=legal-aid&service=trainings&access=elevator&profile=wheelchair&profile=hearing"
        f"&group=veterans&open=2026-12-24T15:00&oblast={region.pk}&status=any&utm_source=x&fbclid=1&gclid=2"
    )

    query = search.query
    assert search.problems == {}
    assert (query.origin.point.lat, query.origin.point.lon, query.origin.precision) == (49.5, 24.0, "address")
    assert (query.km, query.status, query.oblast) == (20.5, "any", region.pk)
    assert query.asked.services == ("legal-aid", "trainings")
    assert query.asked.access == ("elevator",)
    assert query.asked.profiles == ("wheelchair", "hearing")
    assert query.asked.group == "veterans"
    assert query.asked.open_at == datetime(2026, 12, 24, 15, tzinfo=KYIV)


def test_nothing_asked_is_the_open_centers():
    search = read("")

    assert (search.problems, search.query.status, search.query.origin) == ({}, "open", None)
    assert read("q=&km=&service=&open=&place=+").query == search.query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("foo=1", {"foo": "unknown_parameter"}),
        ("foo=", {"foo": "unknown_parameter"}),
        ("page=1", {"page": "unknown_parameter"}),
        ("km=5&km=6&lat=49&lon=24", {"km": "repeated"}),
        ("status=open&status=open", {"status": "repeated"}),
        ("lat=49", {"lon": "invalid_value"}),
        ("lat=nan&lon=24", {"lat": "invalid_value"}),
        ("lat=91&lon=24", {"lat": "out_of_range"}),
        ("lat=49&lon=-180.1", {"lon": "out_of_range"}),
        ("lat=49&lon=24&km=inf", {"km": "invalid_value"}),
        ("lat=49&lon=24&km=1e999", {"km": "out_of_range"}),
        ("lat=49&lon=24&km=0.09", {"km": "out_of_range"}),
        ("lat=49&lon=24&km=1500.1", {"km": "out_of_range"}),
        ("lat=49&lon=24&km=-5", {"km": "out_of_range"}),
        ("km=5", {"km": "origin_required"}),
        ("place=UA46000000000026241&lat=49&lon=24", {"place": "invalid_value"}),
        ("place=Львів", {"place": "unknown_place"}),
        ("place=UA46000000000026241", {"place": "invalid_value"}),
        ("oblast=UA00", {"oblast": "unknown_place"}),
        ("service=magic", {"service": "unknown_slug"}),
        ("group=magic", {"group": "unknown_slug"}),
        ("access=magic", {"access": "invalid_value"}),
        ("profile=magic&profile=hearing", {"profile": "invalid_value"}),
        ("status=gone", {"status": "invalid_value"}),
        ("open=yes", {"open": "invalid_value"}),
        ("open=2026-02-30T12:00", {"open": "invalid_value"}),
        ("open=2026-12-24", {"open": "invalid_value"}),
        (f"q={'д' * 121}", {"q": "out_of_range"}),
        (
            "km=x&foo=1&service=magic",
            {"km": "invalid_value", "foo": "unknown_parameter", "service": "unknown_slug"},
        ),
    ],
)
def test_what_is_wrong_is_named(query, expected):
    oblast()
    assert codes(query) == expected


@pytest.mark.parametrize("km", ["0.1", "1500", "1e2", "+5"])
def test_the_bounds_of_a_distance_are_included(km):
    assert codes(urlencode({"lat": 49, "lon": 24, "km": km})) == {}


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-12-24T15:00:30", datetime(2026, 12, 24, 15, 0, 30, tzinfo=KYIV)),
        ("2026-12-24T15:00Z", datetime(2026, 12, 24, 17, tzinfo=KYIV)),
        ("2026-12-24T15:00-05:00", datetime(2026, 12, 24, 22, tzinfo=KYIV)),
        ("2026-03-29T03:30", datetime(2026, 3, 29, 4, 30, tzinfo=KYIV)),  # in the hour that spring leaves out
        ("0001-01-01T00:00", datetime(1, 1, 1, tzinfo=KYIV)),
    ],
)
def test_moments_are_kyiv_time_unless_they_say_otherwise(typed, moment):
    assert read(urlencode({"open": typed})).query.asked.open_at == moment


def test_now_is_now():
    assert abs(read("open=now").query.asked.open_at.timestamp() - datetime.now(KYIV).timestamp()) < 60


def test_an_oblast_that_is_none():
    village = PlaceFactory()
    assert codes(f"oblast={village.pk}") == {"oblast": "invalid_value"}


def test_a_place_as_origin():
    rohatyn = community()
    origin = read(f"place={rohatyn.pk}&km=5").query.origin

    assert (origin.point, origin.precision, origin.place) == (rohatyn.point, "community", rohatyn)


def test_further_names_are_the_callers():
    assert read("page=2&view=list", also=("page", "view")).problems == {}
    assert read("page=2&page=3", also=("page", "view")).problems["page"].code == "repeated"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"q": "origin_required"}),
        ("q=Ніде", {"q": "unknown_place"}),
        ("q=Львів&lat=49&lon=24", {}),
        ("lat=49", {"lon": "invalid_value"}),
        ("lat=49&lon=24", {}),
    ],
)
def test_the_nearest_need_an_origin(query, expected):
    problems = read_nearest(QueryDict(query)).problems
    assert {name: problem.code for name, problem in problems.items()} == expected


def test_beside_an_origin_the_nearest_have_these_words():
    center = CenterPageFactory(title="Центр «Ґанок»")
    CenterPageFactory(title="Центр «Острів»")

    query = read_nearest(QueryDict("q=Ґанок&lat=49&lon=24")).query

    assert (query.origin.precision, query.among) == ("address", {center.pk})


# --- Whatever is asked ------------------------------------------------------------------------------------------

NAMES = [
    "q",
    "place",
    "lat",
    "lon",
    "km",
    "service",
    "access",
    "profile",
    "open",
    "oblast",
    "group",
    "status",
]
VALUES = [
    "", "now", "open", "any", "49.8", "24", "1e3", "-0", "nan", "1e400", "²", "legal-aid", "veterans", "wheelchair",
    "elevator", "UA46000000000026241", "психолог", "Центр", "«»", '"', "%", "'; --", "2026-12-24T15:00",
    "9999-12-31T23:59", "\u202e", "🙂", "٣", "x" * 200,
]  # fmt: skip
pairs = st.tuples(
    st.sampled_from([*NAMES, "page", "view", "utm_medium"]) | st.text(max_size=8),
    st.sampled_from(VALUES) | st.text(max_size=20),
)
addresses = st.lists(pairs, max_size=5).map(
    lambda found: urlencode([(name, value) for name, value in found], errors="replace").replace("%00", "")
)


@pytest.fixture
def some_centers() -> None:
    oblast()
    CenterPageFactory(services=["legal-aid"], opening_hours="24/7")
    CenterPageFactory(unlocated=True, status="planned")


@given(address=addresses)
def test_no_address_breaks_the_page(some_centers, client: Client, address):
    response = client.get(f"/uk/centers/?{address}")
    assert response.status_code in (200, 404)
    if response.status_code == 404:
        assert "page" in address


@given(address=addresses, more=pairs)
def test_one_more_condition_never_widens_a_search(some_centers, address, more):
    def found(query: str) -> set[str] | None:
        search = read_search(QueryDict(query))
        return None if search.problems else {hit.slug for hit in find_centers(search.query)}

    name = more[0]
    before = QueryDict(address)
    # A state or a date asked for instead of none is another question; so is a word that stops being a place.
    if name in ("status", "q", *before) or "q" in before:
        return
    without, with_more = found(address), found(f"{address}&{urlencode([more], errors='replace')}")
    if without is not None and with_more is not None:
        assert with_more <= without

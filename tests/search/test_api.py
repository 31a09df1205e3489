"""The public API of finding, as another program sees it: the rules recomputed from nothing but its own answers."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from directory import access
from directory.gazetteer.indexing import index
from directory.models import CenterPage, Place
from tests.factories import CenterPageFactory, PlaceFactory, community, oblast
from tests.search.oracle import CORE, OTHER
from tests.search.worlds import Country, origins, worlds
from tests.shapes import FOUND, HIT, ORIGIN, fits

pytestmark = pytest.mark.django_db

LVIV = {"lat": "49.84", "lon": "24.03"}


def get(address: str, **params: Any) -> Any:
    return answer(address, params, code=200)


def answer(address: str, params: dict[str, Any], *, code: int) -> Any:
    response = Client().get(f"/api/v1/{address}", params)
    assert response.status_code == code, response.content.decode()
    return json.loads(response.content)


def slugs(results: list[dict[str, Any]]) -> list[str]:
    return [(result.get("center") or result)["slug"] for result in results]


@pytest.fixture
def country() -> Country:
    return Country()


@pytest.fixture
def core() -> set[str]:
    return {service["slug"] for service in get("services")["results"] if service["core"]}


# --- Shapes


def test_a_list_of_centers_has_its_shape() -> None:
    CenterPageFactory(slug="one", latitude=49.84, longitude=24.03)
    CenterPageFactory(slug="nowhere", unlocated=True)

    plain, measured = get("centers"), get("centers", **LVIV, profile="wheelchair", unknown="1")

    for said in (plain, measured):
        assert set(said) == {"count", "next", "previous", "results"}
        assert (said["count"], said["next"], said["previous"]) == (2, None, None)
        assert fits(said["results"], [FOUND])
    assert {(each["distance_km"], each["fit"], len(each["reasons"])) for each in plain["results"]} == {
        (None, "fits", 0)
    }
    assert [(each["slug"], each["distance_km"], each["fit"]) for each in measured["results"]] == [
        ("one", 0.0, "unknown"),
        ("nowhere", None, "unknown"),
    ]
    [reason] = measured["results"][0]["reasons"]
    assert (reason["code"], reason["profile"]) == ("access_unknown", "wheelchair")
    assert set(reason["items"]) <= set(access.FEATURES)


def test_the_nearest_have_their_shape() -> None:
    rohatyn = community()
    CenterPageFactory(slug="one", unlocated=True, communities=[rohatyn])

    said = get("centers/nearest", **LVIV)

    assert set(said) == {"origin", "results"}
    assert fits(said["origin"], ORIGIN)
    assert fits(said["results"], [HIT])
    assert said["origin"] == {"lat": 49.84, "lon": 24.03, "precision": "address", "place": None}
    [hit] = said["results"]
    expected = geodesic((49.84, 24.03), (rohatyn.latitude, rohatyn.longitude)).km
    assert (hit["precision"], hit["fit"], hit["reasons"]) == ("community", "fits", [])
    assert hit["distance_km"] == round(expected, 3)


# --- Origins


@pytest.fixture
def places() -> Place:
    """Рогатин, which can be one town only, and two villages Іванівка, between which only the person can choose."""
    unit = community()
    above = {"parent": unit, "community": unit, "raion": unit.raion, "oblast": unit.oblast}
    for latitude in (48.0, 49.0):
        PlaceFactory(name="Іванівка", latitude=latitude, **above)
    town = PlaceFactory(kind="M", name="Рогатин", latitude=49.41, longitude=24.61, **above)
    index()
    return town


@pytest.mark.parametrize("asked", ["q", "place"])
def test_a_place_is_an_origin_by_its_code_and_by_its_name(asked: str, places: Place) -> None:
    CenterPageFactory()

    said = get("centers/nearest", **{asked: {"q": "в Рогатині", "place": places.code}[asked]})

    assert fits(said["origin"], ORIGIN)
    assert said["origin"]["place"] == {"code": places.code, "name": "Рогатин"}
    assert said["origin"]["precision"] == "settlement"


def test_a_name_of_several_places_is_not_guessed(places: Place) -> None:
    said = answer("centers/nearest", {"q": "Іванівка"}, code=422)

    assert (said["code"], said["fields"]["q"]["code"]) == ("ambiguous", "ambiguous")
    assert [place["name"] for place in said["candidates"]] == ["Іванівка", "Іванівка"]
    assert said["fields"]["q"]["candidates"] == said["candidates"]


@pytest.mark.parametrize(
    ("address", "params", "name", "code"),
    [
        ("centers", {"km": "5"}, "km", "origin_required"),
        ("centers", {**LVIV, "km": "0"}, "km", "out_of_range"),
        ("centers", {**LVIV, "km": "5 км"}, "km", "invalid_value"),
        ("centers", {"service": ["legal-aid", "magic"]}, "service", "unknown_slug"),
        ("centers", {"group": "giants"}, "group", "unknown_slug"),
        ("centers", {"access": "lift"}, "access", "invalid_value"),
        ("centers", {"profile": "runner"}, "profile", "invalid_value"),
        ("centers", {"open": "tomorrow"}, "open", "invalid_value"),
        ("centers", {"status": "broken"}, "status", "invalid_value"),
        ("centers", {"oblast": "UA1"}, "oblast", "unknown_place"),
        ("centers", {"limit": "101"}, "limit", "out_of_range"),
        ("centers", {"limit": "0"}, "limit", "out_of_range"),
        ("centers", {"limit": "ten"}, "limit", "invalid_value"),
        ("centers", {"offset": "-1"}, "offset", "out_of_range"),
        ("centers", {"unknown": "yes"}, "unknown", "invalid_value"),
        ("centers", {"page": "2"}, "page", "unknown_parameter"),
        ("centers", {"view": "map"}, "view", "unknown_parameter"),
        ("centers/nearest", {}, "q", "origin_required"),
        ("centers/nearest", {"lat": "49"}, "lon", "invalid_value"),
        ("centers/nearest", {**LVIV, "limit": "51"}, "limit", "out_of_range"),
        ("centers/nearest", {**LVIV, "offset": "1"}, "offset", "unknown_parameter"),
        ("centers/nearest", {"q": "Ъъъ"}, "q", "unknown_place"),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_listed(
    address: str, params: dict[str, Any], name: str, code: str
) -> None:
    CenterPageFactory()

    said = answer(address, params, code=422)

    assert set(said) == {"code", "message", "fields"}
    assert said["code"] == code
    assert said["fields"][name]["code"] == code
    assert "results" not in said


# --- Pages


@given(limit=st.integers(1, 6), start=st.integers(0, 8), unknown=st.sampled_from([{}, {"unknown": "1"}]))
def test_following_next_meets_every_center_once_and_previous_leads_back(
    limit: int, start: int, unknown: dict[str, str]
) -> None:
    if not Place.objects.filter(kind="O").exists():
        for number in range(7):
            CenterPageFactory(latitude=49 + number / 10, longitude=24, services=["legal-aid"] * (number % 2))
    asked = {**LVIV, **unknown, "service": "legal-aid"}
    whole = get("centers", **asked, limit=100)

    met, said = [], get("centers", **asked, limit=limit, offset=start)
    first = said
    while True:
        met += slugs(said["results"])
        assert said["count"] == whole["count"] == len(whole["results"])
        assert len(said["results"]) <= limit
        if not said["next"]:
            break
        link = urlsplit(said["next"])
        assert said["next"].startswith("http://testserver/api/v1/centers?")
        said = json.loads(Client().get(f"{link.path}?{link.query}").content)

    assert met == slugs(whole["results"])[start:]
    assert (first["previous"] is None) == (start == 0)
    if first["previous"]:
        link = urlsplit(first["previous"])
        before = json.loads(Client().get(f"{link.path}?{link.query}").content)
        assert slugs(before["results"]) == slugs(whole["results"])[max(0, start - limit) :][:limit]


# --- The rules, by brute force over the whole list


def everything() -> list[dict[str, Any]]:
    """Every published center, whatever its state, as the API tells it."""
    return [
        center
        for status in ("any", "closed")
        for center in get("centers", status=status, limit=100)["results"]
    ]


def judged(asked: dict[str, Any], center: dict[str, Any], core: set[str]) -> str:
    """The table of filters over what the API says of a center, `yes` for all that is asked being `fits`."""
    answers = []
    for service in asked.get("service", []):
        if service in center["services"] or (service in core and center["status"] == "open"):
            answers.append("yes")
        else:
            answers.append("no" if center["services_verified_on"] else "unknown")
    for code in asked.get("access", []):
        answers.append({"yes": "yes", "na": "yes", "no": "no"}.get(center["access"][code], "unknown"))
    for profile in asked.get("profile", []):
        answers.append({"fits": "yes"}.get(fit := center["access_summary"][profile]["fit"], fit))
    if group := asked.get("group"):
        answers.append("yes" if not center["groups"] or group in center["groups"] else "no")
    if asked.get("open"):
        answers.append({True: "yes", False: "no", None: "unknown"}[center["open_now"]])
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "fits"


asks = st.fixed_dictionaries(
    {},
    optional={
        "service": st.lists(st.sampled_from([CORE, OTHER]), min_size=1, max_size=2, unique=True),
        "access": st.just(["entrance_step_free"]),
        "profile": st.lists(st.sampled_from(list(access.PROFILES)), min_size=1, max_size=2, unique=True),
        "group": st.just("veterans"),
        "open": st.just("now"),
        "status": st.sampled_from(["open", "planned", "suspended", "closed", "any"]),
        "km": st.floats(0.1, 1500).map(lambda km: round(km, 2)),
        "unknown": st.just("1"),
    },
)


def expected(
    asked: dict[str, Any], origin: tuple[float, float], centers: list[dict[str, Any]], core: set[str]
) -> list[tuple[str, float | None, str]]:
    wanted = asked.get("status", "open")
    parts: dict[str, list[tuple[bool, float, str]]] = {"fits": [], "unknown": [], "no": []}
    for center in centers:
        if center["status"] != wanted and not (wanted == "any" and center["status"] != "closed"):
            continue
        located = center["lat"] is not None
        km = geodesic(origin, (center["lat"], center["lon"])).km if located else 0.0
        if "km" in asked and (not located or km > asked["km"]):
            continue
        parts[judged(asked, center, core)].append((not located, km, center["slug"]))
    return [
        (slug, None if lost else round(km, 3), fit)
        for fit in (("fits", "unknown") if "unknown" in asked else ("fits",))
        for lost, km, slug in sorted(parts[fit])
    ]


@given(world=worlds, asked=asks, origin=origins, limit=st.integers(1, 20))
def test_list_and_nearest_are_what_another_program_computes_from_the_whole_list(
    country: Country,
    core: set[str],
    world: Any,
    asked: dict[str, Any],
    origin: tuple[float, float],
    limit: int,
) -> None:
    country.become(world)
    CenterPage.objects.update(latitude=F("public_latitude"), longitude=F("public_longitude"))
    point = {"lat": repr(origin[0]), "lon": repr(origin[1])}

    told = expected(asked, origin, everything(), core)
    listed = get("centers", **asked, **point, limit=100)
    nearest = get("centers/nearest", **asked, **point, limit=limit)

    assert [(hit["slug"], hit["distance_km"], hit["fit"]) for hit in listed["results"]] == told
    assert listed["count"] == len(told)
    assert [(hit["center"]["slug"], hit["distance_km"], hit["fit"]) for hit in nearest["results"]] == told[
        :limit
    ]


# --- Cost


@pytest.mark.parametrize(
    "asked",
    [
        ("centers", {"limit": "100"}),
        ("centers", {**LVIV, "profile": "wheelchair", "unknown": "1", "limit": "100"}),
        ("centers/nearest", {**LVIV, "service": "legal-aid", "unknown": "1", "limit": "50"}),
    ],
)
def test_more_centers_cost_no_more_queries(
    asked: tuple[str, dict[str, Any]], django_assert_num_queries: Any
) -> None:
    def center(number: int) -> None:
        CenterPageFactory(
            latitude=49 + number / 100,
            longitude=24,
            communities=[community(f"Громада{number}ська", oblast=oblast())],
            services=["legal-aid"],
            groups=["veterans"],
            taking_requests=True,
        )

    center(0)
    center(1)
    get(asked[0], **asked[1])
    with CaptureQueriesContext(connection) as asked_of_it:
        get(asked[0], **asked[1])
    few = len(asked_of_it)
    for number in range(2, 9):
        center(number)
    get(asked[0], **asked[1])  # the first after a change reads the directory anew

    with django_assert_num_queries(few):
        assert len(get(asked[0], **asked[1])["results"]) == 9
    assert few <= 15

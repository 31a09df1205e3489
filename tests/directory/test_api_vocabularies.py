"""The public API beside the centers: vocabularies, settings, places, and where a request would go."""

from typing import Any

import pytest

from directory.gazetteer.indexing import index
from directory.models import Hotline, Place
from portal.models import PortalSettings
from tests.directory.asking import get
from tests.factories import CenterPageFactory, PlaceFactory, community, oblast
from tests.shapes import CHOICE, PLACE, SUITABLE, VOCABULARIES, fits

pytestmark = pytest.mark.django_db


# --- Vocabularies and settings


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_has_its_shape(name: str) -> None:
    oblast()
    Hotline.objects.create(number="116 123", name="Лінія", name_en="Line")

    said = get(name)

    assert set(said) == {"results"}
    assert said["results"]
    assert fits(said["results"], [VOCABULARIES[name]])


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_costs_the_same_queries_however_many_centers_there_are(
    name: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        CenterPageFactory(
            services=["legal-aid"], communities=[community(f"Громада{number}ська")], groups=["veterans"]
        )

    with django_assert_max_num_queries(5):
        get(name)


def test_a_count_says_how_many_centers_the_filter_finds() -> None:
    CenterPageFactory(services=["legal-aid"], access={"entrance_step_free": "yes"}, groups=["veterans"])
    CenterPageFactory(access={"entrance_door_width": "no"})
    CenterPageFactory(status="planned", services=["legal-aid"])
    CenterPageFactory(live=False, services=["legal-aid"])
    filters = {
        "services": ("service", "slug"),
        "groups": ("group", "slug"),
        "access-features": ("access", "code"),
        "profiles": ("profile", "code"),
        "oblasts": ("oblast", "code"),
    }

    for vocabulary, (parameter, key) in filters.items():
        for word in get(vocabulary)["results"]:
            found = get("centers", **{parameter: word[key]})
            assert word["count"] == found["count"], (vocabulary, word)
    needs = {need["slug"]: need["count"] for need in get("needs")["results"]}
    assert (needs["legal"], needs["talk"], needs["unsure"]) == (1, 2, 2)


def test_oblasts_stand_in_the_order_of_the_ukrainian_alphabet() -> None:
    for prefix, name in [("UA26", "Івано-Франківська"), ("UA07", "Волинська"), ("UA05", "Вінницька")]:
        oblast(f"{prefix}000000000000000", name)

    assert [said["name"] for said in get("oblasts")["results"]] == [
        "Вінницька", "Волинська", "Івано-Франківська",
    ]  # fmt: skip


def test_the_codes_of_an_oblast_differ_where_they_do() -> None:
    oblast("UA73000000000044923", "Чернівецька")

    [said] = get("oblasts")["results"]

    assert said == {
        "code": "UA73000000000044923",
        "iso": "UA-77",
        "name": "Чернівецька",
        "name_en": "Chernivtsi oblast",
        "count": 0,
    }


def test_a_hotline_that_is_not_shown_is_not_listed() -> None:
    Hotline.objects.create(number="1", name="а", name_en="a", shown=False)

    assert all(line["number"] != "1" for line in get("hotlines")["results"])


def test_the_settings_are_public() -> None:
    PortalSettings.objects.update_or_create(pk=1, defaults={"reach_km": 70, "martial_law": False})

    assert get("site") == {
        "martial_law": False,
        "reach_km": 70,
        "take_within_hours": 48,
        "keep_days": 180,
    }


# --- Places (names are resolved in test_places.py)


@pytest.mark.parametrize("text", ["", "  ", "щ" * 121])
def test_places_need_a_name(text: str) -> None:
    assert get("places", 422, q=text)["fields"]["q"]["code"] in ("invalid_value", "out_of_range")


@pytest.fixture
def rohatyn() -> Place:
    """A town in a community, and Kyiv, which is in none; both can be found by name."""
    unit = community()
    PlaceFactory(code="UA80000000000093317", kind="K", name="Київ", latitude=50.45, longitude=30.52)
    Place.objects.filter(kind="K").update(oblast="UA80000000000093317")
    town = PlaceFactory(
        kind="M", name="Рогатин", parent=unit, community=unit, raion=unit.raion, oblast=unit.oblast
    )
    index()
    return town


def test_a_place_has_the_units_above_it(rohatyn: Place) -> None:
    said = get("places", q="Рогатин")["results"][0]

    assert fits(said, PLACE)
    assert said == {
        "code": rohatyn.code,
        "name": "Рогатин",
        "kind": "M",
        "community": {"code": rohatyn.community.code, "name": "Рогатинська"},
        "raion": {"code": rohatyn.raion.code, "name": rohatyn.raion.name},
        "oblast": {"code": rohatyn.oblast.code, "name": "Львівська"},
        "lat": rohatyn.latitude,
        "lon": rohatyn.longitude,
        "precision": "settlement",
    }


def test_a_city_with_special_status_is_in_no_community(rohatyn: Place) -> None:
    [said] = get("places", q="Київ")["results"]

    assert fits(said, PLACE)
    assert (said["community"], said["raion"]) == (None, None)
    assert said["oblast"] == {"code": said["code"], "name": "Київ"}


def test_nothing_called_so_is_an_empty_list(rohatyn: Place) -> None:
    assert get("places", q="qqqqqqqq") == {"results": []}


# --- Where a request would go (routing itself: test_routing.py)


def test_the_suitable_center_is_told_with_the_reasons() -> None:
    CenterPageFactory(slug="near", latitude=49.84, longitude=24.03)
    CenterPageFactory(slug="able", latitude=49.9, longitude=24.1, taking_requests=True)
    CenterPageFactory(slug="next", latitude=50.9, longitude=24.1, taking_requests=True)

    said = get("centers/suitable", lat=49.84, lon=24.03, need=["talk", "unsure"], profile="wheelchair")

    assert fits(said, SUITABLE)
    assert said["origin"] == {"lat": 49.84, "lon": 24.03, "precision": "address", "place": None}
    assert said["chosen"]["center"]["slug"] == "able"
    assert (said["chosen"]["tier"], said["chosen"]["fit"]) == (1, "unknown")
    assert {reason["code"] for reason in said["chosen"]["reasons"]} == {"nearest", "offers", "access_unknown"}
    assert [choice["center"]["slug"] for choice in said["alternatives"]] == ["next"]
    assert said["passed_over"] == [
        {"slug": "near", "distance_km": 0.0, "why": ["not_accepting", "access_unknown"]}
    ]
    assert (said["refused"], said["why"]) == (None, None)


def test_without_an_able_center_nothing_is_chosen_and_that_is_said() -> None:
    CenterPageFactory(slug="near")

    said = get("centers/suitable", lat=49.84, lon=24.03, chosen="near")

    assert fits(said, SUITABLE)
    assert (said["chosen"], said["alternatives"], said["passed_over"]) == (None, [], [])
    assert (said["why"], said["refused"]) == ("no_able_center", {"slug": "near", "why": ["not_accepting"]})


def test_the_chosen_center_stands_for_the_origin() -> None:
    CenterPageFactory(slug="one", unlocated=True, taking_requests=True)

    said = get("centers/suitable", chosen="one")

    assert fits(said["chosen"], CHOICE)
    assert (said["origin"], said["chosen"]["distance_km"]) == (None, None)


@pytest.mark.parametrize(
    ("params", "name", "code"),
    [
        ({}, "place", "origin_required"),
        ({"lat": "49"}, "lon", "invalid_value"),
        ({"lat": "49", "lon": "x"}, "lon", "invalid_value"),
        ({"lat": "91", "lon": "24"}, "lat", "out_of_range"),
        ({"lat": "nan", "lon": "24"}, "lat", "invalid_value"),
        ({"lat": "49", "lon": "24", "place": "UA1"}, "place", "invalid_value"),
        ({"place": "UA1"}, "place", "unknown_place"),
        ({"lat": "49", "lon": "24", "need": "nothing"}, "need", "unknown_slug"),
        ({"lat": "49", "lon": "24", "profile": "nobody"}, "profile", "invalid_value"),
        ({"lat": "49", "lon": "24", "remote": "yes"}, "remote", "invalid_value"),
        ({"lat": "49", "lon": "24", "chosen": "nowhere"}, "chosen", "unknown_slug"),
        ({"lat": ["49", "49"], "lon": "24"}, "lat", "repeated"),
        ({"lat": "49", "lon": "24", "km": "5"}, "km", "unknown_parameter"),
    ],
)
def test_what_is_not_understood_is_named(params: dict[str, Any], name: str, code: str) -> None:
    said = get("centers/suitable", 422, **params)

    assert said["fields"][name]["code"] == code
    assert said["code"] in {field["code"] for field in said["fields"].values()}


def test_an_oblast_is_no_origin_and_what_to_use_instead_is_said() -> None:
    said = get("centers/suitable", 422, place=oblast().code)

    assert said["fields"]["place"]["code"] == "invalid_value"
    assert "oblast" in said["fields"]["place"]["message"]

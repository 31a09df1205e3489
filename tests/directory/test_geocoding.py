"""Streets and houses at a geocoder of one's own, against real little servers; the settlement when there is none."""

import json
import logging
import socket
import time

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from directory import geocoding
from directory.addresses import address_in
from directory.geo import Point
from directory.geocoding import breaker, service
from directory.geocoding.breaker import Breaker
from directory.models.places import Place
from directory.origins import Origin
from portal import health
from tests.directory.geocoders import nominatim, photon, serving

STREET = "вул. Галицька 5"
HOUSE = {"lat": 49.4102, "lon": 24.6123, "osm_key": "building", "name": "Галицька, 5", "housenumber": "5"}
ROAD = {"lat": 49.4111, "lon": 24.6111, "osm_key": "highway", "name": "Галицька"}
TOWN = {"lat": 49.41, "lon": 24.61, "osm_key": "place", "name": "Рогатин"}
FAR = HOUSE | {"lat": 48.92, "lon": 24.71}
ABROAD = HOUSE | {"lat": 52.23, "lon": 21.01}
SPEAKERS = [("photon", photon), ("nominatim", nominatim)]


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Nobody has asked yet."""
    monkeypatch.setattr(geocoding, "circuit", Breaker(failures=3, rest=60))
    cache.clear()


@pytest.fixture
def rohatyn():
    oblast = Place(code="UA26000000000069363", kind="O", name="Івано-Франківська")
    return Place(
        code="UA26040270010067876", kind="M", name="Рогатин", oblast=oblast, own_point=True,
        latitude=49.4098, longitude=24.6097,
    )  # fmt: skip


@pytest.fixture
def use(settings):
    def use(geocoder):
        settings.GEOCODER = geocoder.address
        return geocoder

    return use


def origin(place, text="Рогатин, вул. Галицька 5, кв. 12"):
    return Origin.at_address(place, address_in(text))


@pytest.mark.parametrize(("kind", "speak"), SPEAKERS)
def test_a_house_is_where_distances_start(rohatyn, use, kind, speak):
    with serving(kind, speak(TOWN, ROAD, HOUSE)) as geocoder:
        use(geocoder)
        found = origin(rohatyn)

    assert (found.point, found.precision, found.missed) == (Point(49.4102, 24.6123), "address", "")
    assert found.place is rohatyn
    asked = geocoder.asked[0]
    assert asked["q"] == ["вул. Галицька 5, Рогатин, Івано-Франківська область"]  # and not the flat
    assert "bbox" in asked or asked["bounded"] == ["1"]


@pytest.mark.parametrize(("kind", "speak"), SPEAKERS)
def test_a_street_without_the_house_is_no_exact_address(rohatyn, use, kind, speak):
    with serving(kind, speak(ROAD)) as geocoder:
        use(geocoder)
        assert (origin(rohatyn).precision, origin(rohatyn).missed) == ("settlement", "house")
        whole = origin(rohatyn, "Рогатин, вул. Галицька")
        assert (whole.point, whole.precision, whole.missed) == (Point(49.4111, 24.6111), "address", "")


@pytest.mark.parametrize(("kind", "speak"), SPEAKERS)
@pytest.mark.parametrize("places", [[], [TOWN], [FAR], [ABROAD]], ids=["nothing", "town", "far", "abroad"])
def test_what_is_no_address_there_leaves_the_settlement(rohatyn, use, kind, speak, places):
    with serving(kind, speak(*places)) as geocoder:
        use(geocoder)
        found = origin(rohatyn)

    assert (found.point, found.precision, found.missed) == (rohatyn.point, "settlement", "nothing")


def test_without_a_geocoder_it_is_the_settlement(rohatyn, settings):
    settings.GEOCODER = ""
    assert (origin(rohatyn).point, origin(rohatyn).missed) == (rohatyn.point, "off")


@pytest.mark.parametrize("health", ["error", "moved", "slow", "drip"])
def test_a_sick_geocoder_is_waited_for_three_times_and_then_not_at_all(rohatyn, use, health, monkeypatch):
    monkeypatch.setattr(service, "SECONDS", 0.3)
    with serving("photon", photon(HOUSE), health) as geocoder:
        use(geocoder)
        for _ in range(3):
            found = origin(rohatyn)
            assert (found.point, found.missed) == (rohatyn.point, "down")
        assert geocoding.circuit.is_resting
        assert origin(rohatyn).missed == "down"
        # neither was anybody asked after that, nor a redirect followed
        assert [each["path"] for each in geocoder.asked] == [["/api"]] * 3


def test_a_dead_geocoder_is_not_waited_for(rohatyn, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.GEOCODER = f"nominatim:http://127.0.0.1:{nobody.getsockname()[1]}"
        assert origin(rohatyn).missed == "down"


class Clock:
    """What a breaker asks for the time."""

    def __init__(self):
        self.now = 1_000.0

    def monotonic(self):
        return self.now


def test_after_the_rest_one_asks_and_it_recovers_by_itself(rohatyn, use, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(breaker, "time", clock)
    with serving("photon", photon(HOUSE), "error") as geocoder:
        use(geocoder)
        for _ in range(3):
            origin(rohatyn)
        geocoder.health = "up"
        assert origin(rohatyn).missed == "down"
        clock.now += 61
        assert origin(rohatyn).precision == "address"
        assert not geocoding.circuit.is_resting
        assert origin(rohatyn, "Рогатин, вул. Галицька 6").precision == "address"


def test_a_trial_after_the_rest_is_one_persons():
    circuit = Breaker(failures=1, rest=0.01)
    circuit.failed()
    time.sleep(0.02)
    circuit._rest = 60
    assert [circuit.allows() for _ in range(3)] == [True, False, False]


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["features", "geometry", "coordinates", "properties", "lat", "class"]), inner
        )
    ),
    max_leaves=12,
)
garbage = st.binary(max_size=40) | json_values.map(lambda value: json.dumps(value).encode())
half_right = json_values.map(lambda value: json.dumps(photon(HOUSE | {"lat": value, "lon": value})).encode())


@pytest.fixture(scope="module")
def babbler():
    with serving("photon") as geocoder:
        yield geocoder


@given(
    body=garbage | half_right | json_values.map(lambda v: json.dumps([HOUSE | {"lat": v, "lon": v}]).encode())
)
def test_nonsense_is_no_answer(rohatyn, settings, babbler, body):
    babbler.answer = body
    for kind in ("photon", "nominatim"):
        settings.GEOCODER = f"{kind}:{babbler.address.partition(':')[2]}"
        geocoding.circuit.succeeded()
        cache.clear()
        found = origin(rohatyn)
        assert found.missed in ("down", "nothing", "")
        assert found.point == rohatyn.point or found.missed == ""


def test_a_body_without_end_is_cut_off(rohatyn, use):
    with serving("photon", b"[" * 2_000_000) as geocoder:
        use(geocoder)
        assert origin(rohatyn).missed == "down"


def test_the_address_is_kept_nowhere_in_clear(rohatyn, use, caplog):
    caplog.set_level(logging.INFO)
    secret = "Рогатин, вул. Потаємна 77"
    with serving("photon", photon(HOUSE | {"street": "Потаємна"})) as geocoder:
        use(geocoder)
        origin(rohatyn, secret)
        origin(rohatyn, secret)
        assert len(geocoder.asked) == 1  # the second was remembered
        kept = repr(list(cache._cache.items()))
        geocoder.health = "error"
        origin(rohatyn, "Рогатин, вул. Потаємна 78")

    assert "geocoder:" in kept
    for word in ("Потаємна", "потаємна", "\\u041f\\u043e\\u0442", "%D0%9F%D0%BE%D1%82"):
        assert word not in kept
        assert word not in caplog.text
    assert "The geocoder did not answer: Unavailable" in caplog.text


def test_readiness_names_the_geocoder_and_its_state(use, monkeypatch):
    with serving("photon", photon(TOWN)) as geocoder:
        use(geocoder)
        monkeypatch.setitem(health.WATCHES, "geocoder", health.Watch(geocoding.look))
        assert _finding() == {"state": "ok", "engine": "photon"}
        geocoder.health = "error"
        monkeypatch.setitem(health.WATCHES, "geocoder", health.Watch(geocoding.look))
        assert _finding() == {"state": "down"}


def _finding():
    watch = health.WATCHES["geocoder"]
    watch.begin()
    return {name: value for name, value in watch.finding(time.monotonic() + 3).items() if name != "age"}


@pytest.mark.parametrize(
    ("text", "place", "street", "house"),
    [
        ("Рогатин, вул. Галицька 5", "Рогатин", "вул. Галицька 5", True),
        ("вул. Галицька, 5, Рогатин", "Рогатин", "вул. Галицька, 5", True),
        ("Рогатин вул. Галицька", "Рогатин", "вул. Галицька", False),
        ("вул. Галицька 5 Рогатин", "Рогатин", "вул. Галицька 5", True),
        ("Рогатин, Галицька 5", "Рогатин", "Галицька 5", True),
        ("Галицька вулиця 5, Рогатин", "Рогатин", "Галицька вулиця 5", True),
        ("м. Рогатин, Івано-Франківська обл., вул. Галицька, буд. 5, кв. 12",
         "м. Рогатин, Івано-Франківська обл.", "вул. Галицька, буд. 5", True),
        ("Lviv, Horodotska St 12", "Lviv", "Horodotska St 12", True),
        ("Харків пр-т Науки 14а", "Харків", "пр-т Науки 14а", True),
    ],
)  # fmt: skip
def test_an_address_is_a_settlement_and_a_street(text, place, street, house):
    found = address_in(text)
    assert (found.place, found.street, found.has_house) == (place, street, house)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Рогатин",
        "Іванівка, Херсонська обл.",
        "вулиця Прикладна, 12",
        "Прикладна 12",
        "5, 6",
        "вул. , Львів",
    ],
)
def test_what_names_no_settlement_and_street_is_no_address(text):
    assert address_in(text) is None


@given(st.text(max_size=60) | st.text("вулпросм. ,5а№", max_size=30))
def test_any_text_is_an_address_or_none(text):
    found = address_in(text)
    assert found is None or (found.place and found.street)

"""Editors set where a center is by looking its address up."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from directory import geocoding
from directory.editing.locating import precision_words
from directory.geo import Point
from directory.geocoding.breaker import Breaker
from directory.models.position import Position
from tests.directory.geocoders import photon, serving
from tests.factories import CenterPageFactory, PlaceFactory, UserFactory, editor_of, oblast

pytestmark = pytest.mark.django_db
HOUSE = {"lat": 49.41, "lon": 24.61, "osm_key": "building", "name": "Галицька <5>", "housenumber": "5"}
ROAD = {"lat": 49.42, "lon": 24.62, "osm_key": "highway", "name": "Галицька"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(geocoding, "circuit", Breaker(failures=3, rest=60))
    cache.clear()


@pytest.fixture
def town():
    return PlaceFactory(
        kind="M", name="Рогатин", oblast=oblast(), latitude=49.41, longitude=24.61, own_point=True
    )


@pytest.fixture
def center(town):
    return CenterPageFactory(settlement=town, oblast=oblast())


@pytest.fixture
def editor(center, sign_in):
    return sign_in(editor_of(center))


def find(client, center, **said):
    return client.post(reverse("position:find", args=[center.pk]), said)


def test_points_are_offered_with_how_exact_they_are(editor, center, town, settings):
    with serving("photon", photon(ROAD, HOUSE)) as geocoder:
        settings.GEOCODER = geocoder.address
        answer = find(editor, center, street="вул. Галицька 5", settlement=town.pk)
    page = answer.content.decode()

    assert "no-store" in answer["Cache-Control"]
    assert page.index('data-lat="49.41" data-lon="24.61"') < page.index('data-lat="49.42" data-lon="24.62"')
    assert "Галицька &lt;5&gt;" in page
    assert "сам будинок" in page
    assert "лише вулиця" in page


def test_without_a_geocoder_it_says_so_and_offers_the_town(editor, center, town):
    page = find(editor, center, street="вул. Галицька 5", settlement=town.pk).content.decode()

    assert "не налаштовано" in page
    assert "м. Рогатин" in page
    assert 'data-lat="" data-lon=""' in page


@pytest.mark.parametrize(
    ("said", "words"),
    [({"street": "вул. Галицька"}, "Спершу виберіть"), ({"settlement": "town"}, "Спершу напишіть")],
)
def test_what_is_missing_is_named(editor, center, town, said, words):
    assert (
        words
        in find(
            editor, center, **{k: town.pk if v == "town" else v for k, v in said.items()}
        ).content.decode()
    )


def test_only_who_edits_the_page_may_ask(center, editor, sign_in):
    other, stranger = sign_in(editor_of(CenterPageFactory(oblast=oblast()))), sign_in(UserFactory())

    for client in (other, stranger, Client()):  # Wagtail leads whom it refuses away
        answer = find(client, center)
        assert (answer.status_code, answer.content) == (302, b"")
    assert editor.get(reverse("position:find", args=[center.pk])).status_code == 405
    assert find(editor, center).status_code == 200


@given(street=st.text(max_size=200), code=st.text(max_size=30))
@example(street="\0", code="")
@example(street="вул. Соборна, 1", code="\0")
def test_any_text_is_answered(editor, center, street, code):
    expected = 400 if "\0" in street + code else 200  # zero bytes are refused at the door
    assert find(editor, center, street=street, settlement=code).status_code == expected


def test_the_form_says_how_exact_the_position_is(editor, center):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[center.pk])).content.decode()

    assert "Знайти за адресою" in page
    assert precision_words(center.position) in page


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (Position(Point(49, 24), "address"), "exact"),
        (Position(Point(49, 24), "settlement"), "town or village"),
        (Position(Point(49, 24), "community"), "only the community"),
        (Position(None, None), "not known"),
        (Position(Point(49, 24), "community", hidden=True), "hidden"),
    ],
)
def test_precision_in_words(position, words):
    from django.utils.translation import override

    with override("en"):
        assert words in precision_words(position)

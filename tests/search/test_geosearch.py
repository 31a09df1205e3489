"""Lists and the nearest, against brute force; what the database has to do for them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from directory import geo
from directory.alphabet import alphabetical
from directory.fit import Asked
from directory.origins import Origin
from search.geosearch import GeoQuery, find_centers, find_nearest
from tests.examples import Km, many
from tests.factories import CenterPageFactory, community, oblast
from tests.search import oracle, worlds

pytestmark = pytest.mark.django_db

LVIV = Origin.at_point(49.8397, 24.0297)
NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - Kyiv time, as people type it


@pytest.fixture
def country() -> worlds.Country:
    return worlds.Country()


def query_of(question: oracle.Question) -> GeoQuery:
    return GeoQuery(
        origin=Origin.at_point(*question.origin) if question.origin else None,
        km=question.km if question.origin else None,
        asked=Asked(
            services=question.services,
            access=("entrance_step_free",) if question.step_free else (),
            group=question.group,
            open_at=NOON if question.open else None,
        ),
        status=question.status,
    )


def told(hits):
    return [(hit.slug, None if hit.distance is None else Km(hit.distance)) for hit in hits]


@many
@given(world=worlds.worlds, question=worlds.questions(worlds.origins))
def test_a_list_with_an_origin_is_what_brute_force_finds(country, world, question):
    country.become(world)
    expected = oracle.answer(question, world)

    hits = find_centers(query_of(question))

    assert told(hits[: hits.fits]) == expected["fits"]
    assert told(hits[hits.fits :]) == expected["unknown"]
    assert told(find_centers(query_of(question), unknown=False)) == expected["fits"]


@given(world=worlds.worlds, question=worlds.questions(st.none()))
def test_a_list_without_an_origin_is_by_name_then_slug(country, world, question):
    country.become(world)
    question = oracle.Question(**{**question.__dict__, "km": None})
    expected = oracle.answer(question, world)

    assert told(find_centers(query_of(question))) == [*expected["fits"], *expected["unknown"]]


@many
@given(
    world=worlds.worlds,
    question=worlds.questions(worlds.origins),
    limit=st.integers(1, 8),
    unknown=st.booleans(),
)
def test_the_nearest_are_what_brute_force_finds(country, world, question, limit, unknown):
    country.become(world)
    expected = oracle.answer(question, world)

    hits = find_nearest(query_of(question), limit, unknown=unknown)

    everything = [*expected["fits"], *(expected["unknown"] if unknown else [])]
    assert told(hits) == everything[:limit]


@given(
    world=worlds.worlds,
    question=worlds.questions(worlds.points),
    cuts=st.lists(st.integers(-20, 20), min_size=1, max_size=4),
)
def test_pages_of_a_list_are_pieces_of_it_in_whatever_order_they_are_read(country, world, question, cuts):
    country.become(world)
    whole, pieces = list(find_centers(query_of(question))), find_centers(query_of(question))

    for cut in cuts:
        assert told(pieces[cut : cut + 3]) == told(whole[cut : cut + 3])


def test_the_limit_of_a_distance_is_included():
    center = CenterPageFactory(latitude=48.6208, longitude=22.2879)
    exactly = geodesic((49.8397, 24.0297), (center.latitude, center.longitude)).km

    assert [hit.slug for hit in find_centers(GeoQuery(LVIV, km=exactly))] == [center.slug]
    assert not find_centers(GeoQuery(LVIV, km=exactly * (1 - 1e-15)))
    assert find_nearest(GeoQuery(LVIV, km=exactly), 5)
    assert not find_nearest(GeoQuery(LVIV, km=exactly * (1 - 1e-15)), 5)


def test_the_nearest_may_be_at_the_other_end_of_the_world():
    far = CenterPageFactory(latitude=44.4, longitude=33.5)

    assert [hit.slug for hit in find_nearest(GeoQuery(Origin.at_point(-40.0, -146.0)), 3)] == [far.slug]


def test_a_hidden_center_is_as_far_as_its_community():
    rohatyn = community()
    CenterPageFactory(communities=[rohatyn], hide_position=True)  # in Lviv itself

    [hit] = find_nearest(GeoQuery(LVIV), 3)

    assert hit.distance == pytest.approx(
        geodesic((49.8397, 24.0297), (rohatyn.latitude, rohatyn.longitude)).km
    )
    assert hit.precision == "community"


def test_a_center_that_is_not_public_is_nowhere():
    CenterPageFactory(live=False)
    CenterPageFactory(live=False, unlocated=True)

    assert not find_centers(GeoQuery())
    assert not find_nearest(GeoQuery(LVIV), 3)


def test_an_oblast_is_a_border():
    inside = CenterPageFactory()
    CenterPageFactory(oblast=oblast("UA26000000000069363", "Івано-Франківська"))

    query = GeoQuery(LVIV, oblast=inside.oblast.pk)

    assert [hit.slug for hit in find_centers(query)] == [inside.slug]
    assert [hit.slug for hit in find_nearest(query, 5)] == [inside.slug]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ґанок", "Дім"), ("Єдність", "Жито"), ("Ірпінь", "Їжак"), ("Їжак", "Йод"), ("«Явір»", "«Ґрунт»")],
)
def test_names_are_ordered_as_in_the_ukrainian_alphabet(first, second):
    expected = [first, second] if first != "«Явір»" else [second, first]
    assert sorted([first, second], key=alphabetical) == expected


# --- The database --------------------------------------------------------------------------------------------


def queries_of(search) -> int:
    with CaptureQueriesContext(connection) as queries:
        search()
    return len(queries)


def test_it_is_asked_only_whether_anything_changed():
    query = GeoQuery(LVIV, asked=Asked(services=("legal-aid",), group="veterans"))
    CenterPageFactory.create_batch(2, services=["legal-aid"])
    after_a_change = queries_of(lambda: find_centers(query))
    CenterPageFactory.create_batch(20, services=["legal-aid"])

    assert queries_of(lambda: find_centers(query)) == after_a_change == 3
    assert queries_of(lambda: find_centers(query)) == queries_of(lambda: find_nearest(query, 3)) == 1


def test_only_what_may_be_nearest_is_measured(monkeypatch):
    near = CenterPageFactory.create_batch(3)
    for number in range(60):
        CenterPageFactory(latitude=47.0 + number / 100, longitude=37.0)
    measured = []
    kms = geo.kms
    monkeypatch.setattr(geo, "kms", lambda origin, points: measured.extend(points) or kms(origin, points))

    hits = find_nearest(GeoQuery(LVIV), 3)

    assert {hit.slug for hit in hits} == {center.slug for center in near}
    assert len(measured) < 10

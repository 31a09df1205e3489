"""What words in the search box are taken for."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils.translation import override

from directory.gazetteer.indexing import index
from directory.models import Place
from search.geosearch import find_centers
from search.parameters import Search, read_nearest, read_search
from search.presenting import origin_words
from search.readings import candidate_links, street_note
from search.words import same_word
from tests.directory.geocoders import photon, serving
from tests.factories import CenterPageFactory, PlaceFactory, community, english, oblast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> dict[str, Place]:
    """Two oblasts, a town with its community, and a village of the same name in each oblast."""
    lviv, kherson = oblast(), oblast("UA65000000000030969", "Херсонська")
    home = community()
    town = PlaceFactory(
        kind="M",
        name="Рогатин",
        population=7_000,
        oblast=lviv,
        raion=home.raion,
        community=home,
        latitude=49.41,
    )
    villages = [
        PlaceFactory(name="Іванівка", population=900, oblast=region, raion=home.raion, community=home)
        for region in (lviv, kherson)
    ]
    index()
    return {"oblast": lviv, "town": town, "one": villages[0], "other": villages[1]}


def read(text: str, **more: str) -> Search:
    params = QueryDict(mutable=True)
    params.update({"q": text, **more})
    return read_search(params)


def reading(text: str, **more: str) -> str | None:
    search = read(text, **more)
    assert search.understood is not None
    return search.understood.reading.kind if search.understood.reading else None


@pytest.mark.parametrize(
    ("text", "kind", "slug"),
    [
        ("психолог", "service", "psychosocial-support"),
        ("ПСИХОЛОГОМ", "service", "psychosocial-support"),
        ("юридичної допомоги", "service", "legal-aid"),
        ("Legal aid", "service", "legal-aid"),
        ("ветеранам", "group", "veterans"),
        ("people with disabilities", "group", "disability"),
        ("Знайти роботу", "need", "work"),
    ],
)
def test_a_word_of_the_vocabularies_comes_first(text, kind, slug):
    search = read(text)

    assert search.problems == {}
    assert (search.understood.reading.kind, search.understood.reading.term.slug) == (kind, slug)


def test_a_need_asks_for_the_service_that_answers_it():
    assert read("Знайти роботу").query.asked.services == ("employment-advice",)
    assert read("Ще не знаю").query.asked.services == ()


def test_a_service_in_words_is_asked_for_beside_the_others():
    assert read("юрист", service="trainings").query.asked.services == ("trainings", "legal-aid")


def test_a_second_group_is_no_group_but_words():
    assert read("ветеран", group="children").query.asked.group == "children"
    assert reading("ветеран", group="children") != "group"


@pytest.mark.parametrize("text", ["Рогатин", "в Рогатині", "м. Рогатин", "rohatyn"])
def test_a_place_is_where_distances_start(places, text):
    search = read(text, km="20")

    assert search.problems == {}
    assert search.query.origin.place == places["town"]
    assert search.query.km == 20


def test_a_name_of_several_places_asks_which(places):
    problem = read("Іванівка").problems["q"]

    assert problem.code == "ambiguous"
    assert {place.pk for place in problem.candidates} == {places["one"].pk, places["other"].pk}
    assert read("Іванівка, Херсонська область").query.origin.place == places["other"]


def test_a_slip_is_offered_and_not_taken(places):
    problem = read("Рогатн").problems["q"]

    assert (problem.code, problem.candidates) == ("ambiguous", (places["town"],))


def test_a_street_beside_a_settlement_leaves_the_settlement_where_nobody_knows_streets(places):
    search = read("Рогатин, вул. Галицька 5, кв. 3", km="20")

    assert search.problems == {}
    assert search.understood.reading.address.street == "вул. Галицька 5"
    origin = search.query.origin
    assert (origin.place, origin.precision, origin.missed) == (
        places["town"],
        places["town"].precision,
        "off",
    )
    assert "start from the town or village" in in_english(street_note, origin)
    assert read_nearest(QueryDict("q=Рогатин, вул. Галицька 5")).query.origin == origin


def test_a_street_in_one_of_several_places_asks_which(places):
    problem = read("Іванівка, вул. Шевченка 5").problems["q"]

    assert problem.code == "ambiguous"
    assert len(problem.candidates) == 2


def test_a_street_is_kept_when_one_of_several_places_is_chosen(places):
    links, _more = candidate_links(places_of_name(places), QueryDict("q=вул. Шевченка 5, Іванівка&km=20"))

    for village, link in zip(places_of_name(places), links, strict=True):
        chosen = read_search(QueryDict(link["url"].partition("?")[2]))
        assert chosen.problems == {}
        assert chosen.query.km == 20
        assert (chosen.query.origin.place, chosen.query.origin.street) == (village, "вул. Шевченка 5")


def places_of_name(places: dict[str, Place]) -> list[Place]:
    return [places["one"], places["other"]]


def test_an_address_is_where_distances_start_when_a_geocoder_knows_it(places, settings):
    house = {"lat": 49.42, "lon": places["town"].longitude, "osm_key": "building", "housenumber": "5"}
    with serving("photon", photon(house)) as geocoder:
        settings.GEOCODER = geocoder.address
        search = read("Рогатин, вул. Галицька 5")

    assert (search.query.origin.point.lat, search.query.origin.precision) == (49.42, "address")
    assert street_note(search.query.origin) == ""
    assert origin_words(search.query.origin).startswith("вул. Галицька 5, м. Рогатин")


def in_english(say, *args):
    with override("en"):
        return say(*args)


def test_a_region_is_no_origin(places):
    search = read("Львівська область")

    assert search.problems["q"].code == "invalid_value"
    assert "oblast" in search.problems["q"].message
    assert search.understood.region == places["oblast"]


@pytest.mark.parametrize("text", ["Ґанок", "ганку", "Прикладна 12", "вулиця Прикладна, 12"])
def test_else_it_is_a_name_or_an_address(text):
    center = CenterPageFactory(title="«Ґанок»", street="вул. Прикладна, 12", oblast=oblast())
    CenterPageFactory(title="Інший", street="вул. Прикладна, 14", services_remark="ганок")

    search = read(text)

    assert search.understood.reading.kind == "name"
    assert [hit.slug for hit in find_centers(search.query)] == [center.slug]


def test_else_it_is_words_of_the_description():
    center = CenterPageFactory(services_remark="Глинотерапія щосереди", introduction="<p>Прийдіть удвох</p>")

    for text in ("глинотерапією", "глинотерапія удвох"):
        search = read(text)
        assert search.understood.reading.kind == "words"
        assert [hit.slug for hit in find_centers(search.query)] == [center.slug]


def test_english_titles_are_found_too():
    center = CenterPageFactory()
    english(center, title="Porch of Hope")

    assert [hit.slug for hit in find_centers(read("porch").query)] == [center.slug]


def test_nothing_is_found_for_what_is_none_of_these():
    CenterPageFactory()
    search = read("абракадабра")

    assert search.problems == {}
    assert reading("абракадабра") is None
    assert not find_centers(search.query)


def test_beside_an_origin_it_is_words(places):
    center = CenterPageFactory(title="Рогатин", settlement=places["town"], oblast=oblast())
    CenterPageFactory()
    search = read("Рогатин", lat="49", lon="24")

    assert search.understood.reading.kind == "words"
    assert search.query.origin.place is None
    assert [hit.slug for hit in find_centers(search.query)] == [center.slug]


def test_quoted_it_is_words():
    CenterPageFactory(title="Рогатин")
    assert reading("«Рогатин»") == "words"
    assert reading('"психолог"') is None


@pytest.mark.parametrize("text", ["Таємна", "Рогатин", "Таємна Центр"])
def test_the_address_of_a_hidden_center_is_not_searched(places, text):
    CenterPageFactory(
        title="Центр", street="вул. Таємна, 1", settlement=places["town"], hide_position=True, oblast=oblast()
    )
    assert not find_centers(read(f"«{text}»").query)


def test_unpublished_texts_are_not_searched():
    CenterPageFactory(title="Чернетка", live=False)
    assert reading("Чернетка") is None


def test_for_the_nearest_it_is_a_place_and_nothing_else(places):
    assert read_nearest(QueryDict("q=Рогатин")).query.origin.place == places["town"]
    assert read_nearest(QueryDict("q=психолог")).problems["q"].code == "unknown_place"
    assert read_nearest(QueryDict("q=Іванівка")).problems["q"].code == "ambiguous"
    assert read_nearest(QueryDict("q=Львівська область")).problems["q"].code == "invalid_value"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("центри", "центрів"),
        ("дитина", "дитині"),
        ("дім", "дому"),
        ("волонтерам", "волонтерах"),
        ("дитяча", "дитячої"),
    ],
)
def test_cases_of_a_word_are_the_same_word(one, other):
    assert same_word(one, other)
    assert same_word(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("12", "12а"), ("парк", "парта"), ("лікар", "лікарня"), ("рік", "рука")]
)
def test_other_words_are_not(one, other):
    assert not same_word(one, other)

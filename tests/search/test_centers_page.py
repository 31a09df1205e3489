"""The directory page: what it shows, what it says, and what it costs."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from directory.gazetteer.indexing import index
from directory.models import CenterPage, Hotline
from tests.factories import CenterPageFactory, community, english, oblast
from tests.search.results import STEP_FREE, slugs, town, words

pytestmark = [pytest.mark.django_db, pytest.mark.shown, pytest.mark.usefixtures("site")]


def test_open_centers_by_name(client: Client):
    second = CenterPageFactory(title="Ґанок")
    first = CenterPageFactory(title="Вежа", unlocated=True)
    CenterPageFactory(status="closed")
    CenterPageFactory(status="planned")
    CenterPageFactory(live=False)

    response = client.get("/uk/centers/")

    assert slugs(response) == [first.slug, second.slug]
    assert "Знайдено 2 центри" in words(response)
    assert "Ще 1 центр готують до відкриття" in words(response)
    assert not response.cookies


def test_from_a_place_the_nearest_come_first(client: Client):
    place = town()
    here = CenterPageFactory(settlement=place, unlocated=True)
    near = CenterPageFactory(latitude=49.5, longitude=24.6)
    nowhere = CenterPageFactory(unlocated=True)

    response = client.get("/uk/centers/", {"q": "Рогатин"})

    assert slugs(response) == [here.slug, near.slug, nowhere.slug]
    said = words(response)
    assert "Показано для: м. Рогатин" in said
    assert "У цьому населеному пункті" in said
    assert "≈ 11 км" in said  # a town has no address
    assert "Відстань невідома" in said


def test_from_an_exact_point_an_address_is_exactly_as_far(client: Client):
    CenterPageFactory(latitude=49.85, longitude=24.0297)
    said = words(client.get("/uk/centers/?lat=49.84&lon=24.0297"))

    assert "1,1 км" in said
    assert "≈" not in said


def test_what_is_unknown_stands_below_and_says_so(client: Client):
    fits = CenterPageFactory(access=STEP_FREE, opening_hours="24/7", latitude=48.0)
    unknown = CenterPageFactory(access=STEP_FREE | {"accessible_toilet": "unknown"}, opening_hours="24/7")
    CenterPageFactory(access={"entrance_door_width": "no"}, opening_hours="24/7")
    unsure = CenterPageFactory(access=STEP_FREE, latitude=47.0)

    response = client.get("/uk/centers/?lat=49.84&lon=24.03&profile=wheelchair&open=now")

    assert slugs(response) == [fits.slug, unknown.slug, unsure.slug]
    said = words(response)
    assert "Підходять: 1" in said
    assert "Не відомо, чи підходять: 2" in said
    assert "1 підходить, про 2 бракує відомостей" in said
    assert "Не відомо: туалет" in said
    assert "Години невідомі" in said
    assert said.index("Не відомо, чи підходять") < said.index("Не відомо: туалет")


def test_words_of_a_service_say_how_they_were_taken(client: Client):
    CenterPageFactory(services=["legal-aid"])
    CenterPageFactory(services_verified_on=date(2026, 11, 1))

    response = client.get("/uk/centers/", {"q": "юрист"})

    assert len(slugs(response)) == 1
    assert "«юрист» ми зрозуміли як послугу «Правнича допомога»" in words(response)


def test_what_is_a_service_and_a_place_links_the_other(client: Client):
    place = town("Робота", kind="C")
    html = client.get("/uk/centers/", {"q": "Робота"}).content.decode()

    assert "Або ви мали на увазі" in html
    assert f"?place={place.pk}" in html


def test_a_taken_place_links_the_words(client: Client):
    town()
    CenterPageFactory()
    html = client.get("/uk/centers/", {"q": "Рогатин"}).content.decode()
    assert "?q=%C2%AB%D0%A0%D0%BE%D0%B3%D0%B0%D1%82%D0%B8%D0%BD%C2%BB" in html


def test_a_name_of_several_places_lists_them_with_what_tells_them_apart(client: Client):
    one, other = town("Іванівка", kind="C", population=500), town("Іванівка", kind="C", population=600)
    CenterPageFactory()

    response = client.get("/uk/centers/", {"q": "Іванівка", "open": "now"})

    assert response.status_code == 200
    assert slugs(response) == []
    html = response.content.decode()
    for place in (one, other):
        assert f"?open=now&amp;place={place.pk}" in html
    assert "Львівська область" in html
    assert "Рогатинська громада" in html


def test_what_was_not_understood_is_named_and_nothing_is_listed(client: Client):
    CenterPageFactory()

    response = client.get("/uk/centers/?km=100500&service=magic&foo=<b>&lat=49.84&lon=24.03")

    assert response.status_code == 200
    assert slugs(response) == []
    said = words(response)
    assert "тому нічого не показуємо" in said
    assert "«100500»" in said
    assert "«magic»" in said
    assert "foo" in said
    html = response.content.decode()
    assert 'href="/uk/centers/?lat=49.84&amp;lon=24.03"' in html
    assert 'aria-invalid="true"' in html
    assert '<option value="100500" selected>' in html
    assert "foo=<b>" not in html


def test_a_region_leads_to_its_centers(client: Client):
    region = oblast()
    index()
    html = client.get("/uk/centers/", {"q": "Львівська область"}).content.decode()
    assert f"/uk/centers/?oblast={region.pk}" in html


def test_nothing_found_says_what_to_try(client: Client):
    Hotline.objects.create(number="7333", name="Лайфлайн", name_en="Lifeline")
    CenterPageFactory(opening_hours="24/7 off", access=STEP_FREE)

    response = client.get("/uk/centers/?open=now&profile=wheelchair")

    assert slugs(response) == []
    said, html = words(response), response.content.decode()
    assert "Жоден центр не відповідає всім умовам" in said
    assert "Без умови: Відчинено зараз" in said
    assert 'href="/uk/centers/?profile=wheelchair"' in html
    assert "7333" in said
    assert "112" in said


def test_words_that_are_nothing_are_never_widened(client: Client):
    CenterPageFactory()
    response = client.get("/uk/centers/", {"q": "абракадабра"})

    assert slugs(response) == []
    assert "«абракадабра» не знайдено" in words(response)


def test_filters_can_be_taken_away_one_by_one(client: Client):
    CenterPageFactory(services=["legal-aid", "trainings"])
    html = client.get("/uk/centers/?service=legal-aid&service=trainings&page=1").content.decode()

    assert 'href="/uk/centers/?service=trainings"' in html
    assert 'href="/uk/centers/?service=legal-aid"' in html


def test_pages_of_twenty(client: Client):
    CenterPageFactory.create_batch(22)

    first, second = client.get("/uk/centers/"), client.get("/uk/centers/?page=2")

    assert (len(slugs(first)), len(slugs(second))) == (20, 2)
    assert not set(slugs(first)) & set(slugs(second))
    for impossible in ("3", "0", "-1", "x", "²", "9" * 5000):
        assert client.get("/uk/centers/", {"page": impossible}).status_code == 404
    assert client.get("/uk/centers/?page=").status_code == 200


def test_list_and_map_are_two_views_of_the_same_and_a_globe_is_none(client: Client):
    center = CenterPageFactory()

    assert slugs(client.get("/uk/centers/?view=list")) == [center.slug]
    assert f"/uk/centers/{center.slug}/" in client.get("/uk/centers/?view=map").content.decode()
    globe = client.get("/uk/centers/?view=globe")
    assert slugs(globe) == []
    assert center.slug not in globe.content.decode()


def test_in_english_with_the_english_title_and_the_ukrainian_one_marked(client: Client):
    center = CenterPageFactory(title="Вежа", services=["legal-aid"])
    english(center, title="The Tower")
    CenterPageFactory(title="Ґанок", services=["legal-aid"])

    response = client.get("/en/centers/?service=legal-aid")

    html = response.content.decode()
    assert f'<h3><a href="/en/centers/{center.slug}/">The Tower</a>' in html
    assert '<h3 lang="uk">' in html
    assert "2 centres found" in words(response)
    assert "offers “Legal aid”" in words(response)


def test_a_hidden_center_tells_no_address(client: Client):
    CenterPageFactory(
        street="вул. Таємна, 1", settlement=town("Схованка"), communities=[community()], hide_position=True,
        phones=["+380671234567"],
    )  # fmt: skip
    said = words(client.get("/uk/centers/?lat=49.84&lon=24.03"))

    assert "Таємна" not in said
    assert "Схованка" not in said
    assert "Рогатинська громада" in said
    assert "Адресу повідомляють телефоном" in said
    assert "до громади" in said


def test_what_is_typed_stays_typed_and_is_escaped(client: Client):
    html = client.get("/uk/centers/", {"q": '"><script>x'}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;x"' in html


def test_it_works_without_a_script(client: Client):
    """Filters are plain controls of one form, and «near me» stays hidden until its script is there."""
    html = client.get("/uk/centers/?lat=49.84&lon=24.03&access=elevator").content.decode()
    form = html[html.index('<form class="search"') : html.index("</form>")]

    for name in ("q", "open", "profile", "service", "group", "oblast", "km", "status"):
        assert f'name="{name}"' in form
    assert '<input type="hidden" name="lat" value="49.84">' in form
    assert '<input type="hidden" name="access" value="elevator">' in form
    assert re.search(r"<button[^>]* hidden data-near", form)
    assert "onclick" not in html
    assert "style=" not in html


def test_other_pages_get_the_box():
    with translation.override("uk"):
        html = Template("{% load search_tags %}{% geosearch_form hint='Наприклад: Львів' %}").render(
            Context()
        )

    assert 'action="/uk/centers/"' in html
    assert 'aria-describedby="q_hint"' in html


# --- What it costs ----------------------------------------------------------------------------------------------


def test_a_restricted_center_is_no_more_listed_than_for_wagtail(client: Client):
    CenterPageFactory()
    hidden = CenterPageFactory()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    listed = set(CenterPage.objects.listed())
    assert listed == set(CenterPage.objects.live().public().filter(locale__language_code="uk"))
    assert hidden not in listed
    PageViewRestriction.objects.create(page=Site.objects.get().root_page, restriction_type="login")
    assert not CenterPage.objects.listed().exists()

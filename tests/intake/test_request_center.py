"""Where a request would go: the first step, and the center that is shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Hotline
from tests.factories import CenterPageFactory
from tests.forms import fields_of
from tests.intake.asking import AT_LVIV, URL, opened

pytestmark = pytest.mark.django_db


# --- Step 1


def test_the_first_step_asks_where_and_what_about(client):
    page = client.get(URL).content.decode()

    assert fields_of(client.get(URL), "get") == {"q": [""]}
    assert 'href="tel:112"' in page
    assert page.index("crisis__first") < page.index("<form")
    assert page.index('class="exit') < page.index("site-header")


def test_a_typed_name_of_one_place_leads_to_the_form(client, near, villages):
    fields = opened(client, q="з Рогатина")

    assert (fields["place"], fields["shown"]) == ([villages[2].pk], ["near"])


def test_a_typed_name_of_several_places_is_asked_about_and_keeps_the_rest(client, near, villages):
    page = client.get(URL, {"q": "Іванівка", "need": "talk", "profile": ["child", "hearing"], "remote": "1"})

    links = re.findall(rf'href="{URL}\?(place=[^"]*)"', page.content.decode())
    assert {link.split("&")[0] for link in links} == {f"place={place.pk}" for place in villages[:2]}
    fields = fields_of(client.get(f"{URL}?{links[0].replace('&amp;', '&')}"))
    assert (fields["need"], fields["profile"], fields["remote"]) == (["talk"], ["child", "hearing"], ["1"])


def test_needs_that_were_carried_along_are_said_and_can_be_left_out(client, near, villages):
    page = client.get(URL, {"q": "з Рогатина", "need": "talk", "profile": ["child", "hearing"]})

    assert "Що враховано: «З дитиною або візочком», «Погано чую»." in page.content.decode().replace(
        "\u00a0", " "
    )
    (link,) = re.findall(
        rf'href="{URL}\?([^"]*)">Не враховувати', page.content.decode().replace("\u00a0", " ")
    )
    fields = fields_of(client.get(f"{URL}?{link.replace('&amp;', '&')}"))
    assert (fields["need"], fields["shown"], "profile" in fields) == (["talk"], ["near"], False)


@pytest.mark.parametrize("typed", ["Львівська область", "Абракадабра"])
def test_a_name_that_is_no_place_is_said(client, near, villages, typed):
    page = client.get(URL, {"q": typed}).content.decode()

    assert 'href="#q"' in page
    assert "Ближній" not in page


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"need": "gold"}, "need"),
        ({"profile": "giant"}, "profile"),
        ({"remote": "maybe"}, "remote"),
        ({"lat": "49"}, "lon"),
        ({"lat": "91", "lon": "24"}, "lat"),
        ({"place": "UA00"}, "place"),
        ({"place": "UA00", **AT_LVIV}, "place"),
        ({"colour": "red"}, "colour"),
        ({"center": "nowhere"}, "center"),
        ({"need": ["talk", "work"]}, "need"),
        ({"q": ""}, "q"),
        ({"q": "Львів", **AT_LVIV}, "q"),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_chosen(client, near, params, name):
    response = client.get(
        URL, AT_LVIV | params if name in ("need", "profile", "remote", "colour") else params
    )
    page = response.content.decode()

    assert response.status_code == 200
    assert "Ближній" not in page
    assert 'id="errors"' in page
    assert f"{name}:" in page or f'href="#{name}' in page


def test_the_link_without_the_bad_value_leads_on(client, near):
    page = client.get(URL, AT_LVIV | {"need": "gold", "profile": "child"}).content.decode()

    link = re.search(r'href="\?(lat[^"]*)"', page)[1].replace("&amp;", "&")
    assert link == "lat=49.84&lon=24.03&profile=child"
    assert "Ближній" in client.get(f"{URL}?{link}").content.decode()


def test_campaign_parameters_are_no_mistake(client, near):
    assert opened(client, **AT_LVIV, utm_source="x", fbclid="y")["shown"] == ["near"]


# --- The center that is shown


def test_the_form_says_where_it_goes_and_what_else_there_is(client, far):
    CenterPageFactory(slug="idle", title="Зачинений для запитів", latitude=49.8401)

    fields = opened(client, **AT_LVIV)
    page = client.get(URL, AT_LVIV).content.decode()

    assert (fields["center"], fields["shown"]) == ([""], ["near"])
    assert "Дальній" in page
    assert "Зачинений для запитів" in page  # nearer, and why not


def test_step_one_is_skipped_for_a_center_that_is_able(client, far):
    fields = opened(client, center="far")

    assert (fields["center"], fields["shown"]) == (["far"], [""])
    assert not {"place", "lat", "lon"} & set(fields)


def test_a_center_that_takes_no_requests_says_so_with_its_telephone_and_the_nearest_that_does(client, near):
    CenterPageFactory(slug="idle", title="Без запитів", phones=["+380671112233"], latitude=49.9)
    Hotline.objects.create(number="7333", name="Лінія", name_en="Line")

    page = client.get(URL, {"center": "idle"}).content.decode()

    assert "067\u00a0111-22-33" in page
    assert f'href="{URL}?center=near"' in page
    assert "tel:7333" in page
    assert "post" not in fields_of(client.get(URL, {"center": "idle"}))


def test_a_refused_center_with_an_origin_gives_way_to_the_systems_choice(client, near):
    CenterPageFactory(slug="idle", title="Без запитів", latitude=49.9)

    fields = opened(client, center="idle", **AT_LVIV)

    assert (fields["center"], fields["shown"]) == ([""], ["near"])
    assert "Без запитів" in client.get(URL, {"center": "idle", **AT_LVIV}).content.decode()


def test_each_need_says_whether_this_center_offers_it(client):
    CenterPageFactory(
        slug="near", taking_requests=True, services=["legal-aid"], services_verified_on="2026-01-01"
    )
    page = client.get("/en/request/", {"center": "near"}).content.decode()

    def said(need):
        return re.search(rf'value="{need}".*?</label>', page, re.DOTALL)[0]

    assert "this centre offers it" in said("legal")
    assert "does not offer it" in said("work")


def test_what_is_missing_is_said_when_the_person_chose_the_center(client):
    CenterPageFactory(slug="near", taking_requests=True, services_verified_on="2026-01-01")

    page = client.get("/en/request/", {"center": "near", "need": "work"}).content.decode()

    assert re.search(r'class="why".*does not offer', page, re.DOTALL)


@pytest.mark.parametrize("path", [URL, "/en/request/"])
def test_the_number_of_queries_does_not_grow_with_the_centers(client, near, path):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(path, AT_LVIV | {"need": "legal", "profile": "child"})
        return len(asked)

    for number in range(2):
        CenterPageFactory(latitude=49.8401 + number / 10_000)
        CenterPageFactory(latitude=49.9, taking_requests=True)
    queries()  # the first of a process reads what Wagtail then remembers
    few = queries()
    for number in range(4):
        CenterPageFactory(latitude=49.8411 + number / 10_000)
        CenterPageFactory(latitude=49.91, taking_requests=True)
    queries()  # so does the first after a change

    assert queries() == few <= 15

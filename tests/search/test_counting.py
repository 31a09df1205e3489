"""Numbers beside filters, and what to leave out when nothing fits: each is what the link behind it finds."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory.atlas import current
from directory.models import CenterPage
from search.counting import Count, Tally
from search.trying import almost
from tests.examples import many
from tests.factories import CenterPageFactory, community, home, oblast
from tests.search import oracle, worlds
from tests.search.results import STEP_FREE, slugs, town
from tests.search.test_geosearch import NOON, query_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> worlds.Country:
    return worlds.Country()


def told(question: oracle.Question, world: list[oracle.Truth]) -> Count:
    found = oracle.answer(question, world)
    return Count(len(found["fits"]), len(found["unknown"]))


@many
@given(world=worlds.worlds, question=worlds.questions(worlds.origins))
def test_what_stands_beside_a_filter_is_what_brute_force_finds_with_it(country, world, question):
    country.become(world)
    tally = Tally(current(), query_of(question))

    for service in (oracle.CORE, oracle.OTHER):
        asked = replace(question, services=(*question.services, service))
        assert tally.service(service) == told(asked, world)
    for group in ("veterans", "children", None):
        assert tally.group(group) == told(replace(question, group=group), world)
    for status in ("open", "planned", "any", "closed"):
        assert tally.status(status) == told(replace(question, status=status), world)
    assert tally.open(NOON) == told(replace(question, open=True), world)
    assert tally.distances([5, 100, 1500]) == [told(replace(question, km=km), world) for km in (5, 100, 1500)]
    assert tally.any_distance() == told(replace(question, km=None), world)


@given(world=worlds.worlds, question=worlds.questions(worlds.origins))
def test_who_meets_a_part_lacks_something_and_is_no_result(country, world, question):
    country.become(world)
    query = query_of(question)
    found = oracle.answer(question, world)
    answering = {slug for part in ("fits", "unknown") for slug, _km in found[part]}
    statuses = {truth.slug: truth.status for truth in world if truth.live}

    for each in almost(current(), query):
        assert each.hit.slug not in answering
        assert each.lacks
        assert question.status in ("any", statuses[each.hit.slug])


# --- The page and the API


VALUES = {
    "q": ["Рогатин", "юрист", "ветерани", "центр", "абракадабра", "«центр»", "", "x" * 121, "<b>"],
    "place": ["UA46000000000026241", "nowhere", ""],
    "lat": ["49.84", "49.412", "91", "x", ""],
    "lon": ["24.03", "24.6", "-181", ""],
    "km": ["5", "1500", "0", "1e9", "ten", ""],
    "service": ["legal-aid", "psychosocial-support", "magic", ""],
    "access": ["entrance_step_free", "wings"],
    "profile": ["wheelchair", "hearing", "giant"],
    "open": ["now", "2026-11-24T12:00", "2026-02-30T12:00", "later"],
    "oblast": ["UA46000000000026241", "UA99", ""],
    "group": ["veterans", "kings", ""],
    "status": ["open", "planned", "any", "closed", "lost"],
    "utm_source": ["post"],
    "wider": ["1"],
}
pairs = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name]))
)


def small_country() -> None:
    home()
    place = town()
    CenterPageFactory(
        settlement=place,
        communities=[place.community],
        unlocated=True,
        services=["legal-aid"],
        opening_hours="24/7",
    )
    CenterPageFactory(access=STEP_FREE, opening_hours="24/7", groups=["veterans"])
    CenterPageFactory(access={"entrance_door_width": "no"}, services_verified_on=timezone.localdate())
    CenterPageFactory(status="planned", oblast=oblast("UA32000000000030281", "Київська"))
    CenterPageFactory(opening_hours="24/7 off", hide_position=True, communities=[community("Іванівська")])


def numbers(html: str) -> dict[tuple[str, str], tuple[int, int]]:
    """(parameter, value) → what the form says of it; fits alone where it says no more."""
    form = html[html.index('<form class="search"') : html.index("</form>")]
    found = {}
    for select, body in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        for value, label in re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)', body):
            if number := re.search(r"\((\d+)(?: \+ (\d+))?\)$", unescape(label)):
                found[select, value] = (int(number[1]), int(number[2] or 0))
    boxes = (
        r'name="(\w+)" value="([^"]+)"[^>]*>(?:<span>)?[^<]*(?:</span>)?\s*<small>(\d+)(?: \+ (\d+))?</small>'
    )
    for name, value, fits, unknown in re.findall(boxes, form):
        found[name, value] = (int(fits), int(unknown or 0))
    return found


def answered(client: Client, params: list[tuple[str, str]], **more: str) -> tuple[int, list[str], int]:
    """Status, slugs and how many fit, of the API."""
    data: dict[str, list[str]] = {}
    for name, value in [*params, *more.items()]:
        data.setdefault(name, []).append(value)
    answer = client.get("/api/v1/centers", data).json()
    if "results" not in answer:
        return 422, [], 0
    return 200, [center["slug"] for center in answer["results"]], answer["count"]


def test_a_page_of_any_parameters_lists_what_the_api_does_and_shares_the_same(client: Client):
    small_country()

    @given(params=st.lists(pairs, max_size=5))
    def check(params: list[tuple[str, str]]) -> None:
        data: dict[str, list[str]] = {}
        for name, value in params:
            data.setdefault(name, []).append(value)
        page = client.get("/uk/centers/", data)
        status, found, _count = answered(client, params, unknown="1")

        assert page.status_code == 200
        assert slugs(page) == (found if status == 200 else [])
        if found:
            shared = re.search(r'href="http[^"]*(/uk/centers/[^"]*)" data-share', page.content.decode())
            assert slugs(client.get(unescape(shared[1]))) == found

    check()


@pytest.mark.parametrize(
    "params",
    [
        [],
        [("lat", "49.84"), ("lon", "24.03"), ("profile", "wheelchair")],
        [("lat", "49.84"), ("lon", "24.03"), ("km", "20"), ("service", "legal-aid")],
        [("q", "юрист"), ("open", "now")],
        [("q", "ветерани")],
        [("group", "children"), ("oblast", "UA46000000000026241"), ("status", "any")],
    ],
)
def test_every_number_on_the_form_is_what_the_api_counts(client: Client, params: list[tuple[str, str]]):
    small_country()
    page = client.get("/uk/centers/", dict(params)).content.decode()
    found = numbers(page)

    assert {name for name, _value in found} >= {"profile", "service", "oblast", "status", "open"}
    for (name, value), (fits, unknown) in found.items():
        repeats = name in ("service", "profile") and (name, value) not in params
        others = (
            params
            if repeats
            else [pair for pair in params if pair[0] != name or name in ("service", "profile")]
        )
        asked = others if (name, value) in others else [*others, (name, value)]
        _status, _slugs, count = answered(client, asked)
        assert fits == count, (name, value)
        if not fits:
            assert answered(client, asked, unknown="1")[2] == unknown, (name, value)


def test_what_to_leave_out_says_what_its_link_finds(client: Client):
    small_country()
    html = client.get(
        "/uk/centers/?profile=wheelchair&service=legal-aid&open=now&q=юрист&km=5&lat=1&lon=1"
    ).content
    page = unescape(html.decode()).replace("\u00a0", " ")

    offers = re.findall(
        r'<li><a class="t" href="([^"]+)">Без умови[^<]*</a><small>тоді \w+ (\d+) центр', page
    )
    links = re.findall(r'<li><a class="t" href="([^"]+)">Без умови', page)
    assert len(offers) == len(links)
    for url, number in offers:
        assert len(slugs(client.get(url))) == int(number)


def test_nobody_fits_says_who_almost_does_and_what_is_missing(client: Client):
    home()
    closed = CenterPageFactory(access=STEP_FREE, opening_hours="24/7 off", title="Вежа")
    CenterPageFactory(access=STEP_FREE | {"accessible_toilet": "no"}, opening_hours="24/7 off")

    response = client.get("/uk/centers/?open=now&profile=wheelchair&lat=49.84&lon=24.03")
    page = unescape(response.content.decode()).replace("\u00a0", " ")

    assert slugs(response) == []
    part = page[page.index('id="almost"') :]
    assert part.index(closed.slug) < part.index("Бракує:")
    assert "зачинено" in part
    assert "тоді підійде 1 центр" in page


def test_what_leads_nowhere_cannot_be_chosen(client: Client):
    home()
    CenterPageFactory(opening_hours="24/7 off")
    html = client.get("/uk/centers/").content.decode()

    assert re.search(r'name="open" value="now" disabled', html)
    assert '<option value="closed" disabled>' in html


# --- The center of one's own community


def test_the_center_of_ones_community_is_marked(client: Client):
    home()
    place = town()
    own = CenterPageFactory(latitude=49.6, communities=[place.community], title="Своя")
    away = CenterPageFactory(latitude=49.5, origins=[place.community], title="Переїхала")
    CenterPageFactory(title="Чужа")

    page = client.get("/uk/centers/", {"place": place.pk})
    cards = dict(
        zip(
            slugs(page),
            re.findall(r'<li class="result">.*?</li>', page.content.decode(), re.DOTALL),
            strict=True,
        )
    )

    assert "Центр вашої громади<" in cards[own.slug].replace("\u00a0", " ")
    assert "переміщений" in cards[away.slug]
    assert page.content.decode().count("result__own") == 2
    assert "result__own" not in client.get("/uk/centers/?lat=49.4&lon=24.6").content.decode()


def test_it_is_named_above_where_the_first_page_does_not_show_it(client: Client):
    home()
    place = town()
    CenterPageFactory.create_batch(20, latitude=49.41, longitude=24.6)
    own = CenterPageFactory(latitude=46.5, longitude=30.7, communities=[place.community], title="Далека")

    first = client.get("/uk/centers/", {"place": place.pk}).content.decode().replace("\u00a0", " ")
    second = client.get("/uk/centers/", {"place": place.pk, "page": 2}).content.decode()

    line = re.search(r'<p class="own">.*?</p>', first)[0]
    assert f'href="/uk/centers/{own.slug}/"' in line
    assert re.search(r"≈ \d{3} км", line)
    assert '<p class="own">' not in second
    CenterPage.objects.filter(pk=own.pk).update(status="closed")
    assert '<p class="own">' not in client.get("/uk/centers/", {"place": place.pk}).content.decode()


# --- A list of one's own


def test_my_list_lays_out_the_centers_that_the_browser_names(client: Client):
    home()
    one, other = CenterPageFactory(title="Вежа"), CenterPageFactory(title="Ґанок")
    CenterPageFactory(title="Інша")

    page = client.get("/uk/my-list/", {"center": [other.slug, one.slug, "gone", other.slug]})

    assert slugs(page) == [other.slug, one.slug]
    assert "gone" in page.content.decode()
    assert not page.cookies
    assert slugs(client.get("/en/my-list/")) == []


@given(
    params=st.dictionaries(
        st.sampled_from(["center", "x", "utm_a"]), st.lists(st.text(max_size=8), max_size=60)
    )
)
def test_my_list_of_anything_is_a_page(client: Client, params):
    home()
    page = client.get("/uk/my-list/", params)
    assert page.status_code in (200, 400, 404)
    assert slugs(page) == []

"""The home page, its numbers by oblast, and pages of text."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from directory import counts
from directory.models import Hotline, Need
from directory.regions import REGIONS
from portal.page_cache import GENERATION
from tests.factories import CenterPageFactory, PlaceFactory, StandardPageFactory, english, home, oblast

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

REGION_FILES = Path(settings.BASE_DIR) / "directory" / "data" / "regions"
MOST_QUERIES = 15


@pytest.fixture
def regions():
    kinds = {"UA80": "K", "UA85": "K"}
    return {
        prefix: PlaceFactory(code=f"{prefix}{0:015}", kind=kinds.get(prefix, "O"), name=known.iso)
        for prefix, known in REGIONS.items()
    }


def page(path: str = "/uk/") -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


# --- Numbers ---


def test_every_region_is_in_ukraine_and_has_an_outline():
    features = json.loads((REGION_FILES / "ua-regions.geojson").read_text())["features"]
    assert {feature["properties"]["country"] for feature in features} == {"UA"}
    assert {feature["properties"]["katottg"]: feature["properties"]["iso"] for feature in features} == {
        prefix: known.iso for prefix, known in REGIONS.items()
    }
    drawn = json.loads((REGION_FILES / "map.json").read_text())
    assert drawn.keys() == REGIONS.keys()
    assert all(region["d"].startswith("M") for region in drawn.values())


def test_the_map_shows_all_27_regions_crimea_and_sevastopol_too(regions):
    home()
    html = page()
    assert len(re.findall(r"<path (?:class=\"m\d\"|fill=\"url\(#none\)\") d=", html)) == 27


def test_numbers_count_what_a_reader_finds(regions):
    here, there = regions["UA01"], regions["UA85"]
    for status in ("open", "open", "planned", "suspended", "closed"):
        CenterPageFactory(oblast=here, status=status)
    english(CenterPageFactory(oblast=there, status="closed"))
    CenterPageFactory(oblast=there, live=False)

    numbers = counts.by_oblast()
    by_code = {one.code: one for one in numbers.regions}

    assert (numbers.open, numbers.planned) == (2, 1)
    assert (by_code[here.code].open, by_code[here.code].planned, by_code[here.code].shade) == (2, 1, 2)
    assert by_code[there.code].recorded
    assert by_code[there.code].shade == 0
    assert not by_code[regions["UA80"].code].recorded


def test_nothing_recorded_is_a_dash_and_not_a_zero(regions):
    CenterPageFactory(oblast=regions["UA05"])
    html = page()

    assert html.count('<td class="n">–</td><td class="n">–</td>') == 26
    assert html.count('<td class="n">1</td><td class="n">0</td>') == 2  # the oblast and the sum
    assert "станом на" in html
    assert f'href="/uk/centers/?oblast={regions["UA05"].code}&amp;status=any"' in html


def test_regions_stand_in_the_order_of_the_ukrainian_alphabet():
    for prefix, name in [("UA26", "Івано-Франківська"), ("UA18", "Житомирська"), ("UA32", "Київська")]:
        oblast(f"{prefix}000000000000000", name)
    with translation.override("uk"):
        assert [region.name for region in counts.by_oblast().regions] == [
            "Житомирська область", "Івано-Франківська область", "Київська область",
        ]  # fmt: skip


# --- The page ---


def test_needs_lead_to_the_centers_that_answer_them():
    home()
    html = page()
    for need in Need.objects.select_related("service"):
        assert f'href="/uk/centers/{"?service=" + need.service.slug if need.service else ""}"><b>' in html


def test_112_comes_first_among_the_lines():
    home()
    Hotline.objects.all().delete()
    Hotline.objects.create(number="7333", name="Лайфлайн", name_en="Lifeline")
    html = page()
    assert html.index("<b>112</b><span>Загроза життю: вашому") < html.index("<b>7333</b>")
    assert "Ще не кожен номер перевірено дзвінком." in html


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_number_of_queries_does_not_grow(regions, language):
    home()
    page(f"/{language}/")
    seen = []
    for _round in range(2):
        cache.delete(GENERATION)
        with CaptureQueriesContext(connection) as queries:
            page(f"/{language}/")
        seen.append(len(queries))
        for prefix in ("UA01", "UA05", "UA07"):
            CenterPageFactory(oblast=regions[prefix])
    assert seen[0] == seen[1]
    assert seen[1] <= MOST_QUERIES


# --- Pages of text ---


def test_a_page_of_text_opens_its_questions():
    StandardPageFactory(
        title="Питання і відповіді",
        slug="faq",
        lead="<p>Коротко.</p>",
        body=[
            ("heading", "Про центри"),
            ("question", {"question": "Чи треба запис?", "answer": "<p>Ні.</p>"}),
        ],
    )
    html = page("/uk/faq/")

    assert "<h1>Питання і відповіді</h1>" in html
    assert "<summary>Чи треба запис?</summary>" in html
    assert '<div class="stack"><p>Ні.</p></div>' in html.replace("\n", "")


def test_a_page_of_text_that_is_not_translated_is_marked():
    faq = StandardPageFactory(title="Питання і відповіді", slug="faq")
    english(faq)  # still in Ukrainian: nobody has translated it
    assert 'lang="uk"' in page("/uk/faq/")

"""The statistics page: the same numbers as map, bars, table and file; what is known; what was published; requests."""

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from directory.counts import by_oblast
from directory.models import CenterPage, Need, PublishedFigure, RequestCount
from directory.regions import REGIONS
from directory.statistics import BAR, bars, demand, statistics
from tests.factories import CenterPageFactory, PlaceFactory, oblast

PAGE, FILE = "/uk/statistics/", "/uk/statistics/centers-by-oblast.csv"


@pytest.fixture
def country(db: None) -> None:
    """Every region as a place; Lviv's has centers in each state, Ivano-Frankivsk's one, the others none."""
    for number, prefix in enumerate(REGIONS):
        PlaceFactory(
            code=f"{prefix}{number:015d}",
            kind="K" if prefix in ("UA80", "UA85") else "O",
            name=f"Область {number}",
        )
    lviv, ivano = oblast_of("UA46"), oblast_of("UA26")
    for status, many in (("open", 3), ("planned", 2), ("suspended", 1), ("closed", 1)):
        for _number in range(many):
            CenterPageFactory(oblast=lviv, status=status)
    CenterPageFactory(oblast=ivano, opening_hours="24/7", phones=["+380440000001"], import_key="training:1")


def oblast_of(prefix: str):
    from directory.models import Place

    return Place.objects.get(code__startswith=prefix)


def text(client, address: str = PAGE) -> str:
    return client.get(address).content.decode().replace("\xa0", " ")


def table(html: str) -> dict[str, list[str]]:
    """The rows of the first table: name → cells."""
    body = html.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    rows = re.findall(r"<tr><th[^>]*>(.*?)</th>(.*?)</tr>", body, re.DOTALL)
    return {re.sub("<[^>]+>", "", name): re.findall(r"<td[^>]*>(.*?)</td>", cells) for name, cells in rows}


@pytest.mark.usefixtures("country")
class TestByOblast:
    def test_map_bars_table_and_file_have_the_same_numbers(self, client):
        html = text(client)
        rows = table(html)
        file = list(csv.DictReader(io.StringIO(client.get(FILE).content.decode("utf-8-sig"))))

        assert len(rows) == len(file) == 27
        for row in file:
            cells = [row[state] for state in ("open", "planned", "suspended", "closed")]
            assert rows[row["oblast"]] == [cell or "–" for cell in cells]
        by_name = {row["oblast"]: row for row in file}
        lviv, ivano = oblast_of("UA46").label, oblast_of("UA26").label
        assert [by_name[lviv][state] for state in ("open", "planned", "suspended", "closed")] == list("3211")
        assert [by_name[ivano][state] for state in ("open", "planned", "suspended", "closed")] == list("1000")
        assert f"<span>{lviv}</span><b>3 + 2</b>" in html
        assert f"<span>{ivano}</span><b>1</b>" in html
        assert re.search(r"<text[^>]*>5</text>", html)
        assert html.count("<text") == 2

    def test_the_sums_are_those_of_all_that_the_public_sees(self):
        CenterPageFactory(oblast=oblast_of("UA46"), live=False)
        numbers = by_oblast()
        seen = Counter(CenterPage.objects.listed().values_list("status", flat=True))

        assert (numbers.open, numbers.planned, numbers.suspended, numbers.closed) == tuple(
            seen[status] for status in ("open", "planned", "suspended", "closed")
        )

    def test_crimea_and_sevastopol_are_two_of_the_27(self, client):
        codes = {
            row["code"][:4]
            for row in csv.DictReader(io.StringIO(client.get(FILE).content.decode("utf-8-sig")))
        }

        assert codes == set(REGIONS)
        assert {"UA01", "UA85"} <= codes

    def test_what_was_invented_for_training_is_said(self, client):
        assert "Серед них 1 вигаданий" in text(client)

    def test_queries_do_not_grow_with_centers(self, client):
        client.get(PAGE)
        cache.clear()
        with CaptureQueriesContext(connection) as few:
            client.get(PAGE)
        for _number in range(3):
            CenterPageFactory(oblast=oblast_of("UA26"))
        cache.clear()
        with CaptureQueriesContext(connection) as more:
            client.get(PAGE)
        assert len(more) == len(few) <= 15

    def test_it_is_found_from_the_menu_and_by_search_engines(self, client):
        assert f'href="{PAGE}"' in text(client, "/uk/")
        assert "/en/statistics/" in client.get("/sitemap.xml").content.decode()
        assert 'hreflang="en"' in text(client)


@pytest.mark.usefixtures("country")
class TestKnown:
    def known(self, name: str) -> int:
        return {row.name: row.number for row in statistics().known}[name]

    def test_closed_centers_are_left_out(self):
        assert statistics().counted == 7

    def test_of_a_hidden_center_nothing_of_its_place_counts_as_known(self):
        before = self.known("Вулиця й будинок"), self.known("Точне місце на карті")
        CenterPageFactory(oblast=oblast_of("UA46"), street="вул. Вигадана, 1", hide_position=True)

        assert (self.known("Вулиця й будинок"), self.known("Точне місце на карті")) == before

    def test_hours_and_telephones(self):
        assert (self.known("Години роботи"), self.known("Телефон")) == (1, 1)
        assert self.known("Години роботи, які нещодавно перевірили") == 0


@pytest.mark.django_db
def test_published_figures_stand_apart_with_their_day_and_source(client):
    PublishedFigure.objects.create(
        number=10, what="центрів працюють", what_en="centres are open", oblast=oblast(), as_of=date(2024, 1, 1),
        only_year=True, source_url="https://decentralization.gov.ua/en/news/18389",
    )  # fmt: skip
    PublishedFigure.objects.create(
        number=80, more_than=True, what="планують", what_en="are planned", as_of=date(2024, 6, 18),
        source_url="https://www.example.org/x", shown=False,
    )  # fmt: skip

    html, english = text(client), text(client, "/en/statistics/")

    assert "центрів працюють" in html
    assert "centres are open: Lviv oblast" in english
    assert "decentralization.gov.ua</a>" in html
    assert "планують" not in html
    assert statistics().numbers.open == 0


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=27))
def test_bars_are_as_long_as_their_numbers_and_never_too_long(pairs):
    from types import SimpleNamespace

    regions = [SimpleNamespace(open=one, planned=two, total=one + two) for one, two in pairs]
    drawn = bars(regions)

    assert [bar.region.total for bar in drawn] == sorted((r.total for r in regions if r.total), reverse=True)
    for bar in drawn:
        assert bar.planned_from + bar.planned <= BAR
        assert (bar.open > 0) == (bar.region.open > 0)


# --- Requests


@pytest.mark.django_db
class TestDemand:
    def test_it_is_absent_until_a_month_was_counted(self, client):
        assert demand() is None
        assert "Жодного повного місяця" in text(client)

    def test_small_numbers_are_not_told(self, client):
        first, second = Need.objects.all()[:2]
        for need, number in ((first, 12), (second, None)):
            RequestCount.objects.create(month=date(2026, 10, 1), need=need, number=number)

        html = text(client)

        assert "менше 5" in html
        assert re.search(r'<td class="n">12</td>', html)

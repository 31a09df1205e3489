"""The list for other sites' pages: it may be framed, and brings nothing along."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import CenterPageFactory, community, home, oblast

pytestmark = [pytest.mark.django_db, pytest.mark.shown]


def embedded(language: str = "uk", **params: Any) -> Any:
    return Client().get(f"/{language}/embed/centers/", params)


def test_other_sites_may_frame_this_page_and_no_other() -> None:
    home()
    CenterPageFactory(slug="one")

    for _time in range(2):  # the second might have been kept
        embed, page = embedded(), Client().get("/uk/centers/one/")
        assert "frame-ancestors *" in embed["Content-Security-Policy"]
        assert "X-Frame-Options" not in embed
        assert "frame-ancestors 'self'" in page["Content-Security-Policy"]


def test_it_brings_no_script_no_cookie_and_nothing_from_elsewhere() -> None:
    CenterPageFactory(slug="one", phones=["+380671234567"])

    response = embedded()
    page = response.content.decode()

    assert "script-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
    assert "<script" not in page
    assert "style=" not in page
    needed = re.findall(r'(?:src|<link[^>]+href)="([^"]+)"', page)
    assert needed == ["/static/img/favicon.svg", "/static/css/embed.css"]
    assert len(response.content) < 5_000


@pytest.mark.parametrize("language", ["uk", "en"])
def test_it_lists_the_search_and_says_licence_and_as_of_when(language: str) -> None:
    other = oblast("UA63000000000041885", "Харківська")
    CenterPageFactory(title="Центр у Львові", slug="lviv", opening_hours="24/7")
    CenterPageFactory(title="Центр у Харкові", slug="kharkiv", oblast=other)

    page = embedded(language, oblast=other.code).content.decode()

    assert f'<html lang="{language}">' in page
    assert f'href="/{language}/centers/kharkiv/" target="_blank"' in page
    assert "lviv" not in page
    assert f'href="/{language}/centers/?oblast={other.code}"' in page
    assert "CC BY 4.0" in page
    assert {"uk": "Станом на", "en": "As of"}[language] in page


def test_where_a_hidden_center_stands_is_not_in_it() -> None:
    CenterPageFactory(communities=[community(hide_centers=True)], street="вул. Таємна, 7")

    assert "Таємна" not in embedded().content.decode()


def test_what_is_not_understood_is_named_and_nothing_is_listed() -> None:
    CenterPageFactory(slug="one")

    for params in ({"oblast": "UA1"}, {"x": "1"}, {"page": "2"}, {"km": "5"}):
        page = embedded(**params).content.decode()
        assert "/centers/one/" not in page
        assert next(iter(params.values())) in page


def test_a_long_list_costs_no_more_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        CenterPageFactory(communities=[community(f"Громада{number}ська")])

    with django_assert_max_num_queries(12):
        embedded()

"""Every public page for everyone: no axe violation, on a small or wide screen, by day or night; and on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page

from tests.factories import home
from tests.journeys.looking import Looker
from tests.journeys.public_pages import full_center, look_at_all

pytestmark = pytest.mark.django_db(transaction=True)

WITHOUT_A_LANGUAGE = ("/accounts/login/", "/accounts/password/reset/", "/api/v1/docs", "/offline/")
TROUBLE = ("400", "403", "403_csrf", "413", "429", "500")


def test_pages_are_for_everyone(looker: Looker):
    look_at_all(looker, "uk")


def test_doors_and_trouble_are_for_everyone(looker: Looker):
    home()
    for address in WITHOUT_A_LANGUAGE:
        looker.open(address)
    for name in TROUBLE:
        with translation.override("uk"):
            html = render_to_string(f"{name}.html", request=RequestFactory().get("/uk/"))
        looker.page.route(f"**/uk/trouble-{name}/", _answer_with(html))
        looker.open(f"/uk/trouble-{name}/")

    assert looker.wrong == {}


def _answer_with(html: str) -> Callable[[Any], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def test_a_center_fits_on_one_printed_sheet(page: Page, live_server: Any):
    page.goto(f"{live_server.url}/uk{full_center()}")
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") or page.pdf().count(b"/Type /Page ")
    assert sheets == 1

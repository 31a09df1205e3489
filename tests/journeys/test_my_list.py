"""A list of one's own, kept by the browser alone; and a list of results on paper."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import CenterPageFactory, english, home

pytestmark = pytest.mark.django_db(transaction=True)

ADD, DROP = "Додати до мого списку", "У моєму списку. Прибрати"


def two_centers() -> None:
    home()
    common = {"phones": ["+380671234567"], "opening_hours": "24/7", "street": "вул. Галицька, 40"}
    english(CenterPageFactory(title="Вежа", slug="tower", **common), title="The Tower")
    CenterPageFactory(title="Ґанок", slug="porch")


def test_what_a_person_keeps_stays_in_the_browser(
    page: Page, context: BrowserContext, live_server: Any, transactional_db: None
):
    two_centers()
    page.goto(f"{live_server.url}/uk/centers/")
    link = page.locator("[data-my-list]")
    expect(link).to_be_hidden()

    page.locator(".result", has_text="Вежа").get_by_role("button", name=ADD).click()
    expect(page.locator(".result", has_text="Вежа").get_by_role("button", name=DROP)).to_be_visible()
    expect(link).to_have_text("Мій список: 1")
    page.goto(f"{live_server.url}/uk/centers/porch/")
    page.get_by_role("button", name=ADD).click()

    page.goto(f"{live_server.url}/uk/my-list/")
    expect(page.locator(".result h3")).to_have_text(["Вежа", "Ґанок"])
    expect(page.get_by_text("067 123-45-67")).to_be_visible()
    page.goto(f"{live_server.url}/en/my-list/")
    expect(page.locator(".result h3").first).to_have_text("The Tower")
    assert context.cookies() == []

    page.goto(f"{live_server.url}/uk/my-list/")
    page.locator(".result", has_text="Ґанок").get_by_role("button", name="Прибрати з мого списку").click()
    expect(page.locator(".result h3")).to_have_text(["Вежа"])
    page.route("**/my-list/?*", lambda route: route.abort())  # as without a connection
    page.reload()
    expect(page.get_by_text("Зв’язку немає")).to_be_visible()
    expect(page.locator(".result")).to_contain_text("067")

    page.get_by_role("button", name="Очистити список").click()
    expect(page.get_by_text("Тут ще порожньо")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_what_others_left_under_its_name_breaks_nothing(page: Page, live_server: Any, transactional_db: None):
    two_centers()
    page.goto(f"{live_server.url}/uk/centers/")
    for nonsense in ("{", "null", "[1, {}, null]", '[{"slug": 5}]', '[{"slug": "<b>"}]'):
        page.evaluate("text => localStorage.setItem('my-list', text)", nonsense)
        page.reload()
        expect(page.get_by_role("button", name=ADD).first).to_be_visible()


def test_a_list_prints_as_addresses_hours_and_telephones(
    page: Page, live_server: Any, transactional_db: None
):
    two_centers()
    page.goto(f"{live_server.url}/uk/centers/?lat=49.84&lon=24.03&open=now")
    page.emulate_media(media="print")

    card = page.locator(".result", has_text="Вежа")
    for said in ("067 123-45-67", "Відчинено цілодобово", "Галицька", "км"):
        expect(card.get_by_text(said).first).to_be_visible()
    for gone in (".site-header", ".search", ".site-footer", ".along", ".views", ".keep"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("/uk/centers/?lat=49.84&lon=24.03&open=now")).to_be_visible()

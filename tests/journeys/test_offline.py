"""A phone that has lost its connection."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import CenterPageFactory, home

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_a_connection_a_page_says_so_to_who_was_here_before(page: Page, live_server: Any) -> None:
    home()
    page.goto(f"{live_server.url}/uk/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    page.context.set_offline(True)
    page.goto(f"{live_server.url}/uk/centers/")

    assert "Немає зв’язку" in page.inner_text("main")


def test_a_list_that_was_opened_before_is_there_without_a_connection(page: Page, live_server: Any) -> None:
    home()
    CenterPageFactory(title="Вежа", slug="tower", street="вул. Галицька, 40", phones=["+380671234567"])
    page.goto(f"{live_server.url}/uk/centers/tower/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.get_by_role("button", name="Додати до мого списку").click()
    page.goto(f"{live_server.url}/uk/my-list/")
    page.wait_for_function("caches.match('/uk/my-list/').then(Boolean)")

    page.context.set_offline(True)
    page.goto(f"{live_server.url}/uk/centers/tower/")
    assert "Немає зв’язку" in page.inner_text("main")
    page.get_by_role("link", name="Мій список").click()

    expect(page.locator(".result")).to_contain_text("Галицька, 40")
    expect(page.locator(".result")).to_contain_text("067")
    kept = page.evaluate(
        "caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>"
        " (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat())"
    )
    assert not [url for url in kept if "tower" in url or "?" in url]

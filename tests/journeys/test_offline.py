"""A phone that has lost its connection."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.factories import home

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_a_connection_a_page_says_so_to_who_was_here_before(page: Page, live_server: Any) -> None:
    home()
    page.goto(f"{live_server.url}/uk/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    page.context.set_offline(True)
    page.goto(f"{live_server.url}/uk/centers/")

    assert "Немає зв’язку" in page.inner_text("main")

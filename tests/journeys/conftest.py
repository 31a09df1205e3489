"""A browser that looks at pages and keeps what is wrong with them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.looking import Looker


@pytest.fixture
def looker(browser: Browser, live_server: Any) -> Iterator[Looker]:
    context = browser.new_context(locale="uk-UA", timezone_id="Europe/Kyiv", reduced_motion="reduce")
    page = context.new_page()
    found = Looker(page, live_server.url)
    page.on("request", lambda sent: found.complain(sent.url) if not _of(live_server.url, sent.url) else None)
    page.on(
        "console",
        lambda line: found.complain(line.text) if "Content Security" in line.text else None,
    )
    page.on("pageerror", lambda error: found.complain(str(error)))
    yield found
    context.close()


def _of(host: str, url: str) -> bool:
    return url.startswith((f"{host}/", "data:"))

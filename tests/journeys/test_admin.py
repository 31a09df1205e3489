"""The staff's side in a browser: the strict Content-Security-Policy breaks nothing, and no other host is asked."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from wagtail.models import Page as WagtailPage

from portal.models import HomePage, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def watched(context: BrowserContext, page: Page) -> Iterator[Page]:
    """A page that fails the test when the policy was violated, a script broke, or another host was asked."""
    trouble: list[str] = []
    page.on("console", lambda line: trouble.append(line.text) if _about_policy(line.text) else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page
    assert trouble == []
    assert hosts <= {"localhost", None}


def _about_policy(text: str) -> bool:
    return any(
        words in text for words in ("Content Security Policy", "Permissions-Policy", "Permissions policy")
    )


@pytest.fixture
def ministry(sign_in_browser: Callable[..., None], context: BrowserContext, live_server: Any) -> User:
    user = User.objects.create_superuser("ministry", "ministry@example.org", "пароль, якого ніхто не вгадає")
    sign_in_browser(context, user)
    return user


@pytest.fixture
def home(transactional_db: None) -> WagtailPage:
    root = WagtailPage.get_first_root_node()
    return root.add_child(instance=HomePage(title="Центри", slug="home-of-test"))


ADMIN_PAGES = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtaildocs:index",
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:add",
    "wagtailsnippets:index",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_workflows:index",
    "wagtailredirects:add",
    "wagtailadmin_account",
)


def test_pages_of_the_admin(watched: Page, ministry: User, live_server: Any) -> None:
    for name in ADMIN_PAGES:
        answer = watched.goto(live_server.url + reverse(name))
        assert answer is not None
        assert answer.status == 200, name
        watched.wait_for_load_state("networkidle")


def test_widgets_start_without_inline_scripts(
    watched: Page, ministry: User, home: Any, live_server: Any
) -> None:
    watched.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[home.pk]))
    watched.wait_for_load_state("networkidle")

    watched.get_by_role("tab").nth(1).click()
    watched.locator("#id_listing_image-chooser [data-chooser-action-choose]").first.click()
    expect(watched.locator(".modal-dialog")).to_be_visible()
    watched.locator(".modal-dialog .close").click()
    assert watched.locator("[data-start]").count() == 0

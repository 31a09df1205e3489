"""The staff's side in a browser: the strict Content-Security-Policy breaks nothing, and no other host is asked."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from wagtail.models import Page as WagtailPage

from directory.models import CenterPage, Hotline, Service
from portal.models import HomePage, PortalSettings, User
from portal.roles import Role, group_of
from tests.factories import (
    CenterPageFactory,
    PlaceFactory,
    UserFactory,
    case_worker_of,
    community,
    coordinator_of,
    editor_of,
    oblast,
)

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
    "checks:list",
    "error_reports:list",
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


@pytest.fixture
def center(transactional_db: None) -> CenterPage:
    rural = community("Рогатинська")
    center = CenterPageFactory(
        title="Центр",
        slug="center",
        oblast=oblast(),
        settlement=None,
        latitude=None,
        longitude=None,
        communities=[rural],
    )
    call_command("setup_roles", verbosity=0)
    return center


def member(role: Role) -> User:
    user = UserFactory()
    user.groups.add(group_of(role))
    return user


def open_edit(browser: Page, live_server: Any, page: WagtailPage) -> None:
    answer = browser.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer is not None
    assert answer.status == 200
    browser.wait_for_load_state("networkidle")


def choose_action(browser: Page, name: str) -> None:
    """From the menu beside the button that saves a draft."""
    browser.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
    browser.locator(f"footer [name={name}]").first.click()
    browser.wait_for_load_state("networkidle")


def test_a_community_changes_its_page_and_the_coordinator_publishes_it(
    watched: Page,
    context: BrowserContext,
    sign_in_browser: Callable[..., None],
    center: CenterPage,
    live_server: Any,
) -> None:
    PlaceFactory(name="Путятинці", community=center.stands_in[0], oblast=center.oblast)
    sign_in_browser(context, editor_of(center))
    open_edit(watched, live_server, center)

    expect(watched.get_by_role("textbox", name="Вступ")).to_be_visible()
    watched.get_by_role("tab").nth(1).click()
    watched.locator("#id_settlement-chooser [data-chooser-action-choose]").first.click()
    watched.locator(".modal-dialog").get_by_text("Путятинці").click()
    expect(watched.locator("#id_settlement-chooser")).to_contain_text("Путятинці")

    watched.get_by_role("tab").nth(2).click()
    watched.locator("#id_opening_hours-mo-kind").select_option("hours")
    watched.locator("#id_opening_hours-mo-0-from").fill("9")
    watched.locator("#id_opening_hours-mo-0-to").fill("18")
    watched.locator("[data-hours-copy]").first.click()
    expect(watched.locator("[data-hours-said]").first).to_have_text("Пн–Пт 9:00–18:00; Сб, Нд не відомо")
    watched.locator("#id_exceptions-ADD").click()
    watched.locator("#id_exceptions-0-start").fill("2126-01-04")
    watched.locator("#id_exceptions-0-end").fill("2126-01-05")

    watched.get_by_role("tab").nth(3).click()
    answer = watched.locator("#id_access-entrance_step_free-answer")
    if not answer.is_visible():
        watched.locator("details", has=answer).locator("summary").click()
    answer.select_option("yes")
    watched.locator("#id_access-entrance_step_free-note").fill("два входи")

    choose_action(watched, "action-submit")
    assert CenterPage.objects.get(pk=center.pk).opening_hours == ""  # nothing is public yet

    sign_in_browser(context, coordinator_of(center.oblast))
    open_edit(watched, live_server, center)
    watched.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
    watched.locator("footer [data-workflow-action-name=approve]").first.click()
    watched.wait_for_url("**/admin/**")
    watched.wait_for_load_state("networkidle")

    published = CenterPage.objects.get(pk=center.pk)
    assert published.opening_hours == "Mo-Fr 09:00-18:00; Sa,Su unknown"
    assert published.settlement.name == "Путятинці"
    assert published.answers == {"entrance_step_free": "yes"}
    assert published.access["entrance_step_free"]["note"] == "два входи"
    assert published.exceptions.count() == 1


def test_forms_of_the_ministry(
    watched: Page,
    context: BrowserContext,
    sign_in_browser: Callable[..., None],
    center: CenterPage,
    live_server: Any,
) -> None:
    Hotline.objects.create(number="15 47", name="Лінія", name_en="Line")
    sign_in_browser(context, member(Role.MINISTRY))
    addresses = [
        reverse("centers:index"),
        reverse("wagtailsnippets_directory_service:edit", args=[Service.objects.first().pk]),  # type: ignore[union-attr]
        reverse("wagtailsnippets_directory_hotline:edit", args=[Hotline.objects.get().pk]),
        reverse("wagtailsnippets_directory_place:list"),
        reverse("wagtailsnippets_directory_place:edit", args=[center.oblast_id]),
        reverse("wagtailsnippets_directory_holiday:add"),
        reverse("wagtailsnippets_directory_editor:add"),
        reverse("wagtailsnippets_directory_caseworker:add"),
        reverse("wagtailsnippets_directory_coordinator:add"),
        reverse("wagtailsettings:edit", args=["portal", "portalsettings", PortalSettings.load().pk]),
        reverse("wagtailadmin_pages:add", args=["directory", "centerpage", center.get_parent().pk]),
        reverse("wagtailadmin_pages:history", args=[center.pk]),
        reverse("wagtailadmin_pages:workflow_history", args=[center.pk]),
    ]
    for address in addresses:
        answer = watched.goto(live_server.url + address)
        assert answer is not None
        assert answer.status == 200, address
        watched.wait_for_load_state("networkidle")
        assert watched.locator("[data-start]").count() == 0, address


def test_a_translator_translates_the_words_of_a_center(
    watched: Page,
    context: BrowserContext,
    sign_in_browser: Callable[..., None],
    center: CenterPage,
    live_server: Any,
) -> None:
    sign_in_browser(context, member(Role.TRANSLATOR))
    watched.goto(live_server.url + reverse("wagtail_localize:submit_page_translation", args=[center.pk]))
    watched.wait_for_load_state("networkidle")
    watched.locator("[name=locales]").first.check()
    watched.locator("main form button[type=submit], main form input[type=submit]").last.click()
    watched.wait_for_url("**/edit/")
    watched.wait_for_load_state("networkidle")
    translation = CenterPage.objects.get(locale__language_code="en")
    assert not translation.live  # Ukrainian words never stand on an English page as its own

    watched.get_by_role("button", name="Перекласти").first.click()
    watched.locator("main textarea, main input[type=text]").first.fill("Centre")
    watched.get_by_role("button", name="Зберегти").first.click()
    expect(watched.get_by_text("Centre", exact=True).first).to_be_visible()
    watched.locator("button[name=action][value=publish]").click()
    watched.wait_for_load_state("networkidle")
    expect(watched.locator(".messages .success").first).to_be_visible()
    translation = CenterPage.objects.get(locale__language_code="en")
    assert (translation.live, translation.title) == (True, "Centre")


@pytest.mark.parametrize("script", [True, False])
def test_closed_today_without_power_takes_two_clicks(
    script: bool,
    browser: Browser,
    sign_in_browser: Callable[..., None],
    center: CenterPage,
    live_server: Any,
) -> None:
    context = browser.new_context(java_script_enabled=script, locale="uk-UA")
    sign_in_browser(context, case_worker_of(center))
    page = context.new_page()
    page.goto(live_server.url + reverse("wagtailadmin_home"))

    page.locator("summary", has_text="Сьогодні зачинено").click()
    page.get_by_role("button", name="Немає світла").click()

    expect(page.locator(".messages").get_by_text("Сьогодні зачинено: немає світла")).to_be_visible()
    context.close()
    told = CenterPage.objects.get(pk=center.pk).disruptions.get()
    assert (told.kind, told.reason, told.end) == ("closed", "power", timezone.localdate())

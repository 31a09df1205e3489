"""The maps in a browser: by keyboard, under the strict policy, and never a pin for what is not an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from directory.models import CenterPage
from tests.factories import CenterPageFactory, PlaceFactory, community, editor_of, home, oblast
from tests.journeys.looking import AXE_OPTIONS

pytestmark = pytest.mark.django_db(transaction=True)

TITLES = {
    "pin": "Центр «Ґанок»",
    "close": "Центр «Вежа»",
    "town": "Центр містечка",
    "hidden": "Прихований центр",
}
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.className"


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page that fails the test when the policy was violated, a script broke, or another host was asked."""
    trouble: list[str] = []
    page.on("console", lambda line: trouble.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page
    assert trouble == []
    assert hosts <= {"localhost"}


@pytest.fixture
def centers(transactional_db: None) -> dict[str, CenterPage]:
    """Two doors in Lviv 300 m apart, a town, a hidden center of which only the community may be known, and nowhere."""
    home()
    around = community(latitude=49.413, longitude=24.617)
    town = PlaceFactory(
        kind="X", name="Букачівці", community=around, raion=around.raion, oblast=around.oblast,
        latitude=49.26, longitude=24.5,
    )  # fmt: skip
    made = {
        "pin": CenterPageFactory(latitude=49.8400, longitude=24.0300),
        "close": CenterPageFactory(latitude=49.8420, longitude=24.0330),
        "town": CenterPageFactory(unlocated=True, settlement=town),
        "hidden": CenterPageFactory(
            latitude=49.4449, longitude=24.6789, hide_position=True, communities=[around]
        ),
        "nowhere": CenterPageFactory(title="Центр деінде", unlocated=True),
    }
    for name, title in TITLES.items():
        made[name].title = title
        made[name].save()
    return made


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("[data-map][data-ready]").wait_for()
    return page


def marks(page: Page) -> dict[str, str]:
    """What each mark that can be reached is called, and the classes of its drawing."""
    return page.eval_on_selector_all(
        ".mk-box[tabindex]",
        "all => Object.fromEntries(all.map(one => [one.getAttribute('aria-label'), one.firstChild.className]))",
    )


def test_the_map_by_keyboard(watched: Page, centers: dict[str, CenterPage], live_server: Any):
    page = opened(watched, f"{live_server.url}/uk/centers/?view=map")
    box = page.locator("[data-map]")

    # What is not an address is an area, by name and by shape.
    for label, shape in marks(page).items():
        assert ("mk--pin" in shape) <= (TITLES["pin"] in label or TITLES["close"] in label)
        if TITLES["hidden"] in label or TITLES["town"] in label:
            assert "mk--area" in shape
            assert "місце приблизне" in label
    cluster = page.get_by_role("button", name="Центрів тут: 2. Наблизити", exact=True)
    expect(cluster).to_have_count(1)

    # Everything that can be touched is large enough, and follows in the order of reading.
    targets = page.locator(".mk-box[tabindex], [data-map] .leaflet-control-zoom a")
    sizes = [target.bounding_box() for target in targets.all()]
    assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes)
    lines = page.eval_on_selector_all(
        ".mk-box[tabindex]", "all => all.map(one => Math.round(one._leaflet_pos.y / 44))"
    )
    assert lines == sorted(lines)

    # A cluster opens by Enter until its centers stand apart; the focus goes along.
    for _closer in range(12):
        if cluster.count() == 0:
            break
        cluster.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(1200)
    expect(page.locator(".mk-box:focus")).to_have_count(1)
    assert page.evaluate(FOCUSED).startswith(("Центр «Ґанок»", "Центр «Вежа»"))

    # Enter says what is there, Escape gives the focus back.
    before = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    card = page.locator(".map__card")
    expect(card).to_be_visible()
    expect(card.get_by_role("link")).to_have_attribute(
        "href", "/uk/centers/" + named(centers, before).slug + "/"
    )
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.evaluate(FOCUSED) == before

    # From the list to the map and back; also there the hidden one is an area, however close one comes.
    page.get_by_role("button", name=f"На карті: {TITLES['hidden']}").click()
    expect(card).to_contain_text("Адресу повідомить центр після запиту")
    for _closer in range(6):
        closer = page.get_by_role("button", name="Наблизити", exact=True)
        if closer.get_attribute("aria-disabled") == "true":
            break
        closer.click()
        page.wait_for_timeout(350)
        assert not [
            label for label, shape in marks(page).items() if "mk--pin" in shape and "Прихований" in label
        ]
    area = page.locator(f".mk-box[aria-label^='{TITLES['hidden']}'] .mk--area.mk--wide")
    expect(area).to_have_count(1)
    card.get_by_role("button", name="Показати в списку").click()
    assert page.evaluate("document.activeElement.textContent") == TITLES["hidden"]

    # The wheel alone scrolls the page, not the map.
    box.scroll_into_view_if_needed()
    box.hover()
    zoom, before_scroll = area.bounding_box()["width"], page.evaluate("scrollY")
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(600)
    assert page.evaluate("scrollY") > before_scroll
    assert area.bounding_box()["width"] == zoom


def named(centers: dict[str, CenterPage], label: str) -> CenterPage:
    return next(center for center in centers.values() if label.startswith(center.title))


def test_the_map_is_for_everyone(watched: Page, centers: dict[str, CenterPage], live_server: Any):
    page, wrong = watched, []
    for language, width, scheme in (("uk", 1280, "light"), ("uk", 320, "dark"), ("en", 320, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        opened(page, f"{live_server.url}/{language}/centers/?view=map&lat=49.84&lon=24.03&access=elevator")
        page.locator(".mk-box[tabindex]").first.press("Enter")
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("options => axe.run(options).then(all => all.violations)", AXE_OPTIONS)
        wrong += [f"{one['id']}: {each['html'][:150]}" for one in found for each in one["nodes"]]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert wrong == []


def test_without_a_script_the_list_and_a_still_map(
    browser: Any, centers: dict[str, CenterPage], live_server: Any
):
    context = browser.new_context(java_script_enabled=False, locale="uk-UA")
    page = context.new_page()
    page.goto(f"{live_server.url}/uk/centers/?view=map")
    expect(page.locator("[data-map]")).to_be_hidden()
    expect(page.locator(".map-still svg")).to_be_visible()
    expect(page.locator(".spots li")).to_have_count(len(centers))
    context.close()


@pytest.mark.parametrize(("name", "shape"), [("pin", "mk--pin"), ("hidden", "mk--area")])
def test_a_center_on_its_own_map(
    watched: Page, centers: dict[str, CenterPage], live_server: Any, name: str, shape: str
):
    fetched: list[str] = []
    watched.on("request", lambda request: fetched.append(request.url))
    watched.goto(f"{live_server.url}/uk/centers/{centers[name].slug}/")
    fold = watched.locator("[data-with-map]")
    expect(fold).to_be_visible()
    assert not [url for url in fetched if "leaflet" in url or "ukraine" in url]

    fold.locator("summary").click()
    fold.locator("[data-ready]").wait_for()

    expect(fold.locator(".mk-box .mk")).to_have_count(1)
    assert shape in fold.locator(".mk-box .mk").get_attribute("class")


def test_an_editor_sets_the_position(
    watched: Page,
    context: BrowserContext,
    sign_in_browser: Callable[..., None],
    centers: dict[str, CenterPage],
    live_server: Any,
):
    page, center = watched, centers["town"]
    sign_in_browser(context, editor_of(center))
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[center.pk]))
    page.wait_for_load_state("networkidle")
    page.get_by_role("tab", name="Адреса").click()
    page.locator(".position-map").scroll_into_view_if_needed()
    page.locator(".position-map [data-ready]").wait_for()
    status, latitude = page.locator("[data-map-status]"), page.locator("#id_latitude")
    expect(status).to_contain_text("Приблизно")
    expect(page.locator(".position-map .mk--area")).to_be_visible()

    page.locator(".position-map .map").click(position={"x": 300, "y": 120})
    expect(status).to_contain_text("Точно")
    first = float(latitude.input_value())
    assert 49 < first < 50

    page.locator(".position-map .mk-box[tabindex]").focus()
    page.keyboard.press("ArrowUp")
    assert first < float(latitude.input_value()) < first + 0.05

    latitude.fill("12")
    expect(status).to_contain_text("не вказують на місце в Україні")
    page.locator("[data-map-clear]").click()
    expect(latitude).to_have_value("")
    expect(status).to_contain_text("Приблизно")
    page.locator("[data-map-middle]").click()
    expect(status).to_contain_text("Точно")
    assert oblast().pk == center.oblast_id

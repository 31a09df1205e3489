"""A person's way: home, the village typed in, a center, a request, its number; then the people who read it."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from directory.gazetteer import indexing
from directory.intake.models import Intake
from directory.models import CenterPage
from tests.factories import CenterPageFactory, PlaceFactory, case_worker_of, community

pytestmark = pytest.mark.django_db(transaction=True)

NAME, CONTACT, WORDS = "Олена Прихована", "067 123 45 67", "Хочу поговорити після зміни."


@pytest.fixture
def center(transactional_db: None) -> CenterPage:
    """An open center some kilometres from a village, and one nearer by that takes no requests."""
    around = community()
    PlaceFactory(
        name="Підгороддя", community=around, raion=around.raion, oblast=around.oblast, parent=around,
        latitude=49.40, longitude=24.60,
    )  # fmt: skip
    indexing.index()
    CenterPageFactory(title="Центр «Поруч»", slug="poruch", latitude=49.41, longitude=24.60)
    return CenterPageFactory(
        title="Центр «Ґанок»",
        slug="hanok",
        latitude=49.45,
        longitude=24.61,
        street="вул. Прикладна, 12",
        opening_hours="24/7",
        phones=["+380322000001"],
        access={"entrance_step_free": "yes"},
        taking_requests=True,
    )


@pytest.fixture(params=[(320, True), (320, False), (1280, True), (1280, False)], ids=str)
def reader(request: Any, browser: Browser) -> Iterator[Page]:
    """A page of a browser with and without scripts; fails when the policy was violated or another host was asked."""
    width, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="uk-UA"
    )
    page = context.new_page()
    trouble: list[str] = []
    hosts: set[str | None] = set()
    page.on("console", lambda line: trouble.append(line.text) if _is_trouble(line) else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda sent: hosts.add(urlsplit(sent.url).hostname))
    yield page
    context.close()
    assert trouble == []
    assert hosts == {"localhost"}


def _is_trouble(line: ConsoleMessage) -> bool:
    """A browser calls every refused form an error; that is no trouble."""
    return line.type == "error" and "status of 422" not in line.text


def wide_enough(page: Page) -> bool:
    """Whether the page needs no scrolling sideways: the last link's box and the viewport tell, with scripts off too."""
    size = page.viewport_size
    box = page.locator("main").bounding_box()
    assert size
    assert box
    return box["width"] <= size["width"]


def find_the_center(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("#q").fill("Підгородді")
    page.get_by_role("button", name="Знайти центр").click()
    expect(page.get_by_role("heading", name="Центр «Поруч»")).to_be_visible()
    assert page.context.cookies() == []
    assert wide_enough(page)
    page.get_by_role("link", name="Центр «Ґанок»").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Центр «Ґанок»")
    expect(page.locator("main")).to_contain_text("Відчинено")
    assert page.context.cookies() == []
    assert wide_enough(page)


def send_a_request(page: Page) -> tuple[str, str]:
    page.get_by_role("link", name="Надіслати запит").first.click()
    expect(page.locator("main")).to_contain_text("Запит отримає")
    page.get_by_role("button", name="Надіслати запит").click()  # with nothing in it: told what is missing
    expect(page.locator("#errors")).to_be_visible()
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=contact]").fill(CONTACT)
    page.locator("[name=safe][value=write_only]").check()
    page.locator("[name=need][value=talk]").check()
    page.locator("[name=text]").fill(WORDS)
    page.locator("[name=consent]").check()
    assert wide_enough(page)
    page.get_by_role("button", name="Надіслати запит").click()
    page.wait_for_url("**/uk/request/done/")
    reference, pin = page.locator("#reference").inner_text(), page.locator("#pin").inner_text()
    assert re.fullmatch(r"\d{4}-\d{4}", reference.strip())
    return reference.strip(), pin.strip()


def test_from_home_to_a_request_that_is_followed(reader: Page, center: CenterPage, live_server: Any) -> None:
    find_the_center(reader, live_server.url)
    reference, pin = send_a_request(reader)

    reader.goto(f"{live_server.url}/uk/request/track/")
    reader.locator("[name=reference]").fill(reference)
    reader.locator("[name=pin]").fill(pin)
    reader.locator("main form button").last.click()
    expect(reader.locator("main")).to_contain_text("«Ґанок»")
    assert NAME not in reader.content()
    assert WORDS not in reader.content()

    [intake] = Intake.objects.all()
    assert (intake.center_id, intake.name, intake.text) == (center.pk, NAME, WORDS)


def test_its_case_worker_reads_and_accepts_it(
    context: BrowserContext, center: CenterPage, live_server: Any, sign_in_browser: Callable[..., None]
) -> None:
    page = context.new_page()
    find_the_center(page, live_server.url)
    send_a_request(page)

    worker = case_worker_of(center)
    sign_in_browser(context, worker)
    page.goto(f"{live_server.url}/admin/requests/")
    expect(page.locator("body")).not_to_contain_text(NAME)
    page.locator(".staff a[href*='/admin/requests/']").first.click()
    expect(page.locator("body")).to_contain_text(WORDS)
    page.get_by_role("button", name="Взяти в роботу").first.click()
    assert Intake.objects.get().state == "accepted"


def test_by_keyboard_alone(page: Page, center: CenterPage, live_server: Any) -> None:
    """Tab, Space and Enter from the home page to a sent request."""

    def tab_to(selector: str) -> None:
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no way to {selector} by keyboard")

    page.goto(f"{live_server.url}/uk/")
    tab_to("#q")
    page.keyboard.type("Підгороддя")
    page.keyboard.press("Enter")
    page.wait_for_url("**/centers/?**")
    tab_to("a[href$='/centers/hanok/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/centers/hanok/")
    tab_to("a[href*='/request/?center=hanok']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/request/**")
    tab_to("[name=name]")
    page.keyboard.type(NAME)
    tab_to("[name=contact]")
    page.keyboard.type(CONTACT)
    tab_to("[name=safe]")
    page.keyboard.press("Space")
    tab_to("[name=need]")
    page.keyboard.press("Space")
    tab_to("[name=consent]")
    page.keyboard.press("Space")
    tab_to("form[method=post] .btn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uk/request/done/")
    assert Intake.objects.count() == 1

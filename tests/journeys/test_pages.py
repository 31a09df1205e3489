"""Every public page for everyone: no axe violation in either language, on a small or wide screen, by day or night.

The pages of a test share a database and a browser: filling one anew for each page took longer than looking at it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from playwright.sync_api import Browser, Page, Response

from directory.gazetteer import indexing
from directory.models import Hotline
from tests.factories import CenterPageFactory, PlaceFactory, StandardPageFactory, community, english, home
from tests.news.factories import NewsPageFactory, PartnerPageFactory, picture

pytestmark = pytest.mark.django_db(transaction=True)

# Width, and what else the reader's device asks for. From the second on all that can be folded is unfolded.
SCREENS = (
    (320, {"color_scheme": "light"}),
    (1280, {"color_scheme": "dark"}),
    (1280, {"color_scheme": "light", "forced_colors": "active"}),
)
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Half of axe's time goes into contrast. In forced colours they are the device's to choose, and in English the same.
WITHOUT_CONTRAST = {**AXE_OPTIONS, "rules": {"color-contrast": {"enabled": False}}}


def home_page() -> str:
    home()
    Hotline.objects.get_or_create(
        number="7333", defaults={"name": "Лайфлайн Україна", "name_en": "Lifeline Ukraine"}
    )
    CenterPageFactory()
    return "/"


def full_center() -> str:
    around, today = community(), timezone.localdate()
    place = PlaceFactory(name="Прикладне", community=around, raion=around.raion, oblast=around.oblast)
    CenterPageFactory(latitude=49.9, taking_requests=True)
    center = CenterPageFactory(
        title="Центр «Ґанок»",
        introduction="<p>Приходьте <b>просто так</b>.</p>",
        settlement=place,
        communities=[around],
        origins=[community("Бахмутська")],
        street="вул. Прикладна, 12",
        entrance="із двору, жовті двері",
        directions="зупинка «Прикладна площа»",
        phones=["+380671234567"],
        emails=["center@example.org"],
        website="https://example.org/",
        opening_hours="Mo-Fr 09:00-13:00,14:00-18:00",
        exceptions=[
            {"start": today, "end": today, "hours": "10:00-12:00", "reason": "нарада"},
            {"start": date(2126, 1, 1), "end": date(2126, 1, 3), "reason": "ремонт"},
        ],
        notice="Сьогодні без світла",
        access={"entrance_step_free": "yes", "elevator": "no", "automatic_door": "na", "quiet_room": "yes"},
        access_level="partly",
        access_level_on=date(2025, 7, 1),
        access_level_by="комісія громади",
        access_level_evidence="https://example.org/card",
        services=["case-management", "legal-aid"],
        services_remark="психолог, юрист",
        services_verified_on=date(2026, 11, 1),
        groups=["veterans"],
        provider="БО «Приклад»",
        programme="державний пілотний проєкт",
        verified_on=date(2026, 11, 1),
        source_url="https://example.org/source",
        taking_requests=True,
    )
    return f"/centers/{center.slug}/"


def translated_center() -> str:
    center = CenterPageFactory(opening_hours="24/7")
    english(center, title="Porch centre", introduction="<p>Come in.</p>")
    return f"/centers/{center.slug}/"


def unknown_center() -> str:
    Hotline.objects.get_or_create(
        number="7333", defaults={"name": "Лайфлайн Україна", "name_en": "Lifeline Ukraine"}
    )
    CenterPageFactory(taking_requests=True)
    return f"/centers/{CenterPageFactory(unlocated=True, communities=[community()]).slug}/"


def hidden_planned_center() -> str:
    center = CenterPageFactory(
        status="planned", status_since=date(2026, 9, 1), hide_position=True, communities=[community()]
    )
    return f"/centers/{center.slug}/"


def report_form() -> str:
    return f"/centers/{CenterPageFactory(phones=['+380671234567']).slug}/report/"


def text_page() -> str:
    page = StandardPageFactory(
        title="Питання і відповіді",
        slug="faq",
        lead="<p>Коротко про головне.</p>",
        body=[
            ("heading", "Про центри"),
            ("text", "<p>Що варто знати:</p><ul><li>раз</li><li>два</li></ul>"),
            ("question", {"question": "Чи треба запис?", "answer": "<p>Ні.</p>"}),
            ("question", {"question": "Чи це безоплатно?", "answer": "<p>Так.</p>"}),
        ],
    )
    answer = {"question": "Do I need an appointment?", "answer": "<p>No.</p>"}
    english(page, title="Questions and answers", lead="<p>In short.</p>", body=[("question", answer)])
    return "/faq/"


def missing_page() -> str:
    home()
    return "/nowhere/"


def directory() -> str:
    """Enough for a second page, two places of one name, and one that can be measured from."""
    around = community()
    for elsewhere in (around, community("Сусідня")):
        PlaceFactory(
            name="Іванівка", community=elsewhere, raion=elsewhere.raion, oblast=elsewhere.oblast,
            latitude=49.40, longitude=24.60,
        )  # fmt: skip
    PlaceFactory(
        name="Підгороддя", community=around, raion=around.raion, oblast=around.oblast,
        latitude=49.41, longitude=24.61,
    )  # fmt: skip
    indexing.index()
    CenterPageFactory.create_batch(21)
    return "/centers/"


def article() -> str:
    partner = PartnerPageFactory(title="Фонд «Приклад»", slug="pryklad", website="https://example.org/")
    NewsPageFactory(title="Інша новина")
    page = NewsPageFactory(
        title="Новий центр",
        slug="novyi-tsentr",
        body=[("text", "<p>Текст.</p>"), ("heading", "Далі"), ("picture", picture())],
        tags=["навчання"],
        partners=[partner],
        source_title="Джерело",
        source_url="https://example.org/source",
    )
    english(page, title="A new centre", lead="Come in.", body=[("text", "<p>Text.</p>")])
    return "/news/novyi-tsentr/"


# Each makes what its page shows and returns its address below the language. A new page type adds a line here…
MADE: list[Callable[[], str]] = [
    home_page,
    directory,
    full_center,
    translated_center,
    unknown_center,
    hidden_planned_center,
    report_form,
    article,
    text_page,
    missing_page,
]
# … or here, where nothing more has to be made.
OTHERS = (
    "/centers/?q=Підгороддя&profile=wheelchair&open=now",
    "/centers/?q=Іванівка",
    "/centers/?q=Щщщщ",
    "/centers/?km=near&foo=1",
    "/centers/?page=2",
    "/request/",
    "/request/?q=Іванівка",
    "/request/?need=nothing",
    "/request/done/",
    "/request/track/",
    "/statistics/",
    "/open-data/?oblast=UA46000000000026241",
    "/open-data/?oblast=nothing",
    "/embed/centers/",
    "/news/",
    "/news/?tag=nothing&year=20x4",
    "/partners/",
    "/partners/pryklad/",
)
WITHOUT_A_LANGUAGE = ("/accounts/login/", "/accounts/password/reset/", "/api/v1/docs", "/offline/")
TROUBLE = ("400", "403", "403_csrf", "413", "429", "500")
MAY_SET_COOKIES = ("/request/", "/accounts/")


@dataclass
class Looker:
    """Opens pages in one browser, and keeps what is wrong with them, by address."""

    page: Page
    host: str
    in_colour: bool = True
    wrong: dict[str, list[str]] = field(default_factory=dict)
    seen: int = 0
    address: str = ""

    def open(self, address: str) -> Response | None:
        self.address = address
        self.page.context.clear_cookies()
        response = self.page.goto(f"{self.host}{address}")
        self.look()
        return response

    def look(self) -> None:
        self.seen += 1
        page = self.page
        page.evaluate(AXE_SCRIPT)
        for width, asks in SCREENS if self.in_colour else SCREENS[:2]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(**{"forced_colors": "none", **asks})
            if width > SCREENS[0][0]:
                page.evaluate(UNFOLD)
            # A change of colours fades in, and axe would measure it half-way.
            page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
            where = f"{width} px, {asks}"
            measured = self.in_colour and "forced_colors" not in asks
            options = AXE_OPTIONS if measured else WITHOUT_CONTRAST
            for found in page.evaluate("options => axe.run(options).then(all => all.violations)", options):
                self.complain(*(f"{found['id']} ({where}): {one['html'][:120]}" for one in found["nodes"]))
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                self.complain(f"scrolls sideways ({where})")
        self.complain(*page.evaluate(STRANGE_WORDS))
        if page.context.cookies() and not any(part in self.address for part in MAY_SET_COOKIES):
            self.complain("sets a cookie")

    def complain(self, *what: str) -> None:
        if what:
            self.wrong.setdefault(self.address, []).extend(what)


UNFOLD = "document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true })"
# Markup shown as words, and Ukrainian that a page in English does not call so. What a person typed is theirs.
STRANGE_WORDS = """() => {
    const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const around = node.parentElement, text = node.textContent.trim();
        if (around.closest("script, style, pre, code, textarea")) continue;
        if (/<\\/?[a-z]+[^>]*>/.test(text)) wrong.push("markup as words: " + text.slice(0, 80));
        const foreign = around.closest("[lang]").lang !== "uk" && /[а-яіїєґ]{2}/i.test(text);
        if (foreign && !/“[^”]*”/.test(text)) wrong.push("not marked as Ukrainian: " + text.slice(0, 80));
    }
    return wrong;
}"""


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


@pytest.mark.parametrize("language", ["uk", "en"])
def test_pages_are_for_everyone(looker: Looker, language: str):
    looker.in_colour = language == "uk"
    for address in [*(make() for make in MADE), *OTHERS]:
        looker.open(f"/{language}{address}")

    _ask_for_support(looker, language)

    assert looker.wrong == {}
    assert looker.seen == len(MADE) + len(OTHERS) + 4


def _ask_for_support(looker: Looker, language: str) -> None:
    """The form with nothing in it, its errors, the receipt, and the request followed."""
    page = looker.page
    center = CenterPageFactory(taking_requests=True)
    looker.open(f"/{language}/request/?center={center.slug}")
    page.locator("form[method=post] button.btn").click()
    looker.address += " (refused)"
    page.locator("#errors").wait_for()
    looker.look()
    page.locator("[name=name]").fill("Олена")
    page.locator("[name=contact]").fill("067 123 45 67")
    page.locator("[name=safe][value=write_only]").check()
    page.locator("[name=need][value=talk]").check()
    page.locator("[name=consent]").check()
    page.locator("form[method=post] button.btn").click()
    page.wait_for_url("**/request/done/")
    looker.address = "/request/done/ (receipt)"
    looker.look()
    reference, pin = page.locator("#reference").inner_text(), page.locator("#pin").inner_text()
    page.goto(f"{looker.host}/{language}/request/track/")
    page.locator("[name=reference]").fill(reference)
    page.locator("[name=pin]").fill(pin)
    page.locator("main form button.btn").last.click()
    looker.address = "/request/track/ (found)"
    page.get_by_text(re.compile("Центр|Centre")).first.wait_for()
    looker.look()


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

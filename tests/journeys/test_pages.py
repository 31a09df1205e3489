"""Every public page for everyone: no axe violation in any language, width, colour scheme, nor anything to scroll to."""

from collections.abc import Callable
from datetime import date

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from directory.models import Hotline
from tests.factories import CenterPageFactory, PlaceFactory, StandardPageFactory, community, english, home

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def home_page() -> str:
    home()
    Hotline.objects.get_or_create(
        number="7333", defaults={"name": "Лайфлайн Україна", "name_en": "Lifeline Ukraine"}
    )
    CenterPageFactory()
    return "/"


def full_center() -> str:
    around = community()
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
        exceptions=[{"start": date(2126, 1, 1), "end": date(2126, 1, 3), "reason": "ремонт"}],
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
    english(page)
    return "/faq/"


def missing_page() -> str:
    home()
    return "/nowhere/"


# Each makes what its page shows and returns its address below the language. A new page type adds a line here.
PAGES: list[Callable[[], str]] = [
    home_page,
    full_center,
    translated_center,
    unknown_center,
    hidden_planned_center,
    text_page,
    missing_page,
]


@pytest.fixture
def screen(browser: Browser, live_server) -> Page:
    context = browser.new_context(base_url=live_server.url, locale="uk-UA", timezone_id="Europe/Kyiv")
    page = context.new_page()
    yield page
    assert context.cookies() == []  # a reader gets none
    context.close()


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_a_page_is_for_everyone(screen: Page, make: Callable[[], str], language: str):
    foreign: list[str] = []
    refused: list[str] = []
    path = make()
    screen.on("request", lambda request: foreign.append(request.url))
    screen.on(
        "console",
        lambda message: refused.append(message.text) if "Content Security" in message.text else None,
    )
    screen.goto(f"/{language}{path}")
    screen.evaluate(AXE_SCRIPT)

    for width in WIDTHS:
        screen.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            screen.emulate_media(color_scheme=scheme)
            _nothing_is_wrong(screen, f"{width} px, {scheme}")
    screen.emulate_media(color_scheme="light", forced_colors="active")
    _nothing_is_wrong(screen, "forced colours")
    screen.evaluate("document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true })")
    _nothing_is_wrong(screen, "everything unfolded")

    host = screen.url.split("/")[2]
    assert [url for url in foreign if url.split("/")[2] != host] == []
    assert refused == []


def _nothing_is_wrong(screen: Page, where: str) -> None:
    # A change of colours fades in, and axe would measure it half-way.
    screen.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    violations = screen.evaluate("options => axe.run(options).then(found => found.violations)", AXE_OPTIONS)
    complaints = [
        f"{violation['id']}: {node['html'][:120]}" for violation in violations for node in violation["nodes"]
    ]
    assert complaints == [], where
    wider = screen.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, where


def test_a_center_fits_on_one_printed_sheet(screen: Page):
    screen.goto(f"/uk{full_center()}")
    sheets = screen.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") or screen.pdf().count(
        b"/Type /Page "
    )
    assert sheets == 1

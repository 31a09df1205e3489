"""Every public page: what it shows is made here, once for a look at all of them.

The pages of a test share a database and a browser: filling one anew for each page took longer than looking at it.
"""

import re
from collections.abc import Callable
from datetime import date

from django.utils import timezone

from directory.gazetteer import indexing
from directory.models import Hotline
from tests.factories import CenterPageFactory, PlaceFactory, StandardPageFactory, community, english, home
from tests.journeys.looking import Looker
from tests.news.factories import NewsPageFactory, PartnerPageFactory, picture


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


def look_at_all(looker: Looker, language: str) -> None:
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

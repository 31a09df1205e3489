"""The page of a center: what it says, what it does not know, what it must not tell."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from geopy.distance import geodesic

from directory.models import CenterPage, Service
from directory.nearby import around
from directory.presenting.access import level
from tests.directory.pages import page, text, village
from tests.factories import CenterPageFactory, community, oblast

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

WEDNESDAY_NOON = datetime(2026, 11, 25, 10, tzinfo=UTC)  # 12:00 in Kyiv
MOST_QUERIES = 15
ENOUGH_TO_GET_IN = ("entrance_step_free", "entrance_door_width", "rooms_step_free", "accessible_toilet")


# --- The three questions ---


@time_machine.travel(WEDNESDAY_NOON, tick=False)
def test_first_it_says_whether_it_is_open_whether_one_gets_in_and_how_to_ask():
    center = CenterPageFactory(
        opening_hours="Mo-Fr 09:00-18:00",
        access=dict.fromkeys(ENOUGH_TO_GET_IN, "yes"),
        phones=["+380671234567"],
        settlement=village(),
        street="вул. Нова, 1",
        taking_requests=True,
    )  # fmt: skip
    said = text(page(center))

    assert "Відчинено до 18:00" in said
    assert "Завтра: 9:00–18:00." in said
    assert "На кріслі колісному: основні умови є" in said
    assert "Прийти, зателефонувати або написати" in said


def test_what_is_unknown_says_so_and_what_to_do():
    said = text(page(CenterPageFactory(unlocated=True, communities=[community()])))

    for words in (
        "Години невідомі", "Не вирушайте, доки не дізнаєтеся.", "Не відомо, запитайте центр",
        "Офіційну оцінку не внесено.", "Адреса ще не відома", "не показуємо точкою, відстані",
        "Інші послуги можливі, запитайте центр.", "Для всіх.", "Центр ще не підтвердив цю сторінку.",
    ):  # fmt: skip
        assert words.replace("не показуємо точкою, відстані", "Показуємо лише громаду, не точку") in said


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("planned", "Центр готується, його ще не відчинили"),
        ("suspended", "Центр призупинив роботу"),
        ("closed", "Цей центр закрито назавжди"),
    ],
)
def test_a_state_other_than_open_is_said_plainly_with_its_date(status, words):
    center = CenterPageFactory(status=status, status_since=date(2026, 9, 1), opening_hours="24/7")
    said = text(page(center))

    assert f"{words} (у цьому стані з 1 вересня 2026)" in said
    assert "Відчинено" not in said.split("Контакти й дорога")[0]


@time_machine.travel(WEDNESDAY_NOON, tick=False)
def test_a_notice_is_shown_until_its_last_day():
    center = CenterPageFactory(notice="Немає світла", notice_until=date(2026, 11, 25))
    assert "Немає світла" in page(center)
    with time_machine.travel(WEDNESDAY_NOON + timedelta(days=1), tick=False):
        cache.clear()
        assert "Немає світла" not in page(center)


# --- Where ---


def test_a_hidden_center_shows_its_community_and_nothing_finer():
    place = village(latitude=49.512345, longitude=24.712345)
    center = CenterPageFactory(
        hide_position=True, settlement=place, communities=[place.community], street="вул. Таємна, 7",
        entrance="синя брама", directions="маршрутка 12", latitude=49.598765, longitude=24.798765,
        phones=["+380671234567"],
    )  # fmt: skip
    for language in ("uk", "en"):
        html = page(center, language)
        for secret in ("Таємна", "синя брама", "маршрутка 12", "49.5", "24.7", "Прикладне", "geo:"):
            assert secret not in html
        assert "Рогатинська громада" in html
    assert "Адресу повідомляють телефоном." in text(page(center))


def test_a_hidden_center_without_a_telephone_tells_its_address_after_a_request():
    center = CenterPageFactory(hide_position=True, communities=[community()], street="вул. Таємна, 7")
    assert "Адресу повідомить центр після запиту." in text(page(center))


def test_only_an_address_is_a_point_on_the_map():
    assert "geo:49.83970,24.02970" in page(CenterPageFactory())
    for center in (
        CenterPageFactory(unlocated=True, settlement=village()),
        CenterPageFactory(unlocated=True, communities=[community()]),
    ):
        html = page(center)
        assert "geo:" not in html
        assert '"geo"' not in html
        assert "≈" in html


def test_a_relocated_center_says_whose_it_is_and_where_it_stands():
    home = community("Бахмутська", oblast=oblast("UA14000000000091971", "Донецька"))
    said = text(page(CenterPageFactory(origins=[home], communities=[community()])))

    assert "Релокований центр. Звідки: Бахмутська громада" in said
    assert "Бахмутська громада (Донецька область)" in said


# --- Hours ---


@time_machine.travel(WEDNESDAY_NOON, tick=False)
def test_today_is_marked_and_a_day_with_other_hours_shows_both():
    center = CenterPageFactory(
        opening_hours="Mo-Fr 09:00-13:00,14:00-18:00",
        exceptions=[
            {"start": date(2026, 11, 27), "end": date(2026, 11, 27), "hours": "10:00-12:00", "reason": "свято громади"},
            {"start": date(2026, 11, 20), "end": date(2026, 11, 21)},
            {"start": date(2026, 12, 1), "end": date(2026, 12, 5)},
        ],
    )  # fmt: skip
    html = page(center)
    said = text(html)

    assert re.findall(r'aria-current="date"><th scope="row">([^<]+)', html) == ["Середа, сьогодні"]
    assert "<s>9:00–13:00, 14:00–18:00</s><br>10:00–12:00" in html
    assert "п’ятниця, 27 листопада 10:00–12:00 свято громади" in said
    assert "1 грудня – 5 грудня зачинено" in said
    assert "20 листопада" not in said


@pytest.mark.parametrize(
    ("schedule", "moment", "seconds"),
    [
        ("Mo-Fr 09:00-18:00", "2026-11-25T12:00:00+02:00", 60),
        ("Mo-Fr 09:00-18:00", "2026-11-25T17:59:30+02:00", 30),
        ("Mo-Fr 09:00-18:00", "2026-11-25T08:59:59+02:00", 1),
        ("", "2026-11-25T08:59:59+02:00", 60),
    ],
)
def test_the_page_is_kept_no_longer_than_it_is_true(schedule, moment, seconds):
    center = CenterPageFactory(opening_hours=schedule)
    request = Client().get(f"/uk/centers/{center.slug}/").wsgi_request
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        response = center.serve(request)
    assert response.headers["Cache-Control"] == f"max-age={seconds}"


# --- Accessibility ---


@pytest.mark.parametrize(
    ("assessed", "today", "stale"),
    [
        (date(2026, 7, 1), date(2026, 11, 25), False),
        (date(2026, 5, 31), date(2026, 11, 25), True),
        (date(2025, 7, 1), date(2026, 8, 31), False),  # this season is not over: the last one is 2025
        (date(2025, 7, 1), date(2026, 9, 1), True),
        (date(2025, 5, 31), date(2026, 8, 31), True),
    ],
)
def test_an_official_level_older_than_the_last_season_says_its_year(assessed, today, stale):
    center = CenterPageFactory(access_level="partly", access_level_on=assessed, access_level_by="комісія")
    found = level(center, today)

    assert found is not None
    assert found.text == "Частково безбар’єрний"
    assert (f"оцінка за {assessed.year} рік" in found.more) is stale
    assert found.by == "комісія"


def test_an_official_level_is_never_computed():
    said = text(page(CenterPageFactory(access={"entrance_step_free": "no"})))

    assert "Офіційну оцінку не внесено." in said
    assert "вхід" in said
    assert "бар’єрний" not in said.lower().replace("безбар’єрний доступ", "")


def test_recorded_items_are_listed_and_the_rest_is_counted():
    said = text(page(CenterPageFactory(access={"elevator": "no", "shelter": "yes", "automatic_door": "na"})))

    assert "Ліфт ні" in said
    assert "Укриття в будівлі або поруч так" in said
    assert "Автоматичні двері не застосовується" in said
    assert "Про 65 із 68 пунктів відомостей ще немає." in said


# --- What it helps with, and asking ---


def test_an_open_center_gives_the_core_services_and_a_planned_one_only_what_is_recorded():
    core = Service.objects.filter(core=True).first()
    assert core.name in text(page(CenterPageFactory(services=["legal-aid"])))
    said = text(page(CenterPageFactory(status="planned", services=["legal-aid"])))
    assert core.name not in said
    assert "Правнича допомога" in said


def test_it_takes_a_request_only_when_it_is_able():
    able = CenterPageFactory(taking_requests=True)
    assert f'href="/uk/request/?center={able.slug}"' in page(able)

    for other, why in (
        (CenterPageFactory(takes_requests=True), "поки не приймає запитів через портал"),
        (
            CenterPageFactory(taking_requests=True, status="suspended"),
            "зараз не працює, тому запитів не приймає",
        ),
        (
            CenterPageFactory(taking_requests=True, paused_until=date.today() + timedelta(days=2)),  # noqa: DTZ011
            "тимчасово не приймає запитів",
        ),
    ):
        html = page(other)
        assert f"?center={other.slug}" not in html
        assert why in text(html)
        assert f"?center={able.slug}" in html  # the nearest that does


# --- Around it ---


def test_the_nearest_are_what_brute_force_finds():
    here = CenterPageFactory(latitude=50.0, longitude=30.0)
    for step in range(12):
        CenterPageFactory(
            latitude=50.0 + step * 0.37 % 2, longitude=30.0 + step * 1.1 % 4, slug=f"near-{step:02}"
        )
    CenterPageFactory(latitude=50.0, longitude=30.001, status="closed")

    found = around(here, 3, date(2026, 11, 25))
    others = CenterPage.objects.listed().filter(status="open").exclude(pk=here.pk)
    expected = sorted(
        (geodesic((50.0, 30.0), (other.public_latitude, other.public_longitude)).km, other.slug)
        for other in others
    )
    assert [hit.center.slug for hit in found.open] == [slug for _km, slug in expected[:3]]
    assert found.taking is None


def test_there_is_no_radius_around_it():
    here = CenterPageFactory(latitude=48.6, longitude=22.3)
    far = CenterPageFactory(latitude=48.3, longitude=38.0, taking_requests=True)

    found = around(here, 3, date(2026, 11, 25))
    assert [hit.center for hit in found.open] == [far]
    assert found.taking is not None

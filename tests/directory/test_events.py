"""Events: the list and its filters, an event, calendar files, and who edits them."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory.events.listing import Asked
from directory.hours import kyiv
from directory.models import Event
from directory.presenting.sign_up import sign_up
from directory.recurring import coming, occurrences
from tests.directory.happenings import event
from tests.directory.pages import page, village
from tests.examples import many
from tests.factories import CenterPageFactory, oblast

pytestmark = pytest.mark.django_db
LIST = "/uk/events/"


def titles(**params):
    cache.clear()
    response = Client().get(LIST, params)
    assert response.status_code == 200
    return [line.event.title for line in response.context["lines"]]


# --- Times ---


@many
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),  # noqa: DTZ001
    st.integers(1, 600),
    st.none() | st.integers(0, 60),
    st.datetimes(datetime(2025, 12, 1), datetime(2029, 1, 1)),  # noqa: DTZ001
)
def test_what_is_to_come_is_what_is_not_over(wall, minutes, weeks, moment):
    starts, now = kyiv(wall.replace(second=0, microsecond=0)), kyiv(moment)
    ends = starts + timedelta(minutes=minutes)
    until = None if weeks is None else starts.date() + timedelta(weeks=weeks)
    everything = list(occurrences(starts, ends, until))
    assert len(everything) == (weeks or 0) + 1
    assert all(begins < ends for begins, ends in everything)
    assert list(coming(starts, ends, until, now)) == [span for span in everything if span[1] > now]


# --- The list ---


def test_events_are_listed_by_when_they_are_next_and_vanish_when_they_are_over():
    center = CenterPageFactory()
    event(center, days=9, title="Пізня")
    event(center, days=2, title="Рання")
    weekly = event(
        center, days=-10, title="Щотижнева", repeats_until=timezone.localdate() + timedelta(days=30)
    )
    over = event(center, days=-2, title="Минула")
    event(days=5, title="Онлайн")
    found = titles()
    assert found[0] in ("Рання", "Щотижнева")
    assert set(found) == {"Пізня", "Рання", "Щотижнева", "Онлайн"}
    assert Client().get(reverse("directory:event", args=[weekly.pk])).status_code == 200
    for name in ("directory:event", "directory:event_calendar"):
        assert Client().get(reverse(name, args=[over.pk])).status_code == 404
    Event.objects.filter(pk=weekly.pk).update(over_at=timezone.now())
    assert "Щотижнева" not in titles()


def test_what_the_public_does_not_see_has_no_events():
    draft, closed = CenterPageFactory(live=False), CenterPageFactory(status="closed")
    event(draft)
    event(closed)
    assert titles() == []
    assert "/events/" not in Client().get("/uk/").content.decode()


def test_the_menu_and_the_sitemap_know_events_while_there_are_any():
    made = event(CenterPageFactory())
    assert 'href="/uk/events/"' in Client().get("/uk/").content.decode()
    sitemap = Client().get("/sitemap.xml").content.decode()
    assert "/uk/events/</loc>" in sitemap
    assert f"/en/events/{made.pk}/</loc>" in sitemap
    made.delete()
    cache.clear()
    assert 'href="/uk/events/"' not in Client().get("/uk/").content.decode()
    assert "/uk/events/" not in Client().get("/sitemap.xml").content.decode()


def test_filters_narrow_and_combine():
    lviv, kharkiv = CenterPageFactory(), CenterPageFactory(oblast=oblast("UA63000000000041885", "Харківська"))
    event(lviv, title="Для ветеранів", groups=["veterans"])
    event(lviv, title="Для всіх")
    event(kharkiv, title="Харків", groups=["children"], days=40)
    assert titles(oblast="UA63000000000041885") == ["Харків"]
    assert set(titles(center=lviv.slug)) == {"Для ветеранів", "Для всіх"}
    assert set(titles(group="veterans")) == {"Для ветеранів", "Для всіх"}
    assert titles(group="children", center=kharkiv.slug) == ["Харків"]
    later = timezone.localdate() + timedelta(days=40)
    assert titles(month=f"{later:%Y-%m}", oblast=kharkiv.oblast.pk) == ["Харків"]
    assert titles(month="2039-01") == []


@pytest.mark.parametrize(
    "query",
    [
        "?oblast=UA00",
        "?center=nema",
        "?group=x",
        "?month=2026-13",
        "?month=12",
        "?what=1",
        "?month=2026-12&month=2026-12",
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_listed(query):
    event(CenterPageFactory(), title="Є")
    response = Client().get(f"{LIST}{query}")
    assert response.status_code == 200
    assert response.context["complaints"]
    assert not response.context["lines"]
    assert Client().get(f"{LIST}?page=99").status_code == 404
    assert titles(utm_source="x") == ["Є"]


@given(
    st.dictionaries(
        st.sampled_from(["oblast", "center", "group", "month", "page", "x"]), st.text(max_size=20)
    )
)
def test_any_address_is_answered(params):
    params = {name: value for name, value in params.items() if "\x00" not in value}
    assert Client().get(LIST, params).status_code in (200, 404)


def test_the_number_of_queries_does_not_grow():
    center = CenterPageFactory()
    event(center, groups=["veterans"])
    counts = []
    for _step in range(3):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            Client().get(LIST)
        counts.append(len(queries))
        for _number in range(8):
            event(CenterPageFactory(), groups=["veterans", "older"])
    assert counts[1] == counts[2]
    assert counts[2] <= 15


# --- An event ---


def test_english_shows_what_is_translated_and_marks_the_rest():
    center = CenterPageFactory()
    foreign = event(center, title="Група", description="Опис")
    ours = event(center, title="Кава", title_en="Coffee", description="Опис", description_en="Talk")
    html = Client().get(f"/en/events/{foreign.pk}/").content.decode()
    assert '<h1 lang="uk">Група</h1>' in html
    assert '<div lang="uk"><p>Опис</p></div>' in html
    html = Client().get(f"/en/events/{ours.pk}/").content.decode()
    assert "<h1>Coffee</h1>" in html
    assert "Talk" in html
    assert "Опис" not in html


def test_where_centers_are_hidden_an_event_names_the_community_alone():
    place = village("Таємне")
    center = CenterPageFactory(street="вул. Тиха, 7", communities=[place.community], hide_position=True)
    here = event(center, spot="другий поверх")
    there = event(center, place=place, spot="у школі № 77")
    addresses = [LIST, f"/uk/centers/{center.slug}/", f"/uk/centers/{center.slug}/events.ics"]
    for made in (here, there):
        addresses += [
            reverse("directory:event", args=[made.pk]),
            reverse("directory:event_calendar", args=[made.pk]),
        ]
    for address in addresses:
        text = Client().get(address).content.decode().replace("\r\n ", "")
        assert "Рогатинська" in text
        for secret in ("Тиха", "другий поверх", "Таємне", "№ 77"):
            assert secret not in text, (address, secret)


def test_the_page_of_a_center_shows_its_next_events_and_their_calendar():
    center = CenterPageFactory()
    made = event(center, title="Гурток, для всіх")
    event(CenterPageFactory(), title="Чужа")
    html = page(center)
    assert "Гурток, для\xa0всіх" in html or "Гурток, для всіх" in html
    assert "Чужа" not in html
    response = Client().get(f"/uk/centers/{center.slug}/events.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert f"UID:event-{made.pk}@" in text
    assert "SUMMARY;LANGUAGE=uk:Гурток\\, для всіх" in text
    assert text.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("+380322555001", "tel:+380322555001"),
        ("a@example.org", "mailto:a@example.org"),
        ("https://example.org/x", "https://example.org/x"),
        ("javascript:alert(1)", ""),
        ("у касі", ""),
    ],
)
def test_signing_up_is_a_tap_where_it_can_be(text, href):
    assert sign_up(text).href == href


def test_one_day_of_a_weekly_event_is_cancelled_alone():
    center = CenterPageFactory()
    first = timezone.localdate() + timedelta(days=3)
    days = [first + timedelta(weeks=week) for week in range(3)]
    typed = [f"{days[0]:%d.%m.%Y}", days[1].isoformat(), days[0].isoformat()]
    made = event(center, title="Коло", repeats_until=days[2], called_off=typed)
    assert made.called_off == [day.isoformat() for day in days[:2]]
    assert titles() == ["Коло"]
    held = f"{days[2].day} "  # «16 грудня»
    for address in (LIST, f"/uk/centers/{center.slug}/"):
        cache.clear()
        html = Client().get(address).content.decode().replace("\xa0", " ")
        assert ">Скасовано<" in html, address
        assert held in html.partition("Наступного разу: ")[2][:40], address
    html = Client().get(f"/uk/events/{made.pk}/").content.decode()
    assert (html.count("</s> <b>скасовано</b>"), html.count("<s>")) == (2, 2)
    assert "EventCancelled" in html
    calendar = Client().get(f"/uk/events/{made.pk}.ics").content.decode()
    assert f"EXDATE;TZID=Europe/Kyiv:{days[0]:%Y%m%d}T170000" in calendar
    assert (calendar.count("EXDATE"), calendar.count("STATUS:CONFIRMED")) == (2, 1)


# --- Who edits ---


def test_a_bad_month_is_no_month():
    from django.http import QueryDict

    assert Asked.read(QueryDict("month=2026-02")).month == date(2026, 2, 1)

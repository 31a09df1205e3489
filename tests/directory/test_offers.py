"""How a center helps: services in detail, languages, visiting specialists, the mobile team, room today."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from directory import hours
from directory.answers import center_answer
from directory.capacity import say
from directory.hours import kyiv
from directory.models import (
    CapacityToday,
    CenterPage,
    CenterService,
    CooperatingBody,
    MobileStop,
    Service,
    VisitingSpecialist,
)
from directory.models.visits import dated_times
from search.understanding import understand
from search.vocabulary import Vocabulary
from tests.directory.pages import page, village
from tests.examples import several
from tests.factories import (
    CenterPageFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    oblast,
)

WEDNESDAY = kyiv(datetime(2026, 11, 25, 12, 0))  # noqa: DTZ001 - Kyiv's


def with_stops(center, *stops):
    center.stops = [MobileStop(**{"starts": time(10), "ends": time(12), **fields}) for fields in stops]
    center.save()
    return center


# --- Words ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kind", "slug"),
    [
        ("ВПО", "group", "displaced"),
        ("переселенців", "group", "displaced"),
        ("для переселенцям", "group", "displaced"),
        ("внутрішньо переміщеним особам", "group", "displaced"),
        ("переселенцы", "group", "displaced"),
        ("переселенцев", "group", "displaced"),
        ("УБД", "group", "veterans"),
        ("ветеранам", "group", "veterans"),
        ("ветераны", "group", "veterans"),
        ("інвалід", "group", "disability"),
        ("інвалідам", "group", "disability"),
        ("инвалидов", "group", "disability"),
        ("людей з інвалідністю", "group", "disability"),
        ("пенсионеры", "group", "older"),
        ("підлітків", "group", "children"),
        ("безработные", "group", "job-seekers"),
        ("юристом", "service", "legal-aid"),
        ("юридическая помощь", "service", "legal-aid"),
        ("роботу", "service", "employment-advice"),
        ("психологу", "service", "psychosocial-support"),
        ("гуманитарная помощь", "service", "humanitarian-aid"),
        ("шукаю роботу", "need", "work"),
        ("чоловік у полоні", "need", "missing"),
        ("панічні атаки", "need", "talk"),
        ("ищу работу", "need", "work"),
    ],
)
def test_people_find_terms_by_their_own_words(typed, kind, slug):
    found = understand(typed, Vocabulary())
    assert found.reading is not None
    assert (found.reading.kind, found.reading.term.slug) == (kind, slug)


# --- Services ---


@pytest.mark.django_db
def test_a_service_says_how_one_gets_it_and_an_own_one_by_its_own_name():
    center = CenterPageFactory(services_verified_on=date(2026, 11, 1), languages=["uk", "en"])
    service = Service.objects.get(slug="legal-aid")
    center.offers = [
        CenterService(
            service=service, modes=["phone", "in_center"], booking="appointment", hours="Tu 10:00-12:00"
        ),
        CenterService(service=service, title="Клуб складних паперів", title_en="Hard papers club"),
    ]
    center.save()
    assert center.service_slugs == ["legal-aid"]

    html = page(center)
    assert "Правнича допомога" in html
    assert "за записом" in html
    assert "Вт 10:00–\u206012:00" in html
    assert "Клуб складних паперів" in html
    english = page(center, "en")
    assert "Hard papers club" in english
    assert "Ukrainian, English; whether there is sign language is not known" in english
    said = center_answer(CenterPage.objects.for_display().get(pk=center.pk), timezone.now())
    assert said["services"] == ["legal-aid"]
    assert [offer["name"] for offer in said["offers"]] == [None, "Клуб складних паперів"]


@pytest.mark.django_db
def test_sign_language_is_what_the_accessibility_information_says():
    center = CenterPageFactory(access={"sign_language": "yes"}, languages=["uk"])
    said = center_answer(CenterPage.objects.for_display().get(pk=center.pk), timezone.now())
    assert said["languages"] == ["uk", "ukl"]
    assert "з українською жестовою мовою" in page(center)


@several
@given(st.text(max_size=30) | st.from_regex(r"\d{1,2}\.\d{1,2}\.\d{4} \d\d:\d\d-\d\d:\d\d", fullmatch=True))
def test_a_day_with_times_is_read_or_refused(text):
    try:
        line = dated_times(text)
    except ValidationError:
        return
    assert dated_times(line) == line
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d)*", line)


@pytest.mark.django_db
def test_a_specialist_comes_next_when_the_door_is_open_too():
    body = CooperatingBody.objects.create(name="Служба", kind="employment", website="https://example.org")
    today = timezone.localdate()
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7 or 7)
    center = CenterPageFactory(
        opening_hours="Mo-Su 09:00-18:00",
        exceptions=[{"start": wednesday, "end": wednesday}],
        phones=["+380322555001"],
    )
    center.visits = [
        VisitingSpecialist(body=body, what="радник", hours="We 10:00-13:00", booking="appointment")
    ]
    center.save()
    html = page(center)
    after = wednesday + timedelta(days=7)
    assert "Найближчий раз" in html
    assert str(after.day) in re.search(r"Найближчий раз: ([^<]*)", html)[1]
    assert "tel:+380322555001" in html
    assert hours.next_inside("We 10:00-13:00", center.schedule, timezone.now()).date() == after


# --- The mobile team ---


@several
@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 6),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_stops_to_come_are_those_of_the_next_two_weeks(today, weekday, once, until):
    now = kyiv(datetime.combine(today, time(11)))
    times = {"starts": time(10), "ends": time(12)}
    stop = MobileStop(day=once, **times) if once else MobileStop(weekday=weekday, until=until, **times)
    found = [span[0].date() for span in stop.coming(now)]
    days = [today + timedelta(days=n) for n in range(15)]
    if once:
        wanted = [day for day in days if day == once]
    else:
        wanted = [day for day in days if day.weekday() == weekday and (until is None or day <= until)]
    assert found == wanted


@pytest.mark.django_db
def test_a_stop_that_is_nearer_is_a_line_on_the_card_and_moves_nothing():
    today = timezone.localdate()
    near, far = village(latitude=49.0, longitude=24.0), village("Далеке", latitude=50.4, longitude=24.0)
    first = CenterPageFactory(latitude=49.2, longitude=24.0)
    second = with_stops(
        CenterPageFactory(latitude=49.3, longitude=24.0, opening_hours="Mo-Fr 09:00-18:00"),
        {"place": near, "spot": "біля школи", "day": today + timedelta(days=3)},
        {"place": far, "day": today + timedelta(days=1)},
    )
    with_stops(first, {"place": near, "day": today + timedelta(days=30)})
    html = Client().get("/uk/centers/", {"lat": "49.0", "lon": "24.0"}).content.decode()
    assert html.index(first.title) < html.index(second.title)
    html = html.replace("\u00a0", " ")
    assert re.findall(r"Мобільна бригада: ([^,]*),", html) == ["село Путятинці"]
    said = Client().get("/api/v1/centers/nearest", {"lat": "49.0", "lon": "24.0"}).json()["results"]
    assert [hit["center"]["slug"] for hit in said] == [first.slug, second.slug]
    assert said[1]["distance_km"] > 30


@pytest.mark.django_db
def test_where_centers_are_hidden_a_stop_names_the_community_alone():
    today = timezone.localdate()
    place = village("Таємне", latitude=49.0, longitude=24.0)
    hidden = with_stops(
        CenterPageFactory(latitude=49.3, longitude=24.0, hide_position=True, communities=[place.community]),
        {"place": place, "spot": "біля школи", "day": today + timedelta(days=3)},
    )
    html = page(hidden)
    assert "Мобільна бригада" in html
    assert "Рогатинська громада" in html
    cards = Client().get("/uk/centers/", {"lat": "49.0", "lon": "24.0"}).content.decode()
    api = Client().get(f"/api/v1/centers/{hidden.slug}").content.decode()
    for text in (html, cards, api):
        assert "Таємне" not in text
        assert "біля школи" not in text
    assert "Мобільна бригада" not in cards


# --- Room today ---


@pytest.mark.django_db
def test_room_today_is_said_by_who_works_there_and_is_over_at_midnight():
    center, other = CenterPageFactory(opening_hours="24/7"), CenterPageFactory(oblast=oblast())
    may = [editor_of(center), case_worker_of(center), coordinator_of(center.oblast)]
    for user in may:
        say(center, "full", user, timezone.localdate() + timedelta(days=2))
    with pytest.raises(PermissionDenied):
        say(center, "free", editor_of(other))
    assert CapacityToday.objects.count() == 1
    assert "На сьогодні місць немає" in page(center)
    assert "Запис на" in page(center)

    CapacityToday.objects.update(day=timezone.localdate() - timedelta(days=1))
    cache.clear()
    assert "місць немає" not in page(center)
    say(center, "", may[0])
    assert not CapacityToday.objects.exists()


@pytest.mark.django_db
def test_room_today_takes_one_click_in_the_admin(sign_in):
    center, other = CenterPageFactory(), CenterPageFactory()
    client = sign_in(editor_of(center))
    with translation.override("uk"):
        home = client.get(reverse("wagtailadmin_home"))
    assert center.title in home.content.decode()
    assert client.post(reverse("capacity:tell", args=[center.pk]), {"state": "queue"}).status_code == 302
    assert center.capacity.state == "queue"
    for bad in (
        {"state": "maybe"},
        {"state": "full", "next_day": "2020-01-01"},
        {"state": "full", "next_day": "x"},
    ):
        client.post(reverse("capacity:tell", args=[center.pk]), bad)
    center.capacity.refresh_from_db()
    assert center.capacity.state == "queue"
    assert client.post(reverse("capacity:tell", args=[other.pk]), {"state": "free"}).status_code == 404

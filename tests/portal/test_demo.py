"""The demo: real centers as the sources say, invented ones that show every state, and staff of every role."""

import csv
import io
import json
import re
import socket
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from directory.models import CaseWorker, CenterPage, Coordinator, Editor, Hotline
from news.models import NewsPage, PartnerPage
from portal.models import StandardPage, User

LINE = re.compile(
    r"login: (?P<login>\S+) password: (?P<password>\S+) role: (?P<role>\w+)"
    r"(?: center: (?P<center>\S+))? totp: (?P<totp>[A-Z2-7]+)"
)
pytestmark = pytest.mark.usefixtures("demo_content")


def demo():
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def logins(printed):
    lines = [line for line in printed.splitlines() if line.startswith("login: ")]
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found)
    return [match.groupdict() for match in found if match]


def listed():
    return CenterPage.objects.listed()


def training(number):
    return listed().get(slug=f"navchalnyi-tsentr-{number}")


def test_the_real_centers_are_what_the_table_says_and_no_more():
    with (Path(django_settings.BASE_DIR) / "directory" / "data" / "centers.csv").open(
        encoding="utf-8"
    ) as file:
        rows = list(csv.DictReader(file))
    real = listed().exclude(import_key__startswith="training:")
    assert real.count() == len(rows) == 75
    assert {center.title for center in real} == {row["name"] for row in rows}
    assert real.filter(status="planned").count() == 14
    assert real.exclude(opening_hours="").count() == 0
    assert real.exclude(street="").count() == 5
    assert real.filter(latitude__isnull=False).count() == 0
    assert real.filter(takes_requests=True).count() == 0
    assert real.filter(services_verified_on__isnull=False).count() == 0
    assert real.exclude(access={}).count() == 0
    assert real.exclude(access_level="").count() == 0
    assert sum(bool(center.origins) for center in real) == 9


def test_the_training_centers_say_that_they_are_invented():
    centers = list(listed().filter(import_key__startswith="training:"))
    assert len(centers) == 21
    for center in centers:
        assert "вигаданий" in center.title
        assert "вигаданий" in center.introduction
        assert all(phone.startswith("+3804400000") for phone in center.phones)
        assert all(email.endswith("@example.org") for email in center.emails)


def test_between_them_they_show_every_state():
    centers = [center for center in listed() if center.import_key.startswith("training:")]
    assert {center.status for center in centers} == {"open", "planned", "suspended", "closed"}
    assert {answer for center in centers for answer in center.answers.values()} == {"yes", "no", "na"}
    assert any(not center.answers for center in centers)
    assert {center.access_level for center in centers} == {"", "barrier_free", "partly", "not"}
    assert {bool(center.services_verified_on) for center in centers if center.status == "open"} == {
        True,
        False,
    }
    hours = {center.opening_hours for center in centers}
    assert {"24/7", "", "Mo-Su 20:00-08:00"} <= hours
    assert len(hours) > 10
    assert any(center.exceptions.exists() for center in centers)
    assert [center.slug for center in centers if center.is_paused] == ["navchalnyi-tsentr-17"]
    assert sum(len(center.stands_in) == 2 for center in centers) == 1
    assert sum(bool(center.origins) for center in centers) == 1
    cities = [center.settlement.pk for center in centers]
    assert len(cities) - len(set(cities)) == 1
    assert len({center.oblast.pk for center in centers}) >= 15


def test_the_hidden_one_keeps_its_street_for_staff():
    hidden = training(4)
    assert (hidden.is_hidden, hidden.street, hidden.public_street) == (True, "вул. Прихована, 4", "")
    assert hidden.public_precision == "community"
    assert hidden.public_settlement is None


def test_at_least_twelve_take_requests_and_each_has_staff_of_its_own():
    pks = [row.pk for row in listed().rows() if row.is_able(timezone.localdate())]
    able = listed().filter(pk__in=pks)
    assert able.count() == 16
    assert all(center.import_key.startswith("training:") for center in able)
    served = {worker.user_id: set() for worker in CaseWorker.objects.all()}
    for worker in CaseWorker.objects.all():
        served[worker.user_id].add(worker.center_id)
    assert max(map(len, served.values())) == 2
    assert sum(map(len, served.values())) == len(set.union(*served.values()))


def test_news_partners_lines_and_pages_are_there_in_ukrainian_and_partly_in_english():
    assert NewsPage.objects.filter(locale__language_code="uk").count() >= 6
    assert NewsPage.objects.filter(locale__language_code="en").count() >= 3
    assert PartnerPage.objects.filter(locale__language_code="uk").count() == 8
    assert StandardPage.objects.filter(locale__language_code="en").count() == 4
    assert NewsPage.objects.exclude(picture=None).first().picture.default_alt_text
    assert Hotline.objects.count() >= 12
    assert not Hotline.objects.filter(checked_on__isnull=False).exists()  # nobody has called them yet
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.shown
def test_no_public_page_asks_the_database_more_than_fifteen_times(client):
    """As the first reader after a change gets it; the addresses with a query are the dearest of their kind."""
    told = client.get("/sitemap.xml").content.decode()
    paths = re.findall(r"<loc>http://[^/]+([^<]+)</loc>", told)
    paths += ["/en/news/?partner=u-lead", "/uk/request/?center=navchalnyi-tsentr-1", "/en/my-needs/"]
    paths += [f"/{code}/centers/?lat=49.84&lon=24.03&profile=child&open=now" for code in ("uk", "en")]
    sections = {tuple(path.split("/")[:3]): path for path in paths}
    for path in {*sections.values(), *(path for path in paths if "/news/" in path)}:
        client.get(path)  # what a process learns once; the sizes of the pictures in the news

    asked = {}
    for path in paths:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked[path] = len(queries)

    assert {path: count for path, count in asked.items() if count > 15} == {}
    assert len(asked) > 150


def test_every_role_gets_a_line_with_which_its_person_can_sign_in(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    printed = demo()
    found = logins(printed)

    assert f"\n{settings.SITE_URL}/" in printed
    assert {login["role"] for login in found} == {
        "ministry",
        "coordinator",
        "editor",
        "case_worker",
        "translator",
    }
    for login in found:
        user = User.objects.get(username=login["login"])
        assert user.check_password(login["password"])
        factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        assert get_adapter().decrypt(factor.data["secret"]) == login["totp"]
        match login["role"]:
            case "case_worker":
                assert CaseWorker.objects.filter(user=user, center__slug=login["center"]).exists()
            case "editor":
                assert Editor.objects.filter(user=user, center__slug=login["center"]).exists()
            case "coordinator":
                assert Coordinator.objects.filter(user=user).exists()
        assert user.groups.exists() or login["role"] == "case_worker"
        assert not user.is_superuser
    assert len([login for login in found if login["role"] == "case_worker"]) >= 12


def test_a_second_run_prints_the_same_and_changes_nothing(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    first = logins(demo())
    kept = tmp_path / "demo-accounts.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {entry["password"] for entry in json.loads(kept.read_text()).values()} == {
        login["password"] for login in first
    }
    before = list(Page.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())

    assert logins(demo()) == first
    assert (list(Page.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())) == before


def test_what_is_dated_from_today_moves_on_with_the_days(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    later = timezone.now() + timedelta(days=45)
    with time_machine.travel(later, tick=False):
        assert not training(17).is_paused
        demo()
        assert training(17).is_paused
        today = timezone.localdate()
        [exception] = training(11).exceptions.all()
        assert (exception.start, exception.end) == (today, today + timedelta(days=2))


def test_a_training_center_that_someone_has_edited_is_left_alone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    center = training(11)
    center.exceptions = []
    center.title = "Навчальний центр № 11 (вигаданий, змінений)"
    center.save_revision().publish()
    demo()
    assert training(11).title.endswith("змінений)")
    assert not training(11).exceptions.exists()


def test_production_refuses_it(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="rely on"):
        demo()


def test_a_taken_port_is_named_before_anything_is_done(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        settings.SITE_URL = f"http://127.0.0.1:{port}"

        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("demo", prepare=True)

"""The inbox and the first page, as staff use them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.intake.models import ErrorReport, Intake
from directory.models import CenterPage
from portal.models import PortalSettings, User
from tests.factories import CenterPageFactory, coordinator_of, editor_of, oblast
from tests.intake.factories import CONTACT, NAME, TEXT, IntakeFactory, staff
from tests.intake.staff.asking import text, url

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

INBOX = "/admin/requests/"


class TestInbox:
    def test_the_most_urgent_first(self, client: Client, center: CenterPage, time_machine: Any) -> None:
        time_machine.move_to("2026-11-24T12:00:00+02:00", tick=False)
        now = timezone.now()
        ages = {"later": 1, "today": 40, "late": 51, "very late": 480}
        made = {
            name: IntakeFactory(center=center, created_at=now - timedelta(hours=hours))
            for name, hours in ages.items()
        }
        made["worked on"] = IntakeFactory(
            center=center, state="accepted", created_at=now - timedelta(hours=999)
        )
        IntakeFactory(center=center, state="helped")

        answer = client.get(INBOX)

        order = [row["intake"].pk for _urgency, _count, rows in answer.context["groups"] for row in rows]
        assert order == [made[name].pk for name in ("very late", "late", "today", "later", "worked on")]
        said = text(answer)
        for words in (
            "5 запитів.", "Прострочено: 2", "Сьогодні: 1", "Пізніше: 1", "У роботі: 1", "прострочено на 3 години",
            "прострочено на 18 днів", "сьогодні до 20:00", "26 листопада до 11:00",
        ):  # fmt: skip
            assert words in said

    def test_the_hours_are_a_setting(self, client: Client, center: CenterPage) -> None:
        site = PortalSettings.load()
        site.take_within_hours = 4
        site.save()
        IntakeFactory(center=center, created_at=timezone.now() - timedelta(hours=5))
        assert "Прострочено: 1" in text(client.get(INBOX))

    def test_filters(self, client: Client, center: CenterPage, worker: User) -> None:
        new, helped = IntakeFactory(center=center), IntakeFactory(center=center, state="helped")

        def shown(**asked: Any) -> set[int]:
            groups = client.get(INBOX, asked).context["groups"]
            return {row["intake"].pk for _urgency, _count, rows in groups for row in rows}

        assert shown() == {new.pk}
        assert shown(state="helped") == shown(q=helped.reference_shown) == {helped.pk}
        assert shown(state="all") == shown(state="all", center=center.pk) == {new.pk, helped.pk}
        assert shown(state="spam") == set()

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"q": "1234-5678"}, "У номері є помилка"),
            ({"q": "Олена"}, "вісім цифр"),
            ({"state": "gone"}, "у списку"),
            ({"center": "999999"}, "у списку"),
        ],
    )
    def test_what_is_not_understood_is_said_and_lists_nothing(
        self, client: Client, center: CenterPage, asked: dict[str, str], said: str
    ) -> None:
        IntakeFactory(center=center)
        answer = client.get(INBOX, asked)
        assert answer.status_code == 200
        assert said in text(answer)
        assert answer.context["groups"] == []

    @pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
    def test_an_impossible_page_is_not_found(self, client: Client, page: str) -> None:
        assert client.get(INBOX, {"page": page}).status_code == 404

    def test_queries_do_not_grow_with_requests(
        self, client: Client, center: CenterPage, django_assert_num_queries: Any
    ) -> None:
        IntakeFactory(center=center)
        client.get(INBOX)
        with CaptureQueriesContext(connection) as few:
            client.get(INBOX)
        for _ in range(12):
            IntakeFactory(center=center)
        with django_assert_num_queries(len(few)):
            client.get(INBOX)
        assert len(few) < 30

    def test_a_lost_key_does_not_close_the_inbox(
        self, client: Client, center: CenterPage, settings: Any
    ) -> None:
        intake = IntakeFactory(center=center)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE intake_intake SET contact = 'e1$gone$AAAA'")

        assert client.get(INBOX).status_code == 200
        answer = client.get(url(intake))
        assert answer.status_code == 200
        assert "бракує ключа" in text(answer)


def test_a_coordinator_sees_how_a_centers_request_goes_and_no_more(sign_in: Callable[[User], Client]) -> None:
    client = sign_in(staff(coordinator_of(oblast())))
    intake = IntakeFactory(state="accepted")
    said = text(client.get(url(intake)))

    assert "взято в роботу" in said
    assert intake.center.title in said
    assert "бачать лише працівники центру" in said
    assert TEXT not in said
    assert "Взяти в роботу" not in said
    assert "Історія" not in said


def test_a_center_with_requests_is_not_deleted(sign_in: Callable[[User], Client], admin_user: User) -> None:
    intake, empty = IntakeFactory(), CenterPageFactory()
    client = sign_in(admin_user)

    for page in (intake.center, intake.center.get_parent()):
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "надходили запити" in str([*get_messages(answer.wsgi_request)][-1])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={intake.center.pk}&id={empty.pk}")
    assert CenterPage.objects.filter(pk__in=[intake.center.pk, empty.pk]).count() == 2
    client.post(reverse("wagtailadmin_pages:delete", args=[empty.pk]))
    assert not CenterPage.objects.filter(pk=empty.pk).exists()


def test_a_topic_with_requests_is_not_deleted(sign_in: Callable[[User], Client], admin_user: User) -> None:
    intake = IntakeFactory(center=None)
    address = reverse("wagtailsnippets_directory_need:delete", args=[intake.need_id])
    answer = sign_in(admin_user).post(address, follow=True)
    assert "За цією темою є запити" in text(answer)
    assert Intake.objects.filter(need=intake.need_id).exists()


class TestFirstPage:
    def test_says_how_many_wait_and_nothing_of_whom(
        self, client: Client, worker: User, center: CenterPage, sign_in: Callable[[User], Client]
    ) -> None:
        IntakeFactory(center=center)
        IntakeFactory(center=center, created_at=timezone.now() - timedelta(days=9))
        IntakeFactory(center=center, state="helped")
        IntakeFactory()
        ErrorReport.objects.create(center=center, subjects=["hours"], text=TEXT, key_hash="key")
        home = reverse("wagtailadmin_home")

        said = text(client.get(home))
        assert "Запити</a>: 2 відкриті. <b>1 прострочено.</b>" in said
        assert "Повідомлення про помилки</a>" not in said
        assert "Повідомлення про помилки</a>: 1 нове." in text(sign_in(editor_of(center)).get(home))
        assert not [secret for secret in (NAME, CONTACT, TEXT) if secret in said]

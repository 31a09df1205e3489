"""The inbox and one request, as staff use them."""

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
from directory.intake.states import Event
from directory.models import CenterPage
from portal.models import PortalSettings, User
from tests.factories import CenterPageFactory, case_worker_of, coordinator_of, editor_of, oblast
from tests.intake.factories import CONTACT, NAME, TEXT, IntakeFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

INBOX = "/admin/requests/"


@pytest.fixture
def center() -> CenterPage:
    return CenterPageFactory(title="Ґанок")


@pytest.fixture
def worker(center: CenterPage) -> User:
    return staff(case_worker_of(center, first_name="Ірина", last_name="К."))


@pytest.fixture
def client(worker: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(worker)


def url(intake: Intake, name: str = "request", *arguments: str) -> str:
    return reverse(f"requests:{name}", args=[intake.pk, *arguments])


def text(answer: Any) -> str:
    """The words of a page, with plain spaces."""
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


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


class TestRequest:
    def test_it_shows_what_the_person_wrote_and_hides_the_contact(
        self, client: Client, center: CenterPage
    ) -> None:
        answer = client.get(url(IntakeFactory(center=center)))
        said = text(answer)

        assert TEXT in said
        assert "Лише писати, не дзвонити" in said
        assert "На кріслі колісному" in said or "колісн" in said
        assert NAME not in said
        assert CONTACT not in said
        assert "no-store" in answer["Cache-Control"]

    def test_the_contact_is_shown_on_a_press_that_is_logged(
        self, client: Client, center: CenterPage, worker: User
    ) -> None:
        intake = IntakeFactory(center=center)
        said = text(client.post(url(intake, "contact")))

        assert NAME in said
        assert CONTACT in said
        assert intake.entries.filter(kind=Event.CONTACT_SHOWN, by=worker).count() == 1
        assert CONTACT not in text(client.get(url(intake)))
        assert client.get(url(intake, "contact")).status_code == 405

    def test_every_look_is_logged(self, client: Client, center: CenterPage, worker: User) -> None:
        intake = IntakeFactory(center=center)
        client.get(url(intake))
        said = text(client.get(url(intake)))

        assert intake.entries.filter(kind=Event.VIEWED, by=worker).count() == 2
        assert "Хто переглядав: 2" in said
        assert "Ірина К." in said

    def test_the_way_to_help(self, client: Client, center: CenterPage, worker: User) -> None:
        intake = IntakeFactory(center=center)
        for name, seen, more in (
            ("accept", "new", {}),
            ("try", "accepted", {}),
            ("contact", "accepted", {}),
            ("refer", "contacted", {"body": "Бюро правничої допомоги", "agreed": "on"}),
            ("help", "referred", {}),
        ):
            answer = client.post(url(intake, "act", name), {"seen": seen, **more}, follow=True)
            assert answer.redirect_chain == [(url(intake), 302)], (name, answer.status_code)
            assert "Записано" in text(answer)

        intake.refresh_from_db()
        assert (intake.state, intake.taken_by, intake.referred_to) == (
            "helped",
            worker,
            "Бюро правничої допомоги",
        )
        assert "направлено → допомогли" in text(answer)

    @pytest.mark.parametrize("state", ["new", "accepted", "contacted", "referred", "helped", "spam"])
    def test_only_buttons_that_the_table_allows(self, client: Client, center: CenterPage, state: str) -> None:
        intake = IntakeFactory(center=center, state=state)
        page = client.get(url(intake)).content.decode()
        tried = ["try"] if state in ("accepted", "contacted", "referred") else []
        expected = {
            "new": ["accept", "decline", "withdraw", "spam"],
            "accepted": ["contact", "no_contact", "decline", "withdraw", "spam"],
            "contacted": ["help", "refer", "decline", "no_contact", "withdraw"],
            "referred": ["help", "decline", "no_contact", "withdraw"],
        }.get(state, []) + tried
        names = ("accept", "contact", "help", "try", "refer", "decline", "no_contact", "withdraw", "spam")
        assert {name for name in names if f'action="{url(intake, "act", name)}"' in page} == set(expected)

    def test_a_stale_press_says_what_happened(self, client: Client, center: CenterPage) -> None:
        intake = IntakeFactory(center=center)
        Intake.objects.get(pk=intake.pk).withdraw()

        answer = client.post(url(intake, "act", "accept"), {"seen": "new"})

        assert answer.status_code == 409
        assert "хтось вас випередив" in text(answer)
        assert "відкликано" in text(answer)
        assert Intake.objects.get(pk=intake.pk).state == "withdrawn"

    @pytest.mark.parametrize(
        ("name", "state", "sent"),
        [
            ("refer", "contacted", {"body": "Служба", "agreed": ""}),
            ("refer", "contacted", {"body": "", "agreed": "on"}),
            ("decline", "new", {"reason": ""}),
            ("decline", "new", {"reason": "так"}),
        ],
    )
    def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
        self, client: Client, center: CenterPage, name: str, state: str, sent: dict[str, str]
    ) -> None:
        intake = IntakeFactory(center=center, state=state)
        answer = client.post(url(intake, "act", name), {"seen": state, **sent})

        assert answer.status_code == 422
        assert 'class="error"' in answer.content.decode()
        assert sent.get("body", "") in text(answer)
        assert Intake.objects.get(pk=intake.pk).state == state

    def test_giving_up_too_early_is_refused_in_words(self, client: Client, center: CenterPage) -> None:
        intake = IntakeFactory(center=center, state="accepted")
        answer = client.post(url(intake, "act", "no_contact"), {"seen": "accepted"})
        assert answer.status_code == 409
        assert "щонайменше 3 рази" in text(answer)

    def test_words_for_the_person(self, client: Client, center: CenterPage) -> None:
        intake = IntakeFactory(center=center)
        assert client.post(url(intake, "say"), {"words": " "}).status_code == 422
        assert client.post(url(intake, "say"), {"words": "я" * 2001}).status_code == 422
        answer = client.post(url(intake, "say"), {"words": "Чекаємо вас у четвер."}, follow=True)
        assert "Чекаємо вас у четвер." in text(answer)
        assert Intake.objects.get(pk=intake.pk).answer == "Чекаємо вас у четвер."

    def test_what_was_erased_says_so(self, client: Client, center: CenterPage) -> None:
        intake = IntakeFactory(center=center, state="helped")
        Intake.objects.forget()
        said = text(client.get(url(intake)))
        assert "Особисті дані видалено" in said
        assert "Показати контакт" not in said
        assert client.post(url(intake, "say"), {"words": "Ще"}).status_code == 409

    @pytest.mark.parametrize("state", ["new", "contacted"])
    def test_every_form_carries_its_token(self, client: Client, center: CenterPage, state: str) -> None:
        page = client.get(url(IntakeFactory(center=center, state=state))).content.decode()
        forms = [form.partition("</form>")[0] for form in page.split('<form method="post"')[1:]]
        forms += [
            form.partition("</form>")[0] for form in page.split('<form class="stack" method="post"')[1:]
        ]
        assert len(forms) >= 6
        assert all("csrfmiddlewaretoken" in form for form in forms)

    def test_markup_that_a_person_wrote_is_text(self, client: Client, center: CenterPage) -> None:
        intake = IntakeFactory(
            center=center, text="<script>alert(1)</script>", name="<b>О</b>", contact="<i>1</i>"
        )
        page = client.post(url(intake, "contact")).content.decode()
        assert "<script>alert" not in page
        assert "<b>О</b>" not in page
        assert "<i>1</i>" not in page


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

"""One request as staff use it."""

import pytest
from django.test import Client

from directory.intake.models import Intake
from directory.intake.states import Event
from directory.models import CenterPage
from portal.models import User
from tests.intake.factories import CONTACT, NAME, TEXT, IntakeFactory
from tests.intake.staff.asking import text, url

pytestmark = [pytest.mark.django_db, pytest.mark.shown]


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

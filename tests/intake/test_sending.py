"""A request that was acknowledged is there, once, with its log and its mail, whatever happens at once."""

import threading
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from directory.intake import codes, sending
from directory.intake.models import Entry, Intake
from directory.intake.notifications import tell_staff
from directory.intake.sending import Sent, Words
from directory.intake.states import Event
from portal import background
from tests.factories import CenterPageFactory, case_worker_of, coordinator_of, oblast
from tests.intake.factories import CONTACT, NAME, SECRETS, SHARED, TEXT, WHEN, IntakeFactory, need

WORDS = Words(name=NAME, contact=CONTACT, safe="write_only", when=WHEN, text=TEXT)


def send(key: str = "key", **fields: Any) -> Sent:
    given = {"words": WORDS, "need": need(), "consent_version": "1", "language": "uk"}
    if "oblast" not in fields:
        center = fields.get("center") or CenterPageFactory()
        fields |= {"center": center.pk, "oblast": center.oblast_id}
    return sending.send(key=key, **(given | fields))


@pytest.mark.django_db
class TestSending:
    def test_everything_is_kept_at_once(self) -> None:
        center = CenterPageFactory()
        sent = send(center=center, profiles=["wheelchair"], remote=True, place=SHARED)

        intake = Intake.objects.get()
        assert sent.created
        assert (intake.center, intake.oblast, intake.state) == (center, center.oblast, "new")
        assert [getattr(intake, name) for name in ("name", "contact", "when", "text", "place")] == list(
            SECRETS
        )
        assert codes.read_reference(intake.reference_shown) == sent.intake.reference
        assert codes.check_pin(codes.pin_of("key"), intake.pin_hash)
        assert intake.entries.get().kind == Event.SENT
        assert "key" not in (intake.key_hash, intake.pin_hash)

    def test_a_known_key_makes_no_second_request(self) -> None:
        first = send()
        again = send(center=first.intake.center)
        other = send(center=first.intake.center, words=Words(NAME, CONTACT, "write_only", WHEN, "Інші слова"))
        about = send(center=first.intake.center, need=need("legal"))

        assert [sent.created for sent in (first, again, other, about)] == [True, False, False, False]
        assert [sent.same for sent in (first, again, other, about)] == [True, True, False, False]
        assert {sent.intake.pk for sent in (again, other, about)} == {first.intake.pk}
        assert Intake.objects.get().text == TEXT
        assert Entry.objects.count() == 1

    def test_a_reference_that_somebody_has_is_not_given_twice(self) -> None:
        taken = IntakeFactory(center=None)

        with patch.object(codes, "new_reference", side_effect=[taken.reference, taken.reference, "00000000"]):
            sent = send()

        assert sent.created
        assert sent.intake.reference == "00000000"

    def test_without_a_center_it_goes_to_the_coordinator_of_the_oblast(self) -> None:
        sent = send(oblast=oblast().pk)
        assert (sent.intake.center, sent.intake.oblast) == (None, oblast())

    @pytest.mark.parametrize(("agreed", "kept"), [(True, [3, 1, 2]), (False, [])])
    def test_other_centers_are_kept_only_for_who_agreed(self, agreed: bool, kept: list[int]) -> None:
        assert send(alternatives=[3, 1, 2, 9], reroute=agreed).intake.alternatives == kept

    def test_words_are_not_printed(self) -> None:
        assert not [secret for secret in SECRETS if secret in repr(WORDS) + repr(send())]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_many_times_at_once_is_one_request() -> None:
    center, results = CenterPageFactory(), []
    together = threading.Barrier(4)

    def press() -> None:
        together.wait()
        try:
            results.append(send(center=center))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(sent.created for sent in results) == [False, False, False, True]
    assert len({sent.intake.pk for sent in results}) == Intake.objects.count() == Entry.objects.count() == 1


@pytest.fixture
def tasks_in_database(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tasks_in_database")
class TestMail:
    def test_it_is_a_row_of_the_same_transaction(self) -> None:
        center = CenterPageFactory()
        ours = DBTaskResult.objects.filter(task_path="directory.intake.notifications.tell_staff")
        with transaction.atomic():
            send(center=center)
            assert ours.count() == 1
            transaction.set_rollback(True)
        assert not Intake.objects.exists()
        assert not ours.exists()

        sent = send(center=center)
        assert ours.get().args_kwargs == {"args": [sent.intake.pk], "kwargs": {}}
        assert mail.outbox == []

    def test_while_the_mail_server_is_away_it_is_tried_again_later(self, time_machine: Any) -> None:
        center = CenterPageFactory()
        case_worker_of(center)
        time_machine.move_to("2026-11-24T12:00:00+02:00", tick=False)
        intake = send(center=center).intake

        with patch.object(EmailBackend, "send_messages", side_effect=SMTPServerDisconnected):
            background.run_due()
        assert mail.outbox == []
        background.run_due()
        assert mail.outbox == []
        time_machine.shift(timedelta(minutes=1, seconds=1))
        background.run_due()

        assert len(mail.outbox) == 1
        intake.refresh_from_db()
        assert intake.told_at == timezone.now()


@pytest.mark.django_db
class TestLetters:
    def test_the_centers_case_workers_each_get_their_own(self) -> None:
        center = CenterPageFactory()
        workers = [case_worker_of(center), case_worker_of(center, CenterPageFactory())]
        case_worker_of(center, is_active=False)
        case_worker_of(CenterPageFactory())
        coordinator_of(center.oblast)

        send(center=center)

        assert sorted(letter.to for letter in mail.outbox) == sorted([user.email] for user in workers)

    def test_without_a_center_the_coordinator_gets_it(self) -> None:
        user = coordinator_of(oblast())
        case_worker_of(CenterPageFactory())

        send(oblast=oblast().pk)

        assert [letter.to for letter in mail.outbox] == [[user.email]]

    def test_it_says_that_a_request_waits_and_nothing_of_it(self) -> None:
        center = CenterPageFactory(title="Ґанок")
        case_worker_of(center)
        intake = send(center=center, place=SHARED).intake

        letter = mail.outbox[0]
        text = letter.message().as_string() + letter.subject + letter.body
        assert letter.subject == "Чекає новий запит на підтримку"
        assert f"http://testserver/admin/requests/{intake.pk}/" in letter.body
        hidden = (*SECRETS, "Ґанок", intake.reference, intake.reference_shown, intake.need.name)
        assert not [secret for secret in hidden if secret in text]

    def test_the_same_letter_has_the_same_id(self) -> None:
        center = CenterPageFactory()
        case_worker_of(center)
        intake = send(center=center).intake
        Intake.objects.update(told_at=None)
        tell_staff.call(intake.pk)
        tell_staff.call(intake.pk)

        first, second = mail.outbox  # not a third one: by then staff were told
        assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]

    def test_an_address_that_is_refused_stops_no_other(self) -> None:
        center = CenterPageFactory()
        workers = [case_worker_of(center), case_worker_of(center)]
        sent: list[str] = []

        def refuse_first(backend: Any, letters: list[Any]) -> int:
            if letters[0].to == [workers[0].email]:
                raise SMTPRecipientsRefused({})
            sent.extend(letters[0].to)
            return 1

        with patch.object(EmailBackend, "send_messages", refuse_first):
            intake = send(center=center).intake
        intake.refresh_from_db()
        assert sent == [workers[1].email]
        assert intake.told_at

    def test_that_nobody_can_be_told_is_said_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        intake = send().intake
        assert f"Nobody could be told about request {intake.pk}" in caplog.text

"""«Report an error»: by anyone, without a cookie, kept once and sealed, read by those who keep the page."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from directory.intake.models import ErrorReport, Subject
from directory.intake.models.reports import KEPT, LOOK, OVERDUE
from directory.intake.notifications import keepers, tell_editors
from directory.models import CenterPage
from portal.roles import Role, group_of
from tests.factories import (
    CenterPageFactory,
    UserFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    oblast,
)

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
TYPED = "Насправді з 10:00; мене звати Олена Вигадана"


@pytest.fixture
def center(db: None) -> CenterPage:
    return CenterPageFactory(title="Центр «Затишок»")


def address(center: CenterPage, language: str = "uk") -> str:
    return f"/{language}/centers/{center.slug}/report/"


def opened(client: Client, center: CenterPage) -> dict[str, str]:
    """The hidden fields of a fresh form, some seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        return dict(HIDDEN.findall(client.get(address(center)).content.decode()))


def sent(client: Client, center: CenterPage, hidden: dict[str, str] | None = None, **typed: object):
    fields = hidden if hidden is not None else opened(client, center)
    return client.post(address(center), {"subject": ["hours"], "text": TYPED, **fields, **typed})


def report(center: CenterPage, **fields: object) -> ErrorReport:
    number = ErrorReport.objects.count()
    return ErrorReport.objects.create(
        center=center, subjects=["hours"], text=TYPED, key_hash=f"key {number}", **fields
    )


class TestSending:
    def test_a_report_is_kept_and_the_reader_is_thanked(self, client, center):
        response = sent(client, center, subject=["hours", "other"])

        assert response.status_code == 303
        assert "Дякуємо" in client.get(response["Location"]).content.decode()
        kept = ErrorReport.objects.get()
        assert (kept.center, kept.subjects, kept.text) == (center, ["hours", "other"], TYPED)

    def test_no_cookie_is_set_and_none_is_needed(self, center):
        strict = Client(enforce_csrf_checks=True)
        hidden = opened(strict, center)

        response = sent(strict, center, hidden)

        assert response.status_code == 303
        assert not strict.cookies
        for asked in (strict.get(address(center)), response):
            assert "no-store" in asked["Cache-Control"]

    def test_each_reader_gets_a_form_of_their_own(self, client, center):
        assert opened(client, center)["key"] != opened(client, center)["key"]

    def test_the_same_form_sent_again_is_one_report(self, client, center):
        hidden = opened(client, center)

        assert [sent(client, center, hidden).status_code for _again in range(2)] == [303, 303]
        assert ErrorReport.objects.count() == 1

    def test_what_is_written_is_sealed_in_the_database(self, client, center):
        sent(client, center)

        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM intake_errorreport")
            assert "Олена" not in str(cursor.fetchall())

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"subject": []}, "Оберіть, що не так."),
            ({"subject": ["weather"]}, "списк"),
            ({"subject": ["other"], "text": ""}, "Напишіть кількома словами"),
            ({"text": "я" * 1_001}, "1000"),
            ({"website": "http://example.org"}, "порожнім"),
            ({"token": ""}, "надто довго"),
            ({"key": "x"}, "надто довго"),
        ],
    )
    def test_a_refused_form_keeps_what_was_typed(self, client, center, wrong, said):
        response = sent(client, center, **wrong)

        html = response.content.decode().replace("\xa0", " ")
        assert response.status_code == 422
        assert wrong.get("text", TYPED) in html
        assert 'value="hours"' in html
        assert not ErrorReport.objects.exists()
        assert said in html or said == "надто довго"

    def test_the_form_that_came_back_can_be_sent(self, client, center):
        refused = sent(client, center, token="forged")
        hidden = dict(HIDDEN.findall(refused.content.decode()))

        with time_machine.travel(timezone.now() + timedelta(seconds=30)):
            assert sent(client, center, hidden).status_code == 303

    def test_a_form_is_good_for_its_own_center_only(self, client, center):
        other = CenterPageFactory()

        assert sent(client, other, opened(client, center)).status_code == 422

    def test_machines_are_faster_than_people(self, client, center, settings):
        settings.RATE_LIMITS = True
        hidden = dict(HIDDEN.findall(client.get(address(center)).content.decode()))

        assert sent(client, center, hidden).status_code == 422

    def test_one_address_sends_five_an_hour_and_loses_nothing_typed(self, client, center, settings):
        settings.RATE_LIMITS = True
        answers = [sent(client, center) for _number in range(6)]

        assert [answer.status_code for answer in answers] == [303] * 5 + [429]
        assert TYPED in answers[-1].content.decode()
        assert int(answers[-1]["Retry-After"]) > 0
        assert ErrorReport.objects.count() == 5

    def test_only_of_a_center_that_the_public_sees(self, client, center):
        hidden = opened(client, center)
        center.unpublish()

        assert client.get(address(center)).status_code == 404
        assert sent(client, center, hidden).status_code == 404
        assert client.get("/uk/centers/nearest/report/").status_code == 404
        assert client.put(address(center)).status_code in (404, 405)


class TestNonsense:
    @given(
        data=st.dictionaries(
            st.sampled_from(["subject", "text", "key", "token", "website", "odd"]),
            st.one_of(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=4)),
        ),
        query=st.text(max_size=20),
    )
    def test_is_told_and_never_breaks_the_page(self, world, data, query):
        client, center = world
        response = client.post(address(center), data)
        assert response.status_code == 422
        expected = 400 if "\0" in query else 200  # zero bytes are refused at the door
        assert client.get(address(center), {"about": query}).status_code == expected

    @pytest.fixture
    def world(self, client, center):
        return client, center


class TestTelling:
    def test_a_letter_goes_to_the_editors_and_says_nothing_of_the_text(self, client, center):
        editor = editor_of(center)
        coordinator_of(center.oblast)
        sent(client, center)

        (letter,) = mail.outbox
        assert letter.to == [editor.email]
        assert "Затишок" in letter.body
        assert "Олена" not in letter.subject + letter.body
        assert reverse("error_reports:list") in letter.body

    def test_while_one_waits_a_letter_a_day_is_enough(self, center):
        editor_of(center)
        for _number in range(3):
            tell_editors.func(report(center).pk)
        assert len(mail.outbox) == 1

        ErrorReport.objects.update(done_at=timezone.now())
        tell_editors.func(report(center).pk)
        assert len(mail.outbox) == 2

    def test_without_editors_the_coordinator_is_told(self, center):
        coordinator = coordinator_of(center.oblast)
        UserFactory(is_active=False)

        assert keepers(center) == [coordinator]


class TestReading:
    def test_the_table_of_permissions(self, center, sign_in):
        call_command("setup_roles", verbosity=0)
        ministry, translator = UserFactory(), UserFactory()
        ministry.groups.add(group_of(Role.MINISTRY))
        translator.groups.add(group_of(Role.TRANSLATOR))
        call_command("setup_roles", verbosity=0)
        elsewhere = oblast("UA26000000000069363", "Івано-Франківська")
        may = [editor_of(center), coordinator_of(center.oblast), ministry]
        may_not = [
            editor_of(CenterPageFactory()), coordinator_of(elsewhere), translator, case_worker_of(center),
        ]  # fmt: skip
        one = report(center)

        for user in [*may, *may_not]:
            ErrorReport.objects.update(done_at=None, done_by=None)
            client = sign_in(user)
            html = client.get(reverse("error_reports:list")).content.decode()
            done = client.post(reverse("error_reports:done", args=[one.pk])).status_code
            one.refresh_from_db()
            assert (TYPED in html, done, one.done_by) == (
                (True, 302, user) if user in may else (False, 404, None)
            )

    def test_who_read_a_text_is_in_the_log_and_the_text_is_not(self, center, sign_in):
        editor, coordinator = editor_of(center), coordinator_of(center.oblast)
        first = report(center)
        for user in (editor, editor, coordinator):
            sign_in(user).get(reverse("error_reports:list"))
        second = report(center)
        sign_in(editor).get(reverse("error_reports:list"))

        looks = ModelLogEntry.objects.filter(action=LOOK).order_by("timestamp")
        assert list(looks.values_list("object_id", "user")) == [
            (str(first.pk), editor.pk), (str(first.pk), coordinator.pk), (str(second.pk), editor.pk),
        ]  # fmt: skip
        assert TYPED not in str(list(looks.values()))

    def test_overdue_ones_are_marked_and_found(self, center, sign_in):
        report(center, created_at=timezone.now() - OVERDUE)
        client = sign_in(coordinator_of(center.oblast))
        reports = reverse("error_reports:list")

        assert "понад 7" in client.get(reports).content.decode()
        assert TYPED in client.get(f"{reports}?show=overdue").content.decode()
        report(center)
        assert client.get(f"{reports}?show=overdue").content.decode().count(TYPED) == 1
        for nonsense in ("?show=everything", "?page=0", "?page=x"):
            assert client.get(reports + nonsense).status_code == 404

    def test_what_somebody_dealt_with_stays_theirs(self, center):
        one, first, second = report(center), editor_of(center), editor_of(center)

        assert one.done(by=first)
        assert not one.done(by=second)
        one.refresh_from_db()
        assert one.done_by == first


class TestForgetting:
    def test_after_thirty_days_only_the_subject_of_what_waits_is_left(self, center):
        now = timezone.now()
        old, fresh = now - KEPT, now - KEPT + timedelta(minutes=5)
        waits = report(center, created_at=old)
        report(center, created_at=old, done_at=now)
        kept = report(center, created_at=fresh, done_at=now)

        call_command("forget_requests")

        found = {one.pk: (one.subjects, one.text) for one in ErrorReport.objects.all()}
        assert found == {waits.pk: (["hours"], ""), kept.pk: (["hours"], TYPED)}

    def test_every_subject_has_words(self):
        assert all(str(label) for label in Subject.labels)

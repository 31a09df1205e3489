"""Who keeps pages true: the list of what is overdue, and the click that confirms."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from directory import checking
from directory.freshness import BLOCKS
from directory.models import CenterPage
from directory.models.confirming import (
    CONFIRM,
    changeable,
    confirm,
    keeps_centers,
    withdraw_services,
)
from portal.models import User
from portal.roles import Role, group_of
from tests.factories import (
    CenterPageFactory,
    UserFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    oblast,
)


def person(role: Role) -> User:
    """Somebody of the ministry, or a translator; with the permissions that their group has on pages."""
    user = UserFactory()
    user.groups.add(group_of(role))
    call_command("setup_roles", verbosity=0)
    return user


@pytest.fixture
def center(db: None) -> CenterPage:
    return CenterPageFactory(
        opening_hours="24/7", phones=["+380440000001"], services=["legal-aid"], access={"elevator": "yes"}
    )


def press(client, center, block):
    return client.post(reverse("checks:confirm", args=[center.pk]), {"block": block})


@pytest.mark.django_db
class TestWhoMay:
    def test_the_table_of_permissions(self, center, sign_in):
        other = oblast("UA26000000000069363", "Івано-Франківська")
        allowed = (editor_of(center), coordinator_of(center.oblast), person(Role.MINISTRY))
        refused = (
            (editor_of(CenterPageFactory()), 404),
            (coordinator_of(other), 404),
            (
                person(Role.TRANSLATOR),
                302,
            ),  # to the admin's first page, where it is said that this is not theirs
            (case_worker_of(center), 302),
        )
        for user in allowed:
            CenterPage.objects.filter(pk=center.pk).update(hours_verified_on=None)
            assert press(sign_in(user), center, "hours").status_code == 302, user
            center.refresh_from_db()
            assert center.hours_verified_on == timezone.localdate()
        for user, status in refused:
            CenterPage.objects.filter(pk=center.pk).update(hours_verified_on=None)
            assert press(sign_in(user), center, "hours").status_code == status, user
            center.refresh_from_db()
            assert center.hours_verified_on is None

    def test_nobody_else_has_the_list(self, center, client, sign_in):
        assert client.get(reverse("checks:list")).status_code == 302
        assert not keeps_centers(AnonymousUser())
        for user in (person(Role.TRANSLATOR), case_worker_of(center)):
            answer = sign_in(user).get(reverse("checks:list"))
            assert (answer.status_code, answer["Location"]) == (302, "/admin/")

    def test_nonsense_is_not_found(self, center, sign_in):
        client = sign_in(editor_of(center))
        for block in ("", "verified_on", "hours'--"):
            assert press(client, center, block).status_code == 404
        assert press(client, center, "\0").status_code == 400  # zero bytes are refused at the door
        assert client.get(reverse("checks:list") + "?oblast=UA99").status_code == 404
        assert client.get(reverse("checks:list") + "?page=77").status_code == 404


@pytest.mark.django_db
class TestConfirming:
    def test_all_at_once_but_never_the_list_of_services_for_the_first_time(self, center):
        editor = editor_of(center)

        assert confirm(center, BLOCKS, editor) == ["hours", "contacts", "access"]
        assert confirm(center, ["services"], editor) == ["services"]
        assert confirm(center, BLOCKS, editor) == list(BLOCKS)

        center.refresh_from_db()
        today = timezone.localdate()
        assert {getattr(center, name) for name in CenterPage.CONFIRMED} == {today}
        entries = PageLogEntry.objects.filter(page=center.pk, action=CONFIRM)
        assert [entry.user for entry in entries] == [editor] * 3

    def test_what_is_not_filled_in_can_not_be_confirmed(self):
        bare = CenterPageFactory()

        assert confirm(bare, ["hours"], editor_of(bare)) == []
        bare.refresh_from_db()
        assert bare.hours_verified_on is None

    def test_it_is_told_to_whoever_keeps_a_copy(self, center):
        before = center.changed_at
        confirm(center, ["hours"], editor_of(center))

        center.refresh_from_db()
        assert center.changed_at > before

    def test_a_pending_draft_undoes_no_confirmation(self, center):
        center.opening_hours = "Mo-Fr 09:00-18:00"
        draft = center.save_revision()
        center = CenterPage.objects.get(pk=center.pk)
        confirm(center, ["hours", "contacts", "access"], editor_of(center))
        confirm(center, ["services"], editor_of(center))

        draft.refresh_from_db()
        draft.publish()

        center.refresh_from_db()
        assert center.opening_hours == "Mo-Fr 09:00-18:00"
        assert {
            center.hours_verified_on,
            center.contacts_verified_on,
            center.access_verified_on,
            center.services_verified_on,
        } == {timezone.localdate()}

    def test_a_pending_draft_brings_no_withdrawn_confirmation_back(self, center):
        editor = editor_of(center)
        confirm(center, ["services"], editor)
        center.title = "Інша назва"
        draft = center.save_revision()
        center = CenterPage.objects.get(pk=center.pk)

        assert withdraw_services(center, editor)
        assert not withdraw_services(center, editor)
        draft.refresh_from_db()
        draft.publish()

        center.refresh_from_db()
        assert (center.title, center.services_verified_on) == ("Інша назва", None)

    def test_confirming_publishes_nothing_of_a_draft(self, center):
        center.opening_hours = "Mo-Fr 09:00-18:00"
        center.save_revision()
        center = CenterPage.objects.get(pk=center.pk)

        confirm(center, BLOCKS, editor_of(center))

        center.refresh_from_db()
        assert center.opening_hours == "24/7"
        assert center.has_unpublished_changes
        assert center.get_latest_revision_as_object().opening_hours == "Mo-Fr 09:00-18:00"

    def test_readers_see_it_at_once(self, center, client, sign_in):
        address = f"/uk/centers/{center.slug}/"
        assert "Ще не перевіряли." in client.get(address).content.decode().replace("\xa0", " ")

        press(sign_in(editor_of(center)), center, "all")

        assert "Перевірено " in client.get(address).content.decode().replace("\xa0", " ")


@pytest.mark.django_db
class TestTheList:
    def test_it_holds_what_the_user_keeps_with_the_most_pressing_first(self, center):
        today = timezone.localdate()
        editor = editor_of(center)
        CenterPage.objects.filter(pk=center.pk).update(verified_on=today, services_verified_on=today)
        assert [(row.pk, row.asks, row.fill) for row in checking.rows(editor)] == []

        ministry = person(Role.MINISTRY)
        late = CenterPageFactory(
            opening_hours="24/7", phones=["+380440000002"], verified_on=today - timedelta(days=200)
        )
        never = CenterPageFactory(opening_hours="24/7")
        empty = CenterPageFactory()
        closed = CenterPageFactory(status="closed")
        found = checking.rows(ministry)

        assert [row.pk for row in found] == [never.pk, late.pk, empty.pk]
        assert closed.pk not in [row.pk for row in found]
        assert [row.fill for row in found] == ["телефон", "чи можна зайти", "години роботи"]

    def test_one_oblast_of_several(self, center):
        other = oblast("UA26000000000069363", "Івано-Франківська")
        there = CenterPageFactory(opening_hours="24/7", oblast=other)
        ministry = person(Role.MINISTRY)

        assert [row.pk for row in checking.rows(ministry, other.pk)] == [there.pk]
        assert {code for code, _name in checking.oblasts(ministry)} == {center.oblast_id, other.pk}
        assert [found.pk for found in changeable(coordinator_of(other))] == [there.pk]

    def test_its_queries_do_not_grow_with_it(self, center, sign_in):
        client = sign_in(coordinator_of(center.oblast))
        client.get(reverse("checks:list"))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("checks:list"))
        for _number in range(5):
            CenterPageFactory(opening_hours="24/7")
        with CaptureQueriesContext(connection) as many_more:
            html = client.get(reverse("checks:list")).content.decode()
        assert html.count("Усе досі правда") == 6
        assert len(many_more) <= len(few)

    def test_the_first_page_of_the_admin_says_how_many_wait(self, center, sign_in):
        assert "1 центр чекає на перевірку." in sign_in(editor_of(center)).get(
            "/admin/"
        ).content.decode().replace("\xa0", " ")

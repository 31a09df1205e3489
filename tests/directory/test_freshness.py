"""How long ago something was checked: the rule, what the public reads, the list of those who keep pages, the click."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from directory import checking, freshness
from directory.freshness import BLOCKS, Check, State
from directory.models import CenterPage
from directory.models.confirming import (
    CONFIRM,
    changeable,
    confirm,
    facts_of,
    keeps_centers,
    withdraw_services,
)
from portal.models import PortalSettings, User
from portal.roles import Role, group_of
from tests.examples import many
from tests.factories import (
    CenterPageFactory,
    UserFactory,
    case_worker_of,
    coordinator_of,
    editor_of,
    oblast,
)

TODAY = date(2026, 11, 25)
MOST = {"hours": 90, "contacts": 180, "services": 180, "access": 365}
days = st.none() | st.dates(TODAY - timedelta(days=1_000), TODAY + timedelta(days=1_000))


# --- The rule


@many
@given(st.booleans(), st.lists(days, max_size=3), st.integers(1, 3_650))
def test_the_latest_day_that_is_not_to_come_decides(recorded, given_days, most):
    check = freshness.judge("hours", recorded, given_days, most, TODAY)

    past = sorted(day for day in given_days if day is not None and day <= TODAY)
    if not recorded:
        expected = State.UNKNOWN
    elif not past:
        expected = State.UNVERIFIED
    else:
        expected = State.FRESH if past[-1] + timedelta(days=most) >= TODAY else State.OVERDUE
    assert check.state is expected
    assert check.on == (past[-1] if recorded and past else None)
    assert (check.late > 0) == (expected is State.OVERDUE)
    assert check.asks == (expected in (State.UNVERIFIED, State.OVERDUE))


@given(st.lists(days.map(lambda day: day.isoformat() if day else ""), max_size=4), days)
def test_accessibility_is_as_fresh_as_its_oldest_item_or_as_the_day_of_all(item_days, confirmed):
    facts = freshness.Facts(
        hours=False,
        contacts=False,
        services=False,
        access={f"item{number}": day for number, day in enumerate(item_days)},
        days=dict.fromkeys(BLOCKS, ()) | {"access": (confirmed,)},
    )

    check = freshness.checks(facts, MOST, TODAY)["access"]

    oldest = date.fromisoformat(min(item_days)) if item_days and all(item_days) else None
    past = [day for day in (oldest, confirmed) if day and day <= TODAY]
    assert check.on == (max(past, default=None) if item_days else None)


def test_the_last_allowed_day_is_still_fresh():
    for passed, state in ((90, State.FRESH), (91, State.OVERDUE)):
        assert freshness.judge("hours", True, [TODAY - timedelta(days=passed)], 90, TODAY).state is state


def test_a_day_that_is_no_day_makes_nothing_fresh():
    facts = freshness.Facts(False, False, False, {"ramp": "учора"}, dict.fromkeys(BLOCKS, ()))

    assert freshness.checks(facts, MOST, TODAY)["access"].state is State.UNVERIFIED


def test_what_nobody_ever_checked_comes_before_what_was_checked_longest_ago():
    never = {"hours": Check("hours", State.UNVERIFIED)}
    older = {"hours": Check("hours", State.OVERDUE, TODAY, 300)}
    newer = {"hours": Check("hours", State.OVERDUE, TODAY, 3), "access": Check("access", State.UNKNOWN)}
    fresh = {"hours": Check("hours", State.FRESH, TODAY)}

    assert sorted([fresh, newer, never, older], key=freshness.urgency) == [never, older, newer, fresh]


def test_confirming_everything_says_nothing_of_the_list_of_services():
    center = SimpleNamespace(
        opening_hours="24/7", phones=[], emails=[], website="", street="вул. Вигадана, 1", service_slugs=["legal-aid"],
        access={}, verified_on=TODAY, hours_verified_on=None, contacts_verified_on=None, services_verified_on=None,
        access_verified_on=None,
    )  # fmt: skip
    found = freshness.checks(facts_of(center), MOST, TODAY)

    assert {block: check.state for block, check in found.items()} == {
        "hours": State.FRESH,
        "contacts": State.FRESH,
        "services": State.UNVERIFIED,
        "access": State.UNKNOWN,
    }


# --- What the public reads


@pytest.mark.django_db
class TestThePage:
    def page(self, client, **fields):
        center = CenterPageFactory(opening_hours="Mo-Fr 09:00-18:00", phones=["+380440000001"], **fields)
        return client.get(f"/uk/centers/{center.slug}/").content.decode().replace("\xa0", " ")

    def test_a_block_that_nobody_checked_says_so(self, client):
        html = self.page(client)

        assert html.count("Ще не перевіряли.") == 2  # hours and contacts
        assert "Давно не перевіряли" not in html

    def test_a_block_says_when_it_was_checked_and_what_to_do_when_that_is_long_ago(self, client):
        today = timezone.localdate()
        html = self.page(client, hours_verified_on=today - timedelta(days=91), contacts_verified_on=today)

        assert html.count("Давно не перевіряли: зателефонуйте, перш ніж іти") == 1
        assert "Ще не перевіряли." not in html
        assert html.count("Перевірено ") == 2

    def test_the_site_says_how_long_something_stays_fresh(self, client):
        today = timezone.localdate()
        site = PortalSettings.load()
        site.hours_fresh_days = 3
        site.save()

        assert "Давно не перевіряли" in self.page(client, hours_verified_on=today - timedelta(days=4))

    def test_it_asks_the_database_nothing_more(self, client):
        center = CenterPageFactory(opening_hours="24/7", access={"elevator": "yes"})
        client.get(f"/uk/centers/{center.slug}/")
        cache.clear()
        with CaptureQueriesContext(connection) as cold:
            client.get(f"/uk/centers/{center.slug}/")
        assert sum("fresh_days" in query["sql"] for query in cold) <= 1

    def test_a_card_has_a_word_only_where_hours_may_be_out_of_date(self, client):
        today = timezone.localdate()
        CenterPageFactory(opening_hours="24/7")
        CenterPageFactory(opening_hours="24/7", hours_verified_on=today - timedelta(days=100))
        CenterPageFactory(opening_hours="24/7", hours_verified_on=today)
        CenterPageFactory()

        html = client.get("/uk/centers/").content.decode().replace("\xa0", " ")

        assert html.count("години ще не перевіряли") == 1
        assert html.count("години давно не перевіряли") == 1


# --- Who keeps pages true, and the click


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

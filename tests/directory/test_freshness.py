"""How long ago something was checked: the rule, what the public reads, the list of those who keep pages, the click."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory import freshness
from directory.freshness import BLOCKS, Check, State
from directory.models.confirming import (
    facts_of,
)
from portal.models import PortalSettings
from tests.examples import many
from tests.factories import (
    CenterPageFactory,
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

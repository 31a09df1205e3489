"""What a page of the directory costs: queries, weight, and how long it is kept."""

from __future__ import annotations

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import CenterPage, Place
from tests.factories import CenterPageFactory, english, oblast
from tests.search.results import STEP_FREE, slugs, town

pytestmark = [pytest.mark.django_db, pytest.mark.shown, pytest.mark.usefixtures("site")]


def full_town() -> Place:
    """Twenty centers of which everything is known that a card shows, and more."""
    place = town()
    for number in range(11):
        common = {
            "settlement": place,
            "oblast": oblast(),
            "communities": [place.community],
            "phones": ["+380671234567"],
        }
        title = f"Центр життєстійкості Рогатинської громади № {number}"
        known = CenterPageFactory(
            **common,
            title=title,
            access=STEP_FREE,
            opening_hours="24/7",
            street="вул. Галицька, 40",
        )
        english(known, title=f"Resilience Centre {number}")
        CenterPageFactory(**common, title=f"{title}а", unlocated=True)
    return place


def cost(client: Client, address: str, *, anew: bool, **params) -> int:
    client.get(address, params)  # what a process learns once for a state of the directory
    if anew:
        CenterPage.objects.touch()  # another state: all of that is forgotten
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, params).status_code == 200
    return len(queries)


SEARCHES = [
    {"status": "any"},
    {"q": "Рогатин", "profile": "wheelchair", "open": "now", "service": "legal-aid"},
    {"q": "психолог"},
    {"q": "Галицька 40"},
    {"q": "абракадабра"},
    {"q": "Рогатн"},
    {"lat": "49.84", "lon": "24.03", "q": "центр", "km": "100"},
    {"km": "5"},
]


def test_fifteen_queries_at_most_however_many_centers(client: Client):
    def costs(*, anew: bool) -> list[int]:
        addresses = [(f"/{code}/centers/", search) for code in ("uk", "en") for search in SEARCHES]
        return [cost(client, address, anew=anew, **search) for address, search in addresses]

    full_town()
    before = costs(anew=True)
    CenterPageFactory.create_batch(5, title="Галицька 40", opening_hours="24/7")

    assert costs(anew=True) == before
    assert max(costs(anew=False)) <= 15


def test_twenty_results_weigh_no_more_than_thirty_kilobytes_and_ten_compressed(client: Client):
    full_town()
    plain = client.get("/uk/centers/", {"q": "Рогатин"})
    judged = client.get("/uk/centers/", {"q": "Рогатин", "profile": "wheelchair", "open": "now"})

    assert (len(slugs(plain)), len(slugs(judged))) == (20, 20)
    assert len(plain.content) <= 30_000
    assert max(len(gzip.compress(page.content)) for page in (plain, judged)) <= 10_000


def test_the_plain_page_is_kept_no_longer_than_it_is_true(client: Client, monkeypatch):
    CenterPageFactory(opening_hours="24/7")
    monkeypatch.setattr("search.views.hours.fresh_for", lambda schedule, now: 7)
    monkeypatch.setattr("portal.page_cache._to_browser", lambda response: response)

    assert "max-age=7" in client.get("/uk/centers/").headers["Cache-Control"]

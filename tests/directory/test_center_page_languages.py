"""The page of a center in both languages and for machines, and what it costs."""

import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import CenterService, HoursException, Service
from portal.page_cache import GENERATION
from tests.directory.pages import page, village
from tests.factories import CenterPageFactory, community, english

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

MOST_QUERIES = 15


def test_the_english_page_of_an_untranslated_center_is_there_from_the_start():
    center = CenterPageFactory(title="Центр «Ґанок»", street="вул. Нова, 1", settlement=village())
    html = page(center, "en")

    assert "<title>Центр «Ґанок» — Resilience centres</title>" in html
    assert '<h1 lang="uk">Центр «Ґанок»</h1>' in html
    assert "Is it open now?" in html
    for code in ("uk", "en"):
        assert f'hreflang="{code}" href="{settings.SITE_URL}/{code}/centers/{center.slug}/"' in html
    assert f'<a href="/uk/centers/{center.slug}/" lang="uk" hreflang="uk">' in html


def test_facts_of_a_translated_center_are_those_of_its_ukrainian_page_at_once(
    django_capture_on_commit_callbacks,
):
    center = CenterPageFactory(opening_hours="24/7", phones=["+380671234567"], services=["legal-aid"])
    english(center, title="Porch centre")
    html = page(center, "en")
    assert "<h1>Porch centre</h1>" in html
    assert "Open round the clock" in html

    center.opening_hours = ""
    center.phones = ["+380509999999"]
    center.street = "вул. Інша, 5"
    center.offers = [CenterService(service=Service.objects.get(slug="childcare"))]
    center.exceptions = [HoursException(start=date(2126, 1, 1), end=date(2126, 1, 2), reason="свято")]
    with django_capture_on_commit_callbacks(execute=True):
        center.save()

    html = page(center, "en")
    assert "<h1>Porch centre</h1>" in html
    assert "Hours not known" in html
    assert "tel:+380509999999" in html
    assert "+380671234567" not in html
    assert "вул. Інша, 5" in html
    assert "Day care for children" in html
    assert "Legal aid" not in html


def test_a_withdrawn_center_is_gone_in_every_language():
    center = CenterPageFactory()
    english(center, title="Porch centre")
    center.unpublish()
    for language in ("uk", "en"):
        page(center, language, status=404)


def test_what_search_engines_read_is_data_that_cannot_end_its_element():
    center = CenterPageFactory(
        title="</script><script>alert(1)</script>", street="вул. Нова, 1", settlement=village()
    )
    html = page(center)

    assert "<script>alert" not in html
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data = json.loads(found)
    assert data["name"] == center.title
    assert data["address"]["streetAddress"] == "вул. Нова, 1"


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_number_of_queries_does_not_grow(language):
    for step in range(8):
        CenterPageFactory(latitude=49.9 + step / 5, longitude=24, taking_requests=step == 7)
    small = CenterPageFactory(
        communities=[community()],
        settlement=village(),
        origins=[community("Колишня")],
        exceptions=[{"start": date(2126, 1, 1), "end": date(2126, 1, 1)}],
    )
    nothing = CenterPageFactory(communities=[community("Тиха")], settlement=village())
    large = CenterPageFactory(
        settlement=village(),
        communities=[community(f"Громада{step}ська") for step in range(5)],
        origins=[community(f"Інша{step}ська") for step in range(5)],
        services=["legal-aid", "childcare", "trainings", "case-management"],
        groups=["veterans", "older", "parents"],
        exceptions=[{"start": date(2126, 1, day), "end": date(2126, 1, day)} for day in range(1, 9)],
        opening_hours="Mo-Fr 09:00-18:00",
    )
    counts = []
    for center in (small, small, large, nothing):
        with CaptureQueriesContext(connection) as queries:
            page(center, language)
        counts.append(len(queries))
        cache.delete(GENERATION)
    assert counts[2] <= MOST_QUERIES
    assert counts[2] == counts[1] > counts[3]  # what there is nothing of is not asked for

"""A center page: what is derived from what was entered."""

from datetime import date

import pytest

from directory.models import CenterPage
from tests.factories import CenterPageFactory, community

pytestmark = pytest.mark.django_db


def test_what_is_searched_by_is_derived_when_a_center_is_saved() -> None:
    rohatyn = community()
    center = CenterPageFactory(
        unlocated=True,
        communities=[rohatyn],
        services=["legal-aid"],
        groups=["veterans"],
        access={"entrance_step_free": "yes"},
        opening_hours="Mo-Fr 09:00-18:00",
        exceptions=[{"start": date(2026, 12, 1), "end": date(2026, 12, 1)}],
        taking_requests=True,
    )

    [row] = CenterPage.objects.listed().rows()

    assert (row.slug, row.precision) == (center.slug, "community")
    assert row.point == rohatyn.point
    assert row.facts.services == {"legal-aid"}
    assert row.facts.groups == {"veterans"}
    assert row.facts.access == {"entrance_step_free": "yes"}
    assert row.facts.schedule == "Mo-Fr 09:00-18:00; 2026 Dec 01 off"
    assert row.accepting

"""`open=` at moments that are hard: both changes of the clock, midnight, the leap day, far away; page and API agree."""

import pytest
from django.test import Client

from tests.factories import CenterPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

HOURS = {
    "always": "24/7",
    "before-four": "Mo-Su 03:00-03:45",
    "half-past-four": "Mo-Su 04:15-04:45",
    "friday-night": "Fr 20:00-02:00",
    "leap-day": "Feb 29 10:00-12:00",
    "unknown": "",
}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # In spring 03:00 to 04:00 is no time in Kyiv: what is said of it is meant an hour later.
        ("2026-03-29T03:30", {"always", "half-past-four"}),
        ("2026-03-29T02:59", {"always"}),
        # In autumn 03:30 comes twice: without an offset the first is meant, with one either.
        ("2026-10-25T03:30", {"always", "before-four"}),
        ("2026-10-25T03:30+03:00", {"always", "before-four"}),
        ("2026-10-25T00:30Z", {"always", "before-four"}),
        ("2026-10-25T04:30", {"always", "half-past-four"}),
        # A night belongs to the day on which it began; its end is not inside.
        ("2026-11-27T23:59", {"always", "friday-night"}),
        ("2026-11-28T00:00", {"always", "friday-night"}),
        ("2026-11-28T01:59", {"always", "friday-night"}),
        ("2026-11-28T02:00", {"always"}),
        ("2028-02-29T10:30", {"always", "leap-day"}),
        ("2027-02-28T10:30", {"always"}),
        ("1970-01-01T00:00", {"always"}),
        ("2199-12-31T23:59", {"always"}),
    ],
)
def test_who_is_open_at_a_moment(moment: str, expected: set[str]) -> None:
    for slug, hours in HOURS.items():
        CenterPageFactory(slug=slug, title=slug, opening_hours=hours)
    CenterPageFactory(slug="planned", title="planned", opening_hours="24/7", status="planned")
    client = Client()

    answer = client.get("/api/v1/centers", {"open": moment, "unknown": "1"}).json()["results"]
    page = client.get("/uk/centers/", {"open": moment}).content.decode()

    assert {each["slug"] for each in answer if each["fit"] == "fits"} == expected
    assert [each["slug"] for each in answer if each["fit"] == "unknown"] == ["unknown"]
    assert {slug for slug in HOURS if f"/centers/{slug}/" in page} == expected | {"unknown"}

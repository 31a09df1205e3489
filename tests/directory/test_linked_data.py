"""What pages tell search engines: true, complete, and of a hidden place nothing finer than the community."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Event
from tests.factories import CenterPageFactory, PlaceFactory, community, home

pytestmark = [pytest.mark.django_db, pytest.mark.shown]


def told(address: str) -> Any:
    page = Client().get(address).content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)


def test_the_home_page_tells_the_site_and_who_publishes_it() -> None:
    home()

    said = told("/uk/")

    assert (said["@type"], said["name"]) == ("WebSite", "Центри життєстійкості")
    assert said["publisher"]["@type"] == "GovernmentOrganization"
    assert said["potentialAction"]["target"] == "http://testserver/uk/centers/?q={q}"


@pytest.mark.parametrize(
    ("hours", "told_hours"),
    [
        ("Mo-Fr 09:00-18:00; Sa 10:00-15:00", ["Mo-Fr 09:00-18:00", "Sa 10:00-15:00"]),
        ("Mo-Fr 09:00-18:00; PH off", None),
        ("", None),
    ],
)
def test_a_center_tells_hours_that_both_notations_share(hours: str, told_hours: list[str] | None) -> None:
    CenterPageFactory(slug="one", opening_hours=hours)

    assert told("/uk/centers/one/").get("openingHours") == told_hours


@pytest.mark.parametrize("hidden", [False, True])
def test_an_event_tells_when_and_where_as_fine_as_it_may(hidden: bool) -> None:
    rohatyn = community(hide_centers=hidden)
    town = PlaceFactory(
        kind="M", name="Рогатин", oblast=rohatyn.oblast, community=rohatyn, raion=rohatyn.raion
    )
    center = CenterPageFactory(
        slug="one", communities=[rohatyn], settlement=town, street="вул. Таємна, 7", latitude=49.512345
    )
    begins = timezone.now().replace(microsecond=0) + timedelta(days=3)
    event = Event.objects.create(
        center=center,
        title="Група </script>",
        starts=begins,
        ends=begins + timedelta(hours=1),
        spot="кімната 5",
    )

    said = told(f"/uk/events/{event.pk}/")

    assert (said["@type"], said["name"]) == ("Event", "Група </script>")
    assert said["startDate"] == timezone.localtime(begins).isoformat()
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    where = json.dumps(said["location"], ensure_ascii=False)
    assert ("Таємна" in where, "Рогатин" in where) == (not hidden, True)
    assert "кімната" not in where or not hidden
    assert "geo" not in where

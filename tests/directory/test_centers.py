"""A center page: what is derived from what was entered."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, TestCase

from directory.models import CenterPage, Holiday
from portal.models import PortalSettings
from tests.factories import CenterPageFactory, community, oblast

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


@pytest.mark.parametrize("word", ["nearest", "suitable"])
def test_a_word_of_the_api_is_no_address_of_a_center(word: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CenterPageFactory(slug=word)

    assert list(refused.value.message_dict) == ["slug"]


@pytest.mark.parametrize("switch", ["community", "oblast"])
def test_a_switch_that_code_turns_hides_at_once_wherever_centers_are_found(
    client: Client, switch: str
) -> None:
    region = oblast()
    rohatyn = community(oblast=region)
    CenterPageFactory(
        slug="one", communities=[rohatyn], street="вул. Таємна, 7", latitude=49.5, longitude=24.7
    )
    assert "Таємна" in client.get("/uk/centers/one/").content.decode()
    place = {"community": rohatyn, "oblast": region}[switch]

    place.hide_centers = True
    with TestCase.captureOnCommitCallbacks(execute=True):
        place.save()

    assert "Таємна" not in client.get("/uk/centers/one/").content.decode()
    assert CenterPage.objects.listed().rows()[0].point == rohatyn.point


def test_holidays_and_the_end_of_martial_law_in_code_change_the_schedules() -> None:
    center = CenterPageFactory(opening_hours="Mo-Fr 09:00-18:00; PH off")
    holiday = Holiday.objects.create(day=date(2026, 12, 25), name="Різдво", name_en="Christmas")
    settings = PortalSettings.load()

    def schedule() -> str:
        return CenterPage.objects.get(pk=center.pk).schedule

    settings.martial_law = False
    settings.save()
    assert "2026 Dec 25" in schedule()
    holiday.delete()
    assert "2026" not in schedule()

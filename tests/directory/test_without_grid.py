"""What works without the grid: entered in the form, told on the page and in the API, unknown where nothing is."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory import without_grid
from directory.editing.supplies import SuppliesField
from tests.factories import CenterPageFactory

FIELD = SuppliesField(required=False)
NAMES = [f"grid-{code}-{part}" for code in without_grid.OWN for part in ("answer", "on", "note")]


def cleaned(**typed: str) -> dict[str, dict[str, str]]:
    data = {f"grid-{name.replace('_', '-')}": value for name, value in typed.items()}
    return FIELD.clean(FIELD.widget.value_from_datadict(data, {}, "grid"))


def test_only_what_is_known_or_noted_is_kept() -> None:
    assert cleaned() == {}
    assert cleaned(heat_answer="yes", heat_note="піч", heat_on="2026-11-01", water_answer="unknown") == {
        "heat": {"answer": "yes", "note": "піч", "on": "2026-11-01"}
    }


@pytest.mark.parametrize("day", ["2026-02-30", "торік", "2999-01-01"])
def test_a_day_that_cannot_be_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        cleaned(water_answer="yes", water_on=day)


@given(data=st.dictionaries(st.sampled_from(NAMES), st.text(max_size=300)))
def test_the_form_takes_whatever_is_sent(data: dict[str, str]) -> None:
    """It keeps answers of its own words alone, or says what is wrong."""
    try:
        kept = FIELD.clean(FIELD.widget.value_from_datadict(data, {}, "grid"))
    except ValidationError:
        return
    assert set(kept) <= set(without_grid.OWN)
    assert all(item.get("answer", "unknown") in ("yes", "no", "unknown") for item in kept.values())


@pytest.mark.django_db
def test_page_and_api_say_what_is_known_and_what_is_not() -> None:
    CenterPageFactory(
        slug="warm",
        access={"backup_power": "yes", "shelter": "no"},
        without_grid={"heat": {"answer": "yes", "note": "твердопаливний котел"}, "water": {"answer": "no"}},
    )
    client = Client()

    told = client.get("/api/v1/centers/warm").json()["without_grid"]
    page = client.get("/uk/centers/warm/").content.decode()

    assert told == {"power": "yes", "heat": "yes", "water": "no", "internet": "unknown", "shelter": "no"}
    assert "твердопаливний котел" in page
    assert page.count('id="without-grid"') == 1

"""The accessibility card as an editor fills it in."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory import access
from directory.editing.access_card import WHOLE_CARD, AccessCardField, signed
from tests.examples import several


def typed(**items: tuple[str, ...]) -> dict[str, str]:
    """What a browser sends: for each item its answer, day and note."""
    data = {}
    for code in access.FEATURES:
        answer, on, note = (*items.get(code, ("unknown",)), "", "")[:3]
        data |= {f"access-{code}-answer": answer, f"access-{code}-on": on, f"access-{code}-note": note}
    return data


def cleaned(data: dict[str, str]) -> Any:
    field = AccessCardField(required=False)
    return field.clean(field.widget.value_from_datadict(data, {}, "access"))


def test_only_what_is_known_or_noted_is_kept() -> None:
    card = cleaned(
        typed(entrance_step_free=("yes", "2026-03-01", "два входи"), quiet_room=("unknown", "2026-03-01"))
    )
    assert card == {"entrance_step_free": {"answer": "yes", "on": "2026-03-01", "note": "два входи"}}


def test_an_item_that_always_applies_is_never_not_applicable() -> None:
    with pytest.raises(ValidationError):
        cleaned(typed(quiet_room=("na",)))


@pytest.mark.parametrize("day", ["31.03.2026", "2026-02-30", "0000-01-01", "9999-01-01", "<b>"])
def test_a_day_that_cannot_be_is_refused_by_the_name_of_its_item(day: str) -> None:
    with pytest.raises(ValidationError) as error:
        cleaned(typed(quiet_room=("yes", day)))
    assert access.FEATURES["quiet_room"].name in str(error.value)


def test_what_was_typed_wrong_stays_in_the_form() -> None:
    field = AccessCardField(required=False)
    value = field.widget.value_from_datadict(typed(quiet_room=("yes", "учора", "тихо")), {}, "access")
    html = field.widget.render("access", value, {"id": "id_access"})
    assert 'value="учора"' in html
    assert 'value="тихо"' in html


@several
@given(
    st.dictionaries(
        st.sampled_from(sorted(typed())), st.sampled_from(["yes", "no", "na", ""]) | st.text(max_size=30)
    )
)
def test_the_card_takes_whatever_is_sent(data: dict[str, str]) -> None:
    try:
        card = cleaned(data)
    except ValidationError:
        return
    for code, item in card.items():
        access.validate(code, item["answer"])


def test_an_answer_that_changed_is_signed_by_the_whole_assessment() -> None:
    before = {
        "quiet_room": {"answer": "yes", "on": "2026-01-01", "by": "Олена", "note": ""},
        "rooms_step_free": {"answer": "no", "on": "2026-01-01", "by": "Олена"},
    }
    today = timezone.localdate().isoformat()
    card = {
        "quiet_room": {"answer": "yes", "on": "2026-01-01", "by": "Олена"},
        "rooms_step_free": {
            "answer": "yes",
            "on": "2026-01-01",
            "by": "Олена",
        },  # what it said before stays typed
        "accessible_toilet": {"answer": "yes", "by": "ГО «Разом»", "number": "90"},
        WHOLE_CARD: {"by": "Ігор"},
        "written_communication": {"answer": "no", "on": "2026-02-02"},
    }
    assert signed(card, before) == {
        "quiet_room": before["quiet_room"],
        "rooms_step_free": {"answer": "yes", "on": today, "by": "Ігор"},
        "accessible_toilet": {"answer": "yes", "on": today, "by": "ГО «Разом»", "number": "90"},
        "written_communication": {"answer": "no", "on": "2026-02-02", "by": "Ігор"},
    }

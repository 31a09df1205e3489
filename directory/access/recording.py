"""What is recorded of an item: the answer, and the number, day and words beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory.access.card import FEATURES
from directory.access.judging import ANSWERS, Answer, answer_to

LONGEST_ASSESSOR = 160  # characters
_NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An item as it is kept: its answer and what stands beside it. `on` is None and words are "" where not recorded."""

    answer: Answer
    on: date | None
    by: str
    note: str
    number: float | None
    unit: str


def validate(code: str, answer: str) -> None:
    """ValueError, in words for an editor, unless this item can be answered so ("" is not answered yet)."""
    if code not in FEATURES:
        raise ValueError(_("There is no item “%(code)s” in the accessibility information.") % {"code": code})
    if answer and answer not in ANSWERS:
        raise ValueError(_("The answer “%(answer)s” is none of yes, no, na, unknown.") % {"answer": answer})
    if answer == "na" and not FEATURES[code].na_allowed:
        raise ValueError(
            _("“%(name)s” always applies: if the center does not have it, the answer is no.")
            % {"name": FEATURES[code].name}
        )


def measured(code: str, typed: object) -> float | None:
    """The number that somebody typed for this item; ValueError in words when it can't be that ("" is none)."""
    text = str(typed if typed is not None else "").strip().replace(",", ".")
    if not text:
        return None
    feature = FEATURES[code]
    if feature.measure is None:
        raise ValueError(_("“%(name)s” has no number.") % {"name": feature.name})
    limits = feature.measure
    number = float(text) if _NUMBER.fullmatch(text) else -1.0
    if not limits.lowest <= number <= limits.highest:
        raise ValueError(
            _("“%(name)s”: give a number from %(lowest)g to %(highest)g.")
            % {"name": feature.name, "lowest": limits.lowest, "highest": limits.highest}
        )
    return number


def recorded(items: Mapping[str, Mapping[str, object]], code: str) -> Recorded:
    """What a center's `access` keeps of an item; unknown with nothing beside it when that is nothing, or nonsense."""
    item = items.get(code) or {}
    measure = FEATURES[code].measure
    try:
        number = measured(code, item.get("number"))
    except ValueError:
        number = None
    try:
        day = date.fromisoformat(str(item.get("on") or ""))
    except ValueError:
        day = None
    return Recorded(
        answer=answer_to({code: str(item.get("answer", ""))}, code),
        on=day,
        by=str(item.get("by") or ""),
        note=str(item.get("note") or ""),
        number=number,
        unit=measure.unit if measure and number is not None else "",
    )

"""What works in a center when the grid is off: power, heat, water, internet, shelter.

Power and shelter are items of the accessibility card and are read from there; the other three are the center's own.
Unknown is an answer of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.utils.translation import gettext_lazy as _

OWN = ("heat", "water", "internet")
FROM_CARD = {"power": "backup_power", "shelter": "shelter"}
CODES = ("power", "heat", "water", "internet", "shelter")
NAMES: dict[str, Any] = {
    "power": _("power of its own"),
    "heat": _("heat"),
    "water": _("water"),
    "internet": _("internet"),
    "shelter": _("shelter"),
}
SHELTER_ACCESSIBLE = "shelter_accessible"

Answer = Literal["yes", "no", "unknown"]


class HasSupplies(Protocol):
    access: Mapping[str, Any]
    without_grid: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Supply:
    """One of `CODES`; `note` is Ukrainian, such as «генератор, 8 годин»; `on` the ISO day it was seen, or ""."""

    code: str
    answer: Answer
    note: str = ""
    on: str = ""


def supplies(center: HasSupplies) -> list[Supply]:
    """All five, in the order of `CODES`."""
    return [
        _supply(
            code, (center.access if code in FROM_CARD else center.without_grid).get(FROM_CARD.get(code, code))
        )
        for code in CODES
    ]


def answers(center: HasSupplies) -> dict[str, Answer]:
    return {supply.code: supply.answer for supply in supplies(center)}


def shelter_is_accessible(center: HasSupplies) -> Answer:
    return _supply("shelter", center.access.get(SHELTER_ACCESSIBLE)).answer


def _supply(code: str, item: Any) -> Supply:
    found = item if isinstance(item, Mapping) else {}
    answer: Answer = {"yes": "yes", "no": "no", "na": "no"}.get(str(found.get("answer")), "unknown")  # type: ignore[assignment]
    return Supply(code, answer, str(found.get("note") or ""), str(found.get("on") or ""))

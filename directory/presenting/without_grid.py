"""What works in a center when the grid is off, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from directory import without_grid
from directory.models import CenterPage


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """`answer` is yes, no or unknown; `note` is Ukrainian; `on` the day it was seen."""

    code: str
    name: Any
    answer: str
    note: str
    on: date | None


@dataclass(frozen=True, slots=True)
class WithoutGrid:
    lines: list[SupplyLine]
    shelter_accessible: str  # yes, no or unknown; said only where there is a shelter

    @property
    def nothing_known(self) -> bool:
        return all(line.answer == "unknown" and not line.note for line in self.lines)

    @property
    def has_shelter(self) -> bool:
        return any(line.code == "shelter" and line.answer == "yes" for line in self.lines)


def without_grid_of(center: CenterPage) -> WithoutGrid:
    lines = [
        SupplyLine(supply.code, without_grid.NAMES[supply.code], supply.answer, supply.note, _day(supply.on))
        for supply in without_grid.supplies(center)
    ]
    return WithoutGrid(lines, without_grid.shelter_is_accessible(center))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

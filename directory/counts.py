"""How many centers the directory has, by oblast: what is counted is what a reader can find."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language, gettext

from directory.alphabet import alphabetical
from directory.models import CenterPage, Place
from directory.regions import REGIONS, region

STEPS = (2, 5, 11)  # up to and including these a region on the map is of the first, second, third shade
_DRAWING = Path(__file__).parent / "data" / "regions" / "map.json"


@dataclass(frozen=True, slots=True)
class RegionNumbers:
    """A region with its published centers; `recorded` is false where there is none in any state."""

    code: str
    name: str
    open: int
    planned: int
    suspended: int
    closed: int
    recorded: bool
    outline: str
    x: int
    y: int

    @property
    def total(self) -> int:
        """The open and the planned ones: the number on the map."""
        return self.open + self.planned

    @property
    def shade(self) -> int:
        """1 to 4 by `total`; 0 where there is nothing to count."""
        return 1 + sum(self.total > step for step in STEPS) if self.total else 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """All 27 regions in the order of the alphabet, and what they come to as of a day."""

    regions: list[RegionNumbers]
    open: int
    planned: int
    suspended: int
    closed: int
    as_of: date

    @property
    def legend(self) -> list[tuple[int, str]]:
        """(shade, what it means), the empty one last."""
        first, second, third = STEPS
        return [
            (1, f"1–{first}"),
            (2, f"{first + 1}–{second}"),
            (3, f"{second + 1}–{third}"),
            (4, gettext("%(number)d and more") % {"number": third + 1}),
            (0, gettext("nothing recorded yet")),
        ]

    @property
    def most(self) -> list[RegionNumbers]:
        """The three regions with most, for words in place of the map."""
        return sorted((one for one in self.regions if one.total), key=lambda one: -one.total)[:3]


def by_oblast() -> Numbers:
    """Two queries and the one that `listed` makes."""
    centers = CenterPage.objects.listed().order_by().values_list("oblast", "status")
    counted = {(code[:4], status): number for code, status, number in centers.annotate(number=Count("pk"))}
    recorded = Counter(code for code, _status in counted)
    places = Place.objects.filter(kind__in=("O", "K"))
    regions = [_numbers(place, counted, recorded) for place in places if place.code[:4] in REGIONS]
    return Numbers(
        regions=sorted(regions, key=lambda one: alphabetical(one.name.removeprefix("м. "))),
        open=sum(one.open for one in regions),
        planned=sum(one.planned for one in regions),
        suspended=sum(one.suspended for one in regions),
        closed=sum(one.closed for one in regions),
        as_of=timezone.localdate(),
    )


def _numbers(place: Place, counted: dict[tuple[str, str], int], recorded: Counter[str]) -> RegionNumbers:
    known, prefix = region(place.code), place.code[:4]
    drawing = drawings()[prefix]
    return RegionNumbers(
        code=place.code,
        name=known.name_en if known and get_language() == "en" else place.label,
        open=counted.get((prefix, "open"), 0),
        planned=counted.get((prefix, "planned"), 0),
        suspended=counted.get((prefix, "suspended"), 0),
        closed=counted.get((prefix, "closed"), 0),
        recorded=bool(recorded[prefix]),
        outline=drawing["d"],
        x=drawing["x"],
        y=drawing["y"],
    )


@cache
def drawings() -> dict[str, dict[str, Any]]:
    """Each region on the small map, by the first letters of its code: `d` of its outline, `x`, `y` of its number."""
    return json.loads(_DRAWING.read_text(encoding="utf-8"))

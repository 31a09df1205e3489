"""«What to check»: the centers that somebody keeps, what is most overdue first; a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from directory import freshness
from directory.freshness import Check, State
from directory.models.confirming import FACTS, changeable, facts_of
from portal.models import PortalSettings, User

ROWS = ("pk", "title", "slug", "status", "oblast", "oblast__name", "public_precision", "is_hidden", *FACTS)


@dataclass(frozen=True, slots=True)
class Row:
    """A center with what is to be checked of it; `fill`: the next best thing to fill in, in words, or ""."""

    pk: int
    title: str
    oblast: str
    checks: dict[str, Check]
    fill: str

    @property
    def asks(self) -> bool:
        return any(check.asks for check in self.checks.values())


def rows(user: User, oblast: str = "") -> list[Row]:
    """Of every center that the user keeps and that is not closed for good, in `oblast` (КАТОТТГ) if one is given.

    What somebody should look at comes first, then what has something to fill in; what is in order is not there.
    """
    most, today = PortalSettings.fresh_days(), timezone.localdate()
    centers = changeable(user).exclude(status="closed").order_by("title", "pk")
    if oblast:
        centers = centers.filter(oblast=oblast)
    found = []
    for center in centers.values_list(*ROWS, named=True):
        checks = freshness.checks(facts_of(center), most, today)
        row = Row(center.pk, center.title, center.oblast__name, checks, next_to_fill(center, checks))
        if row.asks or row.fill:
            found.append(row)
    return sorted(found, key=lambda row: (not row.asks, freshness.urgency(row.checks)))


def oblasts(user: User) -> list[tuple[str, str]]:
    """(КАТОТТГ code, name) of those in which the user keeps centers."""
    kept = changeable(user).order_by("oblast__name").values_list("oblast", "oblast__name").distinct()
    return list(kept)


def next_to_fill(center: Any, checks: dict[str, Check]) -> str:
    """What of the unknown would help a reader most: when the door is open, then a way to ask, then the way in."""
    unknown = {block for block, check in checks.items() if check.state is State.UNKNOWN}
    if "hours" in unknown:
        return _("the hours")
    if not center.phones:
        return _("a telephone")
    if not center.is_hidden and center.public_precision != "address":
        return _("the address and the point on the map")
    if "access" in unknown:
        return _("whether one can get in")
    return _("the services") if "services" in unknown else ""

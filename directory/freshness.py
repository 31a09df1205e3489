"""How long ago what is said of a center was seen to be true: the one rule, for each block of its page.

A block of which nothing is recorded is *unknown*: there is nothing to check, only something to fill in. Otherwise the
latest day on which it was confirmed counts. None, or only days that are still to come: *unverified*. Longer ago than
the site allows: *overdue*. Else it is *fresh*, on the last allowed day too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BLOCKS = ("hours", "contacts", "services", "access")  # in the order in which people need them


class State(StrEnum):
    UNKNOWN = "unknown"
    UNVERIFIED = "unverified"
    OVERDUE = "overdue"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a center, and when it was confirmed.

    `access`: the items that are answered, by code, with the day of each as 2026-03-31, or "". `days` by block: the days
    on which all of it was confirmed.
    """

    hours: bool
    contacts: bool
    services: bool
    access: Mapping[str, str]
    days: Mapping[str, Iterable[date | None]]

    def recorded(self, block: str) -> bool:
        return bool(getattr(self, block))

    def confirmed(self, block: str) -> list[date | None]:
        """The days that count for a block; accessibility is as fresh as its oldest item, too."""
        days = list(self.days[block])
        return [*days, _oldest(self.access.values())] if block == "access" else days


@dataclass(frozen=True, slots=True)
class Check:
    """`on`: the day that counts, None for none. `late`: days since it was due, 0 unless overdue."""

    block: str
    state: State
    on: date | None = None
    late: int = 0

    @property
    def asks(self) -> bool:
        """Whether somebody should look whether it is still true."""
        return self.state in (State.UNVERIFIED, State.OVERDUE)


def judge(block: str, recorded: bool, days: Iterable[date | None], most: int, today: date) -> Check:
    """The rule above; `most` days may have passed."""
    if not recorded:
        return Check(block, State.UNKNOWN)
    on = max((day for day in days if day and day <= today), default=None)
    if on is None:
        return Check(block, State.UNVERIFIED)
    late = (today - on).days - most
    return Check(block, State.OVERDUE, on, late) if late > 0 else Check(block, State.FRESH, on)


def checks(facts: Facts, most: Mapping[str, int], today: date) -> dict[str, Check]:
    """Every block's, in the order of BLOCKS; `most`: how many days each stays fresh."""
    return {
        block: judge(block, facts.recorded(block), facts.confirmed(block), most[block], today)
        for block in BLOCKS
    }


def urgency(found: Mapping[str, Check]) -> tuple[int, int, int]:
    """Sorts centers by what is most pressing, the least first: never checked, longest overdue, most to fill in."""
    asking = [check for check in found.values() if check.asks]
    never = sum(check.state is State.UNVERIFIED for check in asking)
    unknown = sum(check.state is State.UNKNOWN for check in found.values())
    return (-never, -max((check.late for check in asking), default=0), -unknown)


def _oldest(days: Iterable[str]) -> date | None:
    """The oldest of days as 2026-03-31; None when one is missing or no day."""
    try:
        return date.fromisoformat(min(days, default=""))
    except ValueError:
        return None

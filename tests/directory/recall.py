"""How often the place that somebody means is among the first five of what is suggested for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.directory.typist import Case

FIRST = 5


@dataclass(slots=True)
class Found:
    """How many inputs of a kind were tried, and those that were not found."""

    tried: int = 0
    missed: list[Case] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / self.tried


def measure(cases: Iterable[Case], suggest: Callable[[str], Iterable[str]]) -> dict[str, Found]:
    """What `suggest`, which gives codes for a text, finds among its first five, by kind of input."""
    found: dict[str, Found] = defaultdict(Found)
    for case in cases:
        of_kind = found[case.kind]
        of_kind.tried += 1
        if case.code not in list(suggest(case.typed))[:FIRST]:
            of_kind.missed.append(case)
    return found


def overall(found: dict[str, Found]) -> float:
    return 1 - sum(len(each.missed) for each in found.values()) / sum(each.tried for each in found.values())


def table(found: dict[str, Found]) -> str:
    lines = [f"{kind:<18}{each.tried:>7}{each.share:>9.1%}" for kind, each in found.items()]
    tried = sum(each.tried for each in found.values())
    head, foot = f"{'typed':<18}{'inputs':>7}{'found':>9}", f"{'all':<18}{tried:>7}{overall(found):>9.1%}"
    return "\n".join([head, *lines, foot])

"""What a typed place means, worked out from the rules and the files of the data alone; never from the gazetteer's code.

The rule: rank an exact current name (inflected too), then an exact old or foreign name; only an exact name is taken:
within the best rank the only one, or one at least ten times as populous as the next, an unknown population counting
as 1,000; all others of that name, of any exact rank, are offered beside it. Otherwise the person chooses. What only
begins so or is similar is offered, not taken: first what begins so. Within a rank by kind and population.

The oracle asks a place for its names, as they stand in the files and as a school grammar declines them. How people
misspell is no rule, so the code may know a text as the name of more places than the oracle: then what it knows besides
must still be ranked by the rule, whatever its rank.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tests.directory.declension import accusative, genitive, locative
from tests.directory.place_rows import plain, read
from tests.directory.spelling import in_latin

KINDS = "KMXCBH"
CURRENT, OTHER, BEGINS, SIMILAR = range(4)
ABOVE = {"O": "{} область", "P": "{} район", "H": "{} громада"}

Ranks = dict[str, int]  # of places, by code


@dataclass
class Unit:
    """A row of the gazetteer. `above`: the codes of what it lies in, by kind."""

    code: str
    name: str
    kind: str
    people: int
    above: dict[str, str]
    others: set[str] = field(default_factory=set)

    @property
    def order(self) -> tuple[int, int, str]:
        return KINDS.index(self.kind), -self.people, self.code

    @property
    def inflected(self) -> list[str]:
        return [form for case in (genitive, locative, accusative) if (form := case(self.name))]


class Oracle:
    """Every exact name of every place that may be an origin, with its rank."""

    def __init__(self) -> None:
        self.rows = {row["code"]: row for row in read("places.csv.gz")}
        self.units = {code: self._unit(row) for code, row in self.rows.items() if row["kind"] in KINDS}
        for row in (*read("names.csv.gz"), *read("renames.csv")):
            if unit := self.units.get(row["code"]):
                unit.others.add(row.get("name") or row["old_name"])
        self.ranks: dict[str, Ranks] = defaultdict(dict)
        for unit in self.units.values():
            self._call(unit, CURRENT, unit.name, *unit.inflected)
            self._call(unit, OTHER, in_latin(unit.name), *unit.others)

    def _unit(self, row: dict[str, str]) -> Unit:
        above, upper = {}, row
        while upper["parent"]:
            upper = self.rows[upper["parent"]]
            above[upper["kind"]] = upper["code"]
        return Unit(row["code"], row["name"], row["kind"], int(row["population"] or 1_000), above)

    def _call(self, unit: Unit, rank: int, *names: str) -> None:
        for name in names:
            self.ranks[plain(name)].setdefault(unit.code, rank)

    def taken(self, ranks: Ranks) -> str | None:
        """The code of the place that is taken among these, if one is."""
        best = [self.units[code] for code, rank in ranks.items() if rank == min(ranks.values())]
        first, *rest = sorted(best, key=lambda unit: unit.people, reverse=True)
        return first.code if not rest or first.people >= 10 * rest[0].people else None

    def named(self, text: str) -> Ranks:
        return self.ranks.get(plain(text), {})

    def within(self, name: str, kind: str, unit: str) -> Ranks:
        """Those of that name that lie in a unit of that kind and name."""
        return {
            code: rank
            for code, rank in self.named(name).items()
            if (above := self.units[code].above.get(kind)) and self.rows[above]["name"] == unit
        }

    @cached_property
    def beginnings(self) -> list[tuple[str, str]]:
        """Each name of each place, with its code; inflected ones are no beginnings of a name."""
        return sorted(
            (plain(name), unit.code)
            for unit in self.units.values()
            for name in (unit.name, in_latin(unit.name), *unit.others)
        )

    def beginning(self, text: str) -> set[str]:
        first, last = (bisect_left(self.beginnings, (plain(text) + end,)) for end in ("", "\U0010ffff"))
        return {code for _, code in self.beginnings[first:last]}

    # --- what is typed, by chance

    def of_units(self, kinds: str, names: Callable[[Unit], Iterable[str]]) -> set[str]:
        return {name for unit in self.units.values() if unit.kind in kinds for name in names(unit)}

    def drawn(self, names: Iterable[str], each: int, seed: int) -> list[str]:
        """Names by chance; half of them with several places, for these are where the rule decides."""
        names = sorted(names)
        several = [name for name in names if len(self.named(name)) > 1]
        chance = random.Random(seed)
        return chance.sample(several, min(each, len(several))) + chance.sample(names, min(each, len(names)))

    def qualified(self, count: int, seed: int) -> list[tuple[str, Ranks]]:
        """Names with a unit that they lie in, and whom these mean."""
        chance, found = random.Random(seed), []
        units = [unit for unit in self.units.values() if unit.kind in "MXC"]
        several = [unit for unit in units if len(self.named(unit.name)) > 1]
        while len(found) < count:
            unit = chance.choice(several if len(found) % 2 else units)
            kind = chance.choice([kind for kind in ABOVE if kind in unit.above])
            upper = self.rows[unit.above[kind]]["name"]
            if " " not in upper:  # the Autonomous Republic
                text = f"{unit.name}{chance.choice((', ', ' '))}{ABOVE[kind].format(upper)}"
                found.append((text, self.within(unit.name, kind, upper)))
        return found


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered, as codes: the place that was taken, those beside it, or those to choose from."""

    taken: str | None
    offered: tuple[str, ...]
    exact: bool = True


def problem(oracle: Oracle, ranks: Ranks, said: Said, *, cut: bool = False) -> str:
    """What is wrong with an answer to a text that names these places; empty when nothing is.

    `cut`: not all that are offered are told.
    """
    everything = ({said.taken} if said.taken else set()) | set(said.offered)
    if not said.exact:
        return "not known as an exact name"
    if not cut and (missing := ranks.keys() - everything):
        return f"not offered: {missing}"
    if len(everything) != len(said.offered) + bool(said.taken):
        return "offered twice"
    known = [code for code in said.offered if code in ranks]
    if known != sorted(known, key=lambda code: (ranks[code], oracle.units[code].order)):
        return "not in order of rank, kind and population"
    # Whatever rank the code gives what it knows besides, one of two readings allows the answer.
    besides = everything - ranks.keys()
    allowed = {oracle.taken(ranks | dict.fromkeys(besides, rank)) for rank in (CURRENT, OTHER)}
    return "" if said.taken in allowed else f"takes {said.taken}, the rule {allowed}"

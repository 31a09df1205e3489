"""All listed centers, held in memory in the form that finding needs, and never older than the database.

A question to it is arithmetic on sets: what a center answers to each thing that can be asked is worked out once for a
state of the directory, and kept as two numbers with a bit for each center. See docs/decisions/0015.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf
from threading import Lock
from typing import TypeVar

from directory.alphabet import alphabetical
from directory.atlas.grid import Grid
from directory.fit import Asked, Facts, Fit, evaluate, together
from directory.geo import Point
from directory.models import CenterPage, Need, Service
from directory.query import CenterRow
from directory.versioning import version
from portal.models import PortalSettings

Key = TypeVar("Key")
Centers = int  # a set of centers: bit n stands for the n-th row


@dataclass(frozen=True, slots=True)
class Verdict:
    """The centers that answer yes to what is asked, and those of which it is not known."""

    yes: Centers
    unknown: Centers


class Atlas:
    """`rows` are in the order of the alphabet, then of slugs. `core`: slugs of the core services of the standard."""

    def __init__(self, rows: Iterable[CenterRow], core: frozenset[str]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: (alphabetical(row.name), row.slug)))
        self.core = core
        self.everyone: Centers = (1 << len(self.rows)) - 1
        self._verdicts: dict[Asked, Verdict] = {}
        self._of_a_moment: tuple[Asked, Verdict] | None = None
        self._answers: dict[Asked, dict[int, Fit]] = defaultdict(dict)
        self._answers_at: tuple[Asked | None, dict[int, Fit]] = (None, {})
        self._able: tuple[date, Centers] | None = None

    def judge(self, asked: Asked) -> Verdict:
        """Who fits, and of whom that is unknown; both are everyone's and nobody's when nothing is asked."""
        yes = possible = self.everyone
        for one in asked.one_by_one():
            verdict = self.verdict(one)
            yes &= verdict.yes
            possible &= verdict.yes | verdict.unknown
        return Verdict(yes, possible & ~yes)

    def answers(self, asked: Asked) -> Callable[[CenterRow], Fit]:
        """What tells of each of our centers how it answers all that is asked, and why."""
        known = [(one, self._answers_to(one)) for one in asked.one_by_one()]

        def fit(row: CenterRow) -> Fit:
            for one, given in known:
                if row.pk not in given:
                    given[row.pk] = evaluate(one, row.facts, core=self.core)
            return together(given[row.pk] for _one, given in known)

        return fit

    def verdict(self, one: Asked) -> Verdict:
        """As `judge`, of a single thing."""
        if one.open_at is not None:  # true of a moment: worked out anew, but once for each schedule
            known = self._of_a_moment  # a request asks several times, and so does the next of that minute
            if known is None or known[0] != one:
                known = self._of_a_moment = (one, self._verdict_of(one, self._by_schedule.values()))
            return known[1]
        if one not in self._verdicts:
            everyone = ((row.facts, 1 << place) for place, row in enumerate(self.rows))
            self._verdicts[one] = self._verdict_of(one, everyone)
        return self._verdicts[one]

    def having(
        self, *, status: str = "any", oblast: str = "", among: frozenset[int] | None = None
    ) -> Centers:
        """The centers of a status (`any`: all but the closed ones), in an oblast, and with one of these pks."""
        by_status = self._by_status
        found = self.everyone & ~by_status.get("closed", 0) if status == "any" else by_status.get(status, 0)
        if oblast:
            found &= self._by_oblast.get(oblast, 0)
        if among is not None:
            found &= self.set_of(self._by_pk[pk] for pk in among if pk in self._by_pk)
        return found

    def able(self, day: date) -> Centers:
        """Those that can take a request on that day; worked out once for a day."""
        known = self._able
        if known is None or known[0] != day:
            places = (place for place, row in enumerate(self.rows) if row.is_able(day))
            known = self._able = (day, self.set_of(places))
        return known[1]

    def holds(self, centers: Centers, row: CenterRow) -> bool:
        """Whether the row, one of ours, is among `centers`."""
        return bool(centers >> self._by_slug[row.slug] & 1)

    def within(self, origin: Point, km: float, centers: Centers) -> Centers:
        """Those of `centers` that are at most `km` away."""
        return self.set_of(place for _km, place in self._grid.within(origin, self._bits(centers), km))

    def distances(self, origin: Point, centers: Centers, farthest_km: float) -> list[tuple[float, Centers]]:
        """(km, the center as a set) of those of `centers` that are at most `farthest_km` away, in no order."""
        found = self._grid.within(origin, self._bits(centers), farthest_km)
        return [(km, 1 << place) for km, place in found]

    def nearest(
        self, origin: Point, centers: Centers, farthest_km: float = inf
    ) -> Iterator[tuple[float, CenterRow]]:
        """(km, row) of those of `centers` that have a position, by (km, slug), as far as they are taken."""
        found = self._grid.nearest(origin, self._bits(centers), farthest_km)
        return ((km, self.rows[place]) for km, place in found)

    def unlocated(self, centers: Centers) -> list[CenterRow]:
        """Those of `centers` that have no position, by slug."""
        return self.by_slug(centers & self._nowhere)

    def by_slug(self, centers: Centers) -> list[CenterRow]:
        return sorted(self.listed(centers), key=lambda row: row.slug)

    def listed(self, centers: Centers) -> Iterator[CenterRow]:
        """Those of `centers`, in the order of the alphabet."""
        while centers:
            lowest = centers & -centers
            yield self.rows[lowest.bit_length() - 1]
            centers ^= lowest

    def row(self, slug: str) -> CenterRow | None:
        place = self._by_slug.get(slug)
        return None if place is None else self.rows[place]

    def set_of(self, places: Iterable[int]) -> Centers:
        bits = bytearray(len(self.rows) // 8 + 1)
        for place in places:
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def _bits(self, centers: Centers) -> bytes:
        return centers.to_bytes(len(self.rows) // 8 + 1, "little")

    def _answers_to(self, one: Asked) -> dict[int, Fit]:
        """By pk, as far as somebody wanted to know; of moments those of the last one."""
        if one.open_at is None:
            return self._answers[one]
        known = self._answers_at  # other threads may put those of another moment there
        if known[0] != one:
            known = self._answers_at = (one, {})
        return known[1]

    def _verdict_of(self, one: Asked, centers: Iterable[tuple[Facts, Centers]]) -> Verdict:
        found = {"fits": 0, "unknown": 0, "no": 0}
        for facts, same in centers:
            found[evaluate(one, facts, core=self.core).value] |= same
        return Verdict(found["fits"], found["unknown"])

    # --- worked out when first asked for

    @cached_property
    def core_services(self) -> tuple[Service, ...]:
        """In their order; one query for a state of the directory. Nobody changes them."""
        return tuple(Service.objects.filter(core=True))

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What a person may want to talk about, in their order, each with its service. Nobody changes them."""
        return tuple(Need.objects.select_related("service"))

    @cached_property
    def reach_km(self) -> int:
        """How far a center is within reach of a request."""
        return PortalSettings.load().reach_km

    @cached_property
    def _grid(self) -> Grid:
        return Grid([row.point for row in self.rows], [row.slug for row in self.rows])

    @cached_property
    def _nowhere(self) -> Centers:
        return self.set_of(place for place, row in enumerate(self.rows) if row.point is None)

    @cached_property
    def _by_slug(self) -> dict[str, int]:
        return {row.slug: place for place, row in enumerate(self.rows)}

    @cached_property
    def _by_pk(self) -> dict[int, int]:
        return {row.pk: place for place, row in enumerate(self.rows)}

    @cached_property
    def _by_status(self) -> dict[str, Centers]:
        return self._sets(row.facts.status for row in self.rows)

    @cached_property
    def _by_oblast(self) -> dict[str, Centers]:
        return self._sets(row.oblast for row in self.rows)

    @cached_property
    def _by_schedule(self) -> dict[tuple[str, str], tuple[Facts, Centers]]:
        """Who is open when is the same for all that share a state and a schedule."""
        sets = self._sets((row.facts.status, row.facts.schedule) for row in self.rows)
        return {
            key: (self.rows[(centers & -centers).bit_length() - 1].facts, centers)
            for key, centers in sets.items()
        }

    def _sets(self, keys: Iterable[Key]) -> dict[Key, Centers]:
        places: dict[Key, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        return {key: self.set_of(those) for key, those in places.items()}


def current() -> Atlas:
    """The directory as it is in the database now: one query when it is the one known already, else three.

    A change that is committed while the centers are read gives the next reader another version, and a new reading.
    """
    global _known
    token, known = version(), _known
    if known is not None and token is not None and known[0] == token:
        return known[1]
    with _reading:
        if _known is not None and token is not None and _known[0] == token:  # another thread was faster
            return _known[1]
        services = tuple(Service.objects.filter(core=True))
        atlas = Atlas(CenterPage.objects.listed().rows(), frozenset(service.slug for service in services))
        atlas.core_services = services
        _known = (token, atlas)
        return atlas


_known: tuple[str | None, Atlas] | None = None
_reading = Lock()

"""Where a request goes: the suitable center, why it, and why not the nearer ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from math import inf
from typing import cast

from django.utils import timezone

from directory import geo
from directory.access import Judged
from directory.atlas import Atlas
from directory.fit import Asked, Reason, evaluate
from directory.models import Need
from directory.models.position import Precision
from directory.origins import Origin
from directory.query import CenterRow

ALTERNATIVES = 3

# What is asked for and not surely there, in the order in which it is told.
WANTING = ("service_missing", "access_missing", "service_unknown", "access_unknown")


class OriginRequired(Exception):
    """No origin is given, and no chosen center that could take the request stands for one."""

    def __init__(self, refused: Refused | None) -> None:
        super().__init__("an origin is required")
        self.refused = refused


class UnknownCenter(LookupError):
    """The chosen slug is not that of a published center."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A center that can take the request. `distance`: km, unrounded; None when either end is unknown."""

    row: CenterRow
    distance: float | None
    fit: Judged
    tier: int
    reasons: tuple[Reason, ...] = ()

    @property
    def slug(self) -> str:
        return self.row.slug


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A center that the request does not go to, and all that is true of why."""

    row: CenterRow
    reasons: tuple[Reason, ...]

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def why(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason.code for reason in self.reasons))


@dataclass(frozen=True, slots=True)
class Refused(NotChosen):
    """The one that the person chose and that can take no request."""


@dataclass(frozen=True, slots=True)
class PassedOver(NotChosen):
    """An open one that is nearer than the chosen one."""

    distance: float


@dataclass(frozen=True)
class Routing:
    """`origin` is what distances are measured from; the chosen center's own position when none was given."""

    origin: Origin | None
    chosen: Choice | None = None
    refused: Refused | None = None
    why: str | None = None
    others: Iterator[Choice] = field(default=iter(()), repr=False, compare=False)
    nearer: Iterator[PassedOver] = field(default=iter(()), repr=False, compare=False)

    @cached_property
    def alternatives(self) -> tuple[Choice, ...]:
        """The next able centers in the same order; worked out for who asks."""
        return tuple(islice(self.others, ALTERNATIVES))

    @cached_property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Every open center strictly nearer than the chosen one, nearest first; worked out for who asks."""
        return tuple(self.nearer)


def route(
    atlas: Atlas,
    *,
    origin: Origin | None,
    needs: Iterable[Need] = (),
    profiles: Iterable[str] = (),
    remote: bool = False,
    chosen: str = "",
    today: date | None = None,
) -> Routing:
    """The answer for the centers as `atlas` has them; OriginRequired, UnknownCenter. No query."""
    return choose(
        atlas,
        asked_of(needs, profiles, remote=remote),
        origin=origin,
        chosen=chosen,
        today=today or timezone.localdate(),
        reach_km=atlas.reach_km,
    )


def asked_of(needs: Iterable[Need], profiles: Iterable[str], *, remote: bool) -> Asked:
    """What a center must have; nobody has to get in who only wants to be called or written to."""
    services = dict.fromkeys(need.service.slug for need in needs if need.service)
    return Asked(services=tuple(services), profiles=() if remote else tuple(dict.fromkeys(profiles)))


def choose(
    atlas: Atlas, asked: Asked, *, origin: Origin | None, chosen: str = "", today: date, reach_km: float
) -> Routing:
    """The first able center by (tier, distance, slug), or the chosen one whatever its tier."""
    picked = atlas.row(chosen) if chosen else None
    if chosen and picked is None:
        raise UnknownCenter(chosen)
    unable = why_unable(picked, today) if picked else ()
    refused = Refused(picked, (*unable, *wanting(picked, asked, atlas.core))) if picked and unable else None
    if origin is None:
        if picked is None or refused:
            raise OriginRequired(refused)
        origin = origin_at(picked)

    able = _Able(atlas, asked, origin, today=today, reach_km=reach_km)
    others = able.in_order()
    if picked and not refused:
        first = able.chosen(picked)
        others = (choice for choice in others if choice.row is not picked)
    elif (best := next(others, None)) is None:
        return Routing(origin, refused=refused, why="no_able_center")
    else:
        first = best
    return Routing(
        origin,
        chosen=first,
        refused=refused,
        others=others,
        nearer=_nearer(atlas, asked, origin, first, today),
    )


def origin_at(row: CenterRow) -> Origin | None:
    """The center's public position as an origin; None when it has none."""
    return Origin(row.point, cast(Precision, row.precision)) if row.point else None


def why_unable(row: CenterRow, today: date) -> tuple[Reason, ...]:
    """Why a published center can take no request today; empty when it can."""
    true = {
        "not_open": row.facts.status != "open",
        "not_accepting": not row.accepting,
        "paused": row.paused_until is not None and row.paused_until >= today,
    }
    return tuple(Reason(code) for code, holds in true.items() if holds)


def wanting(row: CenterRow, asked: Asked, core: frozenset[str]) -> tuple[Reason, ...]:
    """What is asked for and missing there, then what is not known to be there."""
    reasons = [reason for reason in evaluate(asked, row.facts, core=core).reasons if reason.code in WANTING]
    return tuple(sorted(reasons, key=lambda reason: WANTING.index(reason.code)))


class _Able:
    """The centers that can take a request today, sorted into tiers at once and judged one by one as they are read."""

    def __init__(
        self, atlas: Atlas, asked: Asked, origin: Origin | None, *, today: date, reach_km: float
    ) -> None:
        self.atlas, self.asked, self.origin = atlas, asked, origin
        able, verdict = atlas.able(today), atlas.judge(asked)
        self.near = near = atlas.within(origin.point, reach_km, able) if origin else 0
        fits, unknown = able & verdict.yes, able & verdict.unknown
        self.tiers = (
            fits & near, unknown & near, fits & ~near, unknown & ~near, able & ~(fits | unknown),
        )  # fmt: skip
        self.nearest = next(atlas.nearest(origin.point, able), None) if origin else None

    def in_order(self) -> Iterator[Choice]:
        """By (tier, distance, slug); an unknown distance counts as farther than every known one."""
        for tier, centers in enumerate(self.tiers):
            measured = self.atlas.nearest(self.origin.point, centers) if self.origin else ()
            for km, row in measured:
                yield self._judged(row, km, tier)
            for row in self.atlas.unlocated(centers) if self.origin else self.atlas.by_slug(centers):
                yield self._judged(row, None, tier)

    def chosen(self, row: CenterRow) -> Choice:
        """The one that the person picked, whatever its tier."""
        km = geo.kms(self.origin.point, [row.point])[0] if self.origin and row.point else None
        tier = next(tier for tier, centers in enumerate(self.tiers) if self.atlas.holds(centers, row))
        choice = self._judged(row, km, tier)
        return replace(choice, reasons=(Reason("chosen_by_person"), *choice.reasons))

    def _judged(self, row: CenterRow, km: float | None, tier: int) -> Choice:
        fit = evaluate(self.asked, row.facts, core=self.atlas.core)
        nearest = (Reason("nearest"),) if self._is_nearest(row, km) else ()
        beyond = () if self.atlas.holds(self.near, row) else (Reason("beyond_reach"),)
        return Choice(row, km, fit.value, tier, (*nearest, *fit.reasons, *beyond))

    def _is_nearest(self, row: CenterRow, km: float | None) -> bool:
        """Whether no able center is nearer; what is closer together than can be told is measured exactly."""
        if self.nearest is None:  # of none the distance is known
            return True
        least, first = self.nearest
        if km is None or km > least + 2 * geo.DOUBT_KM:
            return False
        return row.point == first.point or _exact_km(self.origin, row) <= _exact_km(self.origin, first)


def _nearer(
    atlas: Atlas, asked: Asked, origin: Origin | None, chosen: Choice, today: date
) -> Iterator[PassedOver]:
    if origin is None:
        return
    limit = _exact_km(origin, chosen.row)
    for km, row in atlas.nearest(origin.point, atlas.having(status="open"), limit):
        if km > limit - geo.DOUBT_KM and _exact_km(origin, row) >= limit:
            continue
        reasons = (*why_unable(row, today), *wanting(row, asked, atlas.core))
        yield PassedOver(row, reasons or (Reason("person_chose_other"),), km)


def _exact_km(origin: Origin | None, row: CenterRow) -> float:
    """To compare by; what is not known is farther than everything."""
    return geo.km(origin.point, row.point) if origin and row.point else inf

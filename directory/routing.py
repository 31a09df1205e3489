"""Where a request goes: the suitable center, why it, and why not the nearer ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from math import inf
from typing import cast

from django.utils import timezone

from directory import geo
from directory.access import Judged
from directory.atlas import current
from directory.fit import Asked, Reason, evaluate
from directory.models import Need
from directory.models.position import Precision
from directory.origins import Origin
from directory.query import CenterRow
from portal.models import PortalSettings

ALTERNATIVES = 3
NOT_SUITED = 4  # the last tier: something that is asked for is missing

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

    @property
    def order(self) -> tuple[int, float, str]:
        return self.tier, _or_last(self.distance), self.slug


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An open center that is nearer than the chosen one, and all that is true of why it is not chosen."""

    row: CenterRow
    distance: float
    reasons: tuple[Reason, ...]

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def why(self) -> tuple[str, ...]:
        return _codes(self.reasons)


@dataclass(frozen=True, slots=True)
class Refused:
    """The center that the person chose and that can take no request."""

    row: CenterRow
    reasons: tuple[Reason, ...]

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def why(self) -> tuple[str, ...]:
        return _codes(self.reasons)


@dataclass(frozen=True, slots=True)
class Routing:
    """`origin` is what distances are measured from; the chosen center's own position when none was given."""

    origin: Origin | None
    chosen: Choice | None = None
    alternatives: tuple[Choice, ...] = ()
    refused: Refused | None = None
    why: str | None = None
    nearer: Callable[[], tuple[PassedOver, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Every open center strictly nearer than the chosen one, nearest first; worked out for who asks."""
        return self.nearer()


def route(
    *,
    origin: Origin | None,
    needs: Iterable[Need] = (),
    profiles: Iterable[str] = (),
    remote: bool = False,
    chosen: str = "",
    today: date | None = None,
) -> Routing:
    """The answer for the centers as they are now; OriginRequired, UnknownCenter. A constant number of queries."""
    atlas = current()
    return choose(
        [row for row in atlas.rows if row.facts.status == "open" or row.slug == chosen],
        asked_of(needs, profiles, remote=remote),
        origin=origin,
        chosen=chosen,
        today=today or timezone.localdate(),
        reach_km=PortalSettings.load().reach_km,
        core=atlas.core,
    )


def asked_of(needs: Iterable[Need], profiles: Iterable[str], *, remote: bool) -> Asked:
    """What a center must have; nobody has to get in who only wants to be called or written to."""
    services = dict.fromkeys(need.service.slug for need in needs if need.service)
    return Asked(services=tuple(services), profiles=() if remote else tuple(dict.fromkeys(profiles)))


def choose(
    rows: Sequence[CenterRow],
    asked: Asked,
    *,
    origin: Origin | None,
    chosen: str = "",
    today: date,
    reach_km: float,
    core: frozenset[str],
) -> Routing:
    """The first able center by (tier, distance, slug), or the chosen one whatever its tier.

    `rows`: every published center that is open, and the chosen one whatever its state.
    """
    picked = _picked(rows, chosen)
    unable = why_unable(picked, today) if picked else ()
    refused = Refused(picked, (*unable, *wanting(picked, asked, core))) if picked and unable else None
    if origin is None:
        if picked is None or refused:
            raise OriginRequired(refused)
        origin = origin_at(picked)

    able = [row for row in rows if row.is_able(today)]
    distances = _distances(origin, rows, reach_km)
    nearest = min((_or_last(distances.get(row.pk)) for row in able), default=inf)
    choices = sorted(
        (_judge(row, asked, core, distances.get(row.pk), reach_km, nearest) for row in able),
        key=lambda choice: choice.order,
    )
    if not choices:
        return Routing(origin, refused=refused, why="no_able_center")
    first = choices[0]
    if picked and not refused:
        first = next(choice for choice in choices if choice.row is picked)
    others = [choice for choice in choices if choice is not first]
    if picked and not refused:
        first = _with_reason(first, Reason("chosen_by_person"))
    return Routing(
        origin,
        chosen=first,
        alternatives=tuple(others[:ALTERNATIVES]),
        refused=refused,
        nearer=partial(_nearer, rows, first, distances, asked, core, today),
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


def _picked(rows: Sequence[CenterRow], slug: str) -> CenterRow | None:
    if not slug:
        return None
    for row in rows:
        if row.slug == slug:
            return row
    raise UnknownCenter(slug)


def _judge(
    row: CenterRow,
    asked: Asked,
    core: frozenset[str],
    distance: float | None,
    reach_km: float,
    nearest: float,
) -> Choice:
    fit = evaluate(asked, row.facts, core=core)
    within = _or_last(distance) <= reach_km
    tier = NOT_SUITED if fit.value == "no" else (fit.value == "unknown") + 2 * (not within)
    reasons = [Reason("nearest")] if _or_last(distance) <= nearest else []
    reasons += fit.reasons
    if not within:
        reasons.append(Reason("beyond_reach"))
    return Choice(row, distance, fit.value, tier, tuple(reasons))


def _with_reason(choice: Choice, reason: Reason) -> Choice:
    return Choice(choice.row, choice.distance, choice.fit, choice.tier, (reason, *choice.reasons))


def _nearer(
    rows: Sequence[CenterRow],
    chosen: Choice,
    distances: Mapping[int, float],
    asked: Asked,
    core: frozenset[str],
    today: date,
) -> tuple[PassedOver, ...]:
    """Every open center strictly nearer than the chosen one, nearest first."""
    found = []
    limit = _or_last(chosen.distance)
    for row in rows:
        distance = distances.get(row.pk, inf)
        if distance < limit and row is not chosen.row and row.facts.status == "open":
            reasons = (*why_unable(row, today), *wanting(row, asked, core))
            found.append(PassedOver(row, distance, reasons or (Reason("person_chose_other"),)))
    return tuple(sorted(found, key=lambda passed: (passed.distance, passed.slug)))


def _codes(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.code for reason in reasons))


def _distances(origin: Origin | None, rows: Sequence[CenterRow], reach_km: float) -> dict[int, float]:
    """Kilometres by pk, of the rows that have a position."""
    placed = [(row.pk, row.point) for row in rows if row.point] if origin else []
    if origin is None or not placed:
        return {}
    found = geo.comparable_kms(origin.point, [point for _pk, point in placed], reach_km)
    return {pk: km for (pk, _point), km in zip(placed, found, strict=True)}


def _or_last(distance: float | None) -> float:
    """An unknown distance counts as farther than every known one."""
    return inf if distance is None else distance

"""What a center answers to what is asked: yes, no or unknown for each thing, and together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from directory import access, hours
from directory.access import Judged


@dataclass(frozen=True, slots=True)
class Asked:
    """Several services, access items or profiles mean all of them; all empty: nothing is asked."""

    services: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    group: str | None = None
    open_at: datetime | None = None

    def one_by_one(self) -> Iterator["Asked"]:
        """Each thing that is asked, alone: who answers yes to each answers yes to all."""
        yield from (Asked(services=(slug,)) for slug in self.services)
        yield from (Asked(access=(code,)) for code in self.access)
        yield from (Asked(profiles=(code,)) for code in self.profiles)
        if self.group is not None:
            yield Asked(group=self.group)
        if self.open_at is not None:
            yield Asked(open_at=self.open_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a center; `access` lacks what is unknown, `schedule` is the whole OSM string."""

    status: str
    services: frozenset[str]
    services_confirmed: bool
    groups: frozenset[str]
    access: Mapping[str, str]
    schedule: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why; `subject` is what was asked, `items` the accessibility items that it hangs on."""

    code: str
    subject: str = ""
    items: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """`{"code", "service" | "profile" | "access" | "group" | "open", "items"}`, what is empty left out."""
        answer: dict[str, Any] = {"code": self.code}
        if self.subject:
            answer[self._key()] = self.subject
        if self.items:
            answer["items"] = list(self.items)
        return answer

    def _key(self) -> str:
        if self.code.startswith("access_"):
            return "profile" if self.subject in access.PROFILES else "access"
        return _KEYS[self.code]


_KEYS = {
    "offers": "service",
    "service_unknown": "service",
    "service_missing": "service",
    "open": "open",
    "hours_unknown": "open",
    "closed": "open",
    "group_fits": "group",
    "group_missing": "group",
}


@dataclass(frozen=True, slots=True)
class Fit:
    value: Judged
    reasons: tuple[Reason, ...] = ()


def evaluate(asked: Asked, facts: Facts, *, core: frozenset[str]) -> Fit:
    """`fits` if all that is asked is yes, `no` if anything is no, else `unknown`; a reason for each thing.

    `core`: slugs of the services that the standard makes every open center give.
    """
    return together(Fit(answer, (reason,)) for answer, reason in _answers(asked, facts, core))


def together(fits: Iterable[Fit]) -> Fit:
    """Of what is asked one by one, what is answered to all of it."""
    fits = tuple(fits)
    if len(fits) == 1:
        return fits[0]
    given = {fit.value for fit in fits}
    value: Judged = "no" if "no" in given else "unknown" if "unknown" in given else "fits"
    return Fit(value, tuple(reason for fit in fits for reason in fit.reasons))


def _answers(asked: Asked, facts: Facts, core: frozenset[str]) -> Iterator[tuple[Judged, Reason]]:
    for slug in asked.services:
        yield _service(slug, facts, core)
    for code in asked.access:
        yield _feature(code, facts)
    for code in asked.profiles:
        yield _profile(access.PROFILES[code], facts)
    if asked.group is not None:
        # A center that names no groups takes everyone: the default of the standard.
        taken = not facts.groups or asked.group in facts.groups
        yield (
            ("fits", Reason("group_fits", asked.group))
            if taken
            else ("no", Reason("group_missing", asked.group))
        )
    if asked.open_at is not None:
        yield _open(asked.open_at, facts)


def _service(slug: str, facts: Facts, core: frozenset[str]) -> tuple[Judged, Reason]:
    if slug in facts.services or (slug in core and facts.status == "open"):
        return "fits", Reason("offers", slug)
    if facts.services_confirmed:
        return "no", Reason("service_missing", slug)
    return "unknown", Reason("service_unknown", slug)


def _feature(code: str, facts: Facts) -> tuple[Judged, Reason]:
    match access.answer_to(facts.access, code):
        case "yes" | "na":
            return "fits", Reason("access_fits", code)
        case "no":
            return "no", Reason("access_missing", code)
        case _:
            return "unknown", Reason("access_unknown", code)


def _profile(profile: access.Profile, facts: Facts) -> tuple[Judged, Reason]:
    match access.judge(facts.access, profile):
        case "fits":
            return "fits", Reason("access_fits", profile.code)
        case "no":
            missing = access.must_items(facts.access, profile, "no")
            return "no", Reason("access_missing", profile.code, missing)
        case _:
            unrecorded = access.must_items(facts.access, profile, "unknown")
            return "unknown", Reason("access_unknown", profile.code, unrecorded)


def _open(at: datetime, facts: Facts) -> tuple[Judged, Reason]:
    moment = hours.kyiv(at).isoformat()
    is_open = facts.status == "open" and hours.open_at(facts.schedule, at)
    if is_open is None:
        return "unknown", Reason("hours_unknown", moment)
    return ("fits", Reason("open", moment)) if is_open else ("no", Reason("closed", moment))

"""The filters of the directory as the page shows them: what can be chosen, what is chosen, what is wrong there.

Beside what can be chosen stands how many centers would fit with it. What would leave none at all cannot be chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory import wording
from directory.access import PROFILES
from directory.models import Place
from directory.presenting.where import region_name
from portal.parameters import Problem
from search import links
from search.conditions import open_label, states
from search.counting import Count, Tally
from search.parameters import Search

KILOMETRES = (5, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Choice:
    """`count`: how many centers would fit, and where none would, of how many that is not known: «12», «0 + 7».

    `idle`: nothing would be found.
    """

    value: str
    label: str
    on: bool
    count: str = ""
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """What a filter says whatever can be chosen. `kind`: "check" boxes or a "select"; `on`: something is chosen;
    `title` stands on it, `error` inside."""

    name: str
    kind: str
    title: str
    legend: str
    on: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A pill of the search form."""

    face: Face
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The search form: the text, the pills, and what it carries along unseen."""

    action: str
    text: str
    error: str
    located: bool  # where to search is known, so that the text is words
    opened: Choice
    open_error: str
    first: list[Filter]  # always seen
    more: list[Filter]
    kept: list[tuple[str, str]]

    @property
    def more_open(self) -> bool:
        return any(each.face.error for each in self.more)

    @property
    def counted(self) -> bool:
        return bool(self.opened.count)


def form(search: Search, params: QueryDict, tally: Tally | None = None, now: datetime | None = None) -> Form:
    """`tally` counts for this search at `now`; without it, where a search was not understood, nothing is counted."""
    kept = _kept(params)
    return Form(
        action=links.address(QueryDict()),
        text=" ".join(params.get("q", "").split()),
        error=_error(search, "q"),
        located=any(name in links.ORIGIN for name, _value in kept),
        opened=_open(search, params, tally, now),
        open_error=_error(search, "open"),
        first=[_access(search, tally)],
        more=_more(search, params, tally),
        kept=kept,
    )


def _open(search: Search, params: QueryDict, tally: Tally | None, now: datetime | None) -> Choice:
    """The box «open now»; at another moment when the address asks for one."""
    given = params.get("open", "").strip()
    at = search.query.asked.open_at or now
    return _choice(given or "now", open_label(given), bool(given), tally.open(at) if tally and at else None)


def _access(search: Search, tally: Tally | None) -> Filter:
    chosen = search.query.asked.profiles
    title = wording.profile_name(chosen[0]) if len(chosen) == 1 else _("To get in")
    choices = (
        _choice(code, wording.profile_name(code), code in chosen, tally.profile(code) if tally else None)
        for code in PROFILES
    )
    legend = _("What do you need to get in?")
    return _filter(search, "profile", "check", (title, legend), choices)


def _more(search: Search, params: QueryDict, tally: Tally | None) -> list[Filter]:
    """The others: services, groups, oblast, distance, state."""
    return [
        _services(search, params, tally),
        _groups(search, params, tally),
        _oblasts(search, params, tally),
        _distances(search, params, tally),
        _statuses(search, params, tally),
    ]


def _services(search: Search, params: QueryDict, tally: Tally | None) -> Filter:
    chosen = {value.strip() for value in params.getlist("service")}
    labels = search.vocabulary.in_words().services
    choices = (
        _choice(slug, label, slug in chosen, tally.service(slug) if tally else None)
        for slug, label in labels.items()
    )
    return _filter(search, "service", "check", (_("Services"), _("What help do you need?")), choices)


def _groups(search: Search, params: QueryDict, tally: Tally | None) -> Filter:
    labels = {"": _("everyone"), **search.vocabulary.in_words().groups}
    # Words that mean a group mean something else beside a group that is chosen.
    reading = search.understood.reading if search.understood else None
    by_words = reading is not None and reading.kind == "group"
    counts = {slug: tally.group(slug or None) for slug in labels} if tally and not by_words else {}
    return _select(search, params, "group", (_("For whom"), _("Who needs help?")), labels, counts)


def _oblasts(search: Search, params: QueryDict, tally: Tally | None) -> Filter:
    words = search.vocabulary
    labels = words.once("oblasts", lambda: {code: _short(place) for code, place in words.regions.items()})
    labels = {"": _("All of Ukraine"), **labels}
    counts = {code: tally.oblast(code) for code in labels} if tally else {}
    return _select(search, params, "oblast", (_("Oblast"), _("Only in this oblast")), labels, counts)


def _distances(search: Search, params: QueryDict, tally: Tally | None) -> Filter:
    labels = {"": _("any distance")} | {str(km): _("%(number)s km") % {"number": km} for km in KILOMETRES}
    counts = {}
    if tally and search.query.origin:
        counts = dict(zip(labels, [tally.any_distance(), *tally.distances(KILOMETRES)], strict=True))
    return _select(search, params, "km", (_("Distance"), _("Not farther than")), labels, counts)


def _statuses(search: Search, params: QueryDict, tally: Tally | None) -> Filter:
    labels = states()
    counts = {code: tally.status(code or "open") for code in labels} if tally else {}
    return _select(search, params, "status", (_("State"), _("Which centres?")), labels, counts)


def _kept(params: QueryDict) -> list[tuple[str, str]]:
    """Where to measure from, accessibility items, and how the results are looked at."""
    names: Iterable[str] = (*links.ORIGIN, "access", "view")
    return [(name, value) for name in names for value in params.getlist(name) if value.strip()]


def _select(
    search: Search,
    params: QueryDict,
    name: str,
    titles: tuple[str, str],
    labels: Mapping[str, str],
    counts: Mapping[str, Count],
) -> Filter:
    given = params.get(name, "").strip()
    if name == "status" and given == "open":
        given = ""
    if given and given not in labels:  # what was typed into the address stays to be seen
        labels = {**labels, given: given}
    choices = (
        _choice(value, label, value == given, counts.get(value) if value else None)
        for value, label in labels.items()
    )
    return _filter(search, name, "select", titles, choices)


def _filter(
    search: Search, name: str, kind: str, titles: tuple[str, str], choices: Iterable[Choice]
) -> Filter:
    choices = tuple(choices)
    on = any(choice.on and choice.value for choice in choices)
    return Filter(Face(name, kind, *titles, on, _error(search, name)), choices)


def _choice(value: str, label: str, on: bool, count: Count | None) -> Choice:
    if count is None:
        return Choice(value, label, on)
    said = str(count.fits) if count.fits or not count.unknown else f"{count.fits} + {count.unknown}"
    return Choice(value, label, on, said, idle=count.nothing and not on)


def _short(region: Place) -> str:
    """«Львівська»: the heading says that these are oblasts."""
    if get_language() == "en" or region.kind != Place.Kind.OBLAST:
        return region_name(region).removesuffix(" oblast")
    return region.name


def _error(search: Search, name: str) -> str:
    problem: Problem | None = search.problems.get(name)
    return problem.message if problem else ""

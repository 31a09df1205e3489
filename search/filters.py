"""The filters of the directory as the page shows them: what can be chosen, what is chosen, what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from directory import wording
from directory.access import PROFILES
from directory.hours import kyiv
from directory.models import Place
from directory.presenting.where import region_name
from portal import typography
from portal.parameters import Problem
from search import links
from search.parameters import Search

KILOMETRES = (5, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A pill of the search form. `kind`: "check" boxes or a "select"; `title` stands on it, `error` inside."""

    name: str
    kind: str
    title: str
    legend: str
    choices: list[Choice]
    error: str = ""

    @property
    def on(self) -> bool:
        return any(choice.on and choice.value for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that narrows the search, in words, and the search without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Form:
    """The search form: the text, the pills, and what it carries along unseen."""

    text: str
    error: str
    located: bool  # where to search is known, so that the text is words
    opened: Choice
    open_error: str
    access: Filter
    more: list[Filter]
    kept: list[tuple[str, str]]

    @property
    def more_open(self) -> bool:
        return any(each.error for each in self.more)


def form(search: Search, params: QueryDict) -> Form:
    kept = _kept(params)
    return Form(
        text=" ".join(params.get("q", "").split()),
        error=_error(search, "q"),
        located=any(name in links.ORIGIN for name, _value in kept),
        opened=open_choice(params),
        open_error=_error(search, "open"),
        access=access_filter(search, params),
        more=more_filters(search, params),
        kept=kept,
    )


def open_choice(params: QueryDict) -> Choice:
    """The box «open now»; at another moment when the address asks for one."""
    given = params.get("open", "").strip()
    return Choice(given or "now", _open_label(given), bool(given))


def access_filter(search: Search, params: QueryDict) -> Filter:
    chosen = search.query.asked.profiles
    title = wording.profile_name(chosen[0]) if len(chosen) == 1 else _("To get in")
    choices = [Choice(code, wording.profile_name(code), code in chosen) for code in PROFILES]
    return Filter(
        "profile", "check", title, _("What do you need to get in?"), choices, _error(search, "profile")
    )


def more_filters(search: Search, params: QueryDict) -> list[Filter]:
    """The others: services, groups, oblast, distance, state."""
    words = search.vocabulary
    chosen = {value.strip() for value in params.getlist("service")}
    services = [Choice(slug, service.label, slug in chosen) for slug, service in words.services.items()]
    return [
        Filter(
            "service",
            "check",
            _("Services"),
            _("What help do you need?"),
            services,
            _error(search, "service"),
        ),
        _select(
            search,
            params,
            "group",
            _("For whom"),
            _("Who needs help?"),
            {"": _("everyone")} | {slug: group.label for slug, group in words.groups.items()},
        ),
        _select(
            search,
            params,
            "oblast",
            _("Oblast"),
            _("Only in this oblast"),
            {"": _("All of Ukraine")} | {code: _short(place) for code, place in words.regions.items()},
        ),
        _select(
            search,
            params,
            "km",
            _("Distance"),
            _("Not farther than"),
            {"": _("any distance")} | {str(km): typography.kilometres(km) for km in KILOMETRES},
        ),
        _select(search, params, "status", _("State"), _("Which centres?"), _states()),
    ]


def conditions(search: Search, params: QueryDict) -> list[Condition]:
    """Everything that narrows the search but words and origin."""
    asked, words = search.query.asked, search.vocabulary
    given = list(_conditions(search, params))
    labels = {
        "service": {slug: words.services[slug].label for slug in asked.services},
        "profile": {code: wording.profile_name(code) for code in asked.profiles},
        "access": {code: wording.item_name(code) for code in asked.access},
    }
    for name, each in labels.items():
        there = {value.strip() for value in params.getlist(name)}
        given += [
            Condition(label, links.without(params, [name], value))
            for value, label in each.items()
            if value in there
        ]
    return given


def _conditions(search: Search, params: QueryDict) -> Iterator[Condition]:
    words, query = search.vocabulary, search.query
    labels = {
        "open": _open_label(params.get("open", "").strip()),
        "group": words.groups[query.asked.group].label if query.asked.group in words.groups else "",
        "oblast": region_name(words.regions[query.oblast]) if query.oblast else "",
        "km": _("not farther than %(km)s") % {"km": typography.kilometres(query.km)} if query.km else "",
        "status": _states().get(query.status, ""),
    }
    for name, label in labels.items():
        if label and params.get(name, "").strip():
            yield Condition(label, links.without(params, [name]))


def _kept(params: QueryDict) -> list[tuple[str, str]]:
    """Where to measure from, and accessibility items."""
    names: Iterable[str] = (*links.ORIGIN, "access")
    return [(name, value) for name in names for value in params.getlist(name) if value.strip()]


def _select(
    search: Search, params: QueryDict, name: str, title: str, legend: str, labels: Mapping[str, str]
) -> Filter:
    given = params.get(name, "").strip()
    if name == "status" and given == "open":
        given = ""
    if given and given not in labels:  # what was typed into the address stays to be seen
        labels = {**labels, given: given}
    choices = [Choice(value, label, value == given) for value, label in labels.items()]
    return Filter(name, "select", title, legend, choices, _error(search, name))


def _short(region: Place) -> str:
    """«Львівська»: the heading says that these are oblasts."""
    if get_language() == "en" or region.kind != Place.Kind.OBLAST:
        return region_name(region).removesuffix(" oblast")
    return region.name


def _states() -> dict[str, str]:
    return {
        "": pgettext("which centres", "working"),
        "planned": pgettext("which centres", "being prepared"),
        "suspended": pgettext("which centres", "suspended"),
        "closed": pgettext("which centres", "closed"),
        "any": pgettext("which centres", "all but closed"),
    }


def _open_label(given: str) -> str:
    if given in ("", "now"):
        return _("Open now")
    try:
        moment: datetime = kyiv(datetime.fromisoformat(given))
    except ValueError:
        return _("Open: %(when)s") % {"when": given}
    form = "short" if moment.year == timezone.localdate().year else ""
    return _("Open on %(day)s, %(time)s") % {
        "day": typography.day(moment, form),
        "time": wording.clock(moment),
    }


def _error(search: Search, name: str) -> str:
    problem: Problem | None = search.problems.get(name)
    return problem.message if problem else ""

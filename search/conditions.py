"""What narrows a search, thing by thing: in words, and the same search without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory import wording
from directory.hours import kyiv
from directory.presenting.where import region_name
from portal import typography
from search import links
from search.parameters import Search

NARROWING = ("service", "profile", "access", "group", "open", "oblast", "km", "status")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that narrows: the parameter, its value if it may be repeated, in words, the search without it."""

    name: str
    value: str
    label: str
    url: str


def conditions(search: Search, params: QueryDict) -> list[Condition]:
    """Everything that narrows the search; where it is measured from does not."""
    return [*_typed(search, params), *_repeated(search, params), *_single(search, params)]


def without_all(search: Search, params: QueryDict) -> str:
    """The search from the same place with nothing else asked."""
    names = NARROWING if _from_typed_place(search) else (*NARROWING, "q")
    return links.without(params, names)


def _from_typed_place(search: Search) -> bool:
    reading = search.understood.reading if search.understood else None
    return reading is not None and reading.place is not None


def _typed(search: Search, params: QueryDict) -> Iterator[Condition]:
    if search.understood and not _from_typed_place(search):
        label = _("words: “%(text)s”") % {"text": search.understood.text}
        yield Condition("q", "", label, links.without(params, ["q"]))


def _repeated(search: Search, params: QueryDict) -> Iterator[Condition]:
    asked, words = search.query.asked, search.vocabulary
    labels = {
        "service": {slug: words.services[slug].label for slug in asked.services},
        "profile": {code: wording.profile_name(code) for code in asked.profiles},
        "access": {code: wording.item_name(code) for code in asked.access},
    }
    for name, each in labels.items():
        there = {value.strip() for value in params.getlist(name)}
        for value, label in each.items():
            if value in there:
                yield Condition(name, value, label, links.without(params, [name], value))


def _single(search: Search, params: QueryDict) -> Iterator[Condition]:
    words, query = search.vocabulary, search.query
    labels = {
        "group": words.groups[query.asked.group].label if query.asked.group in words.groups else "",
        "open": open_label(params.get("open", "").strip()),
        "oblast": region_name(words.regions[query.oblast]) if query.oblast else "",
        "km": _("not farther than %(km)s") % {"km": typography.kilometres(query.km)} if query.km else "",
        "status": states().get(query.status, ""),
    }
    for name, label in labels.items():
        if label and params.get(name, "").strip():
            yield Condition(name, "", label, links.without(params, [name]))


def states() -> dict[str, str]:
    return {
        "": pgettext("which centres", "working"),
        "planned": pgettext("which centres", "being prepared"),
        "suspended": pgettext("which centres", "suspended"),
        "closed": pgettext("which centres", "closed"),
        "any": pgettext("which centres", "all but closed"),
    }


def open_label(given: str) -> str:
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

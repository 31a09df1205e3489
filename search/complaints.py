"""What was not understood, in words, with the search that leaves it out."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Place
from directory.presenting.where import region_name
from portal.parameters import Problem, Problems
from search import links
from search.parameters import Search

LABELS = {
    "q": gettext_lazy("Where you are or what you look for"),
    "place": gettext_lazy("Place"),
    "lat": gettext_lazy("Latitude"),
    "lon": gettext_lazy("Longitude"),
    "km": gettext_lazy("Distance"),
    "open": gettext_lazy("Open"),
    "oblast": gettext_lazy("Oblast"),
    "group": gettext_lazy("For whom"),
    "status": gettext_lazy("State"),
    "service": gettext_lazy("Services"),
    "access": gettext_lazy("Accessibility"),
    "profile": gettext_lazy("To get in"),
    "page": gettext_lazy("Page"),
    "view": gettext_lazy("View"),
}
LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """`label`: the name on the form, else the parameter's own; `value`: what was given, shortened."""

    label: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """`without`: the search without what was not understood; `oblast`: a region that was named, to look in instead."""

    lines: list[Line]
    without: str
    oblast: str = ""
    oblast_url: str = ""


def check_view(search: Search, params: QueryDict) -> None:
    """Add a problem when `view` is none of the ways to see results."""
    if params.get("view", "").strip() not in ("", "list", "map"):
        problem = Problem("invalid_value", _("Results can be seen as a list or on a map."))
        search.problems.setdefault("view", problem)


def complaint(search: Search, params: QueryDict) -> Complaint:
    names = set(search.problems)
    if names & set(links.ORIGIN):
        names |= set(links.ORIGIN)  # half a position is none
    region = search.understood.region if search.understood else None
    oblast: Place | None = (region.oblast or region) if region else None
    return Complaint(
        lines(search.problems, params),
        without=links.without(params, names),
        oblast=region_name(oblast) if oblast else "",
        oblast_url=links.changed(params, q=None, oblast=oblast.pk) if oblast else "",
    )


def lines(problems: Problems, params: QueryDict) -> list[Line]:
    return [_line(name, problem, params) for name, problem in problems.items()]


def _line(name: str, problem: Problem, params: QueryDict) -> Line:
    value = ", ".join(value for value in params.getlist(name) if value.strip())
    short = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    return Line(str(LABELS.get(name, name[:LONGEST_VALUE])), short, problem.message)

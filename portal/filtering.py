"""A list that the parameters of its address narrow, as a page shows it: its filters, and what is not understood."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

from portal.parameters import Problems


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter; `foreign` when its name is Ukrainian on a page that is not."""

    value: str
    label: str
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with the values that bring something; `all` is the label of not asking for it."""

    name: str
    label: str | Promise
    all: str | Promise
    choices: list[Choice]
    chosen: Choice | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A parameter that is not understood, why, and the query that asks for the same without it."""

    name: str
    value: str
    message: str
    without: str


def complaints(problems: Problems, params: QueryDict) -> list[Complaint]:
    def without(name: str) -> str:
        kept = params.copy()
        for gone in (name, "page"):
            kept.pop(gone, None)
        return f"?{kept.urlencode()}"

    return [
        Complaint(name, ", ".join(params.getlist(name)), problem.message, without(name))
        for name, problem in problems.items()
    ]

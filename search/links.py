"""Links to the same search with something else in it; always to the first page of results."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse

ORIGIN = ("place", "lat", "lon")


def address(params: QueryDict) -> str:
    """The search with these parameters, empty ones left out."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        if name != "page" and (given := [value for value in values if value.strip()]):
            kept.setlist(name, given)
    query = kept.urlencode()
    return f"{reverse('search:centers')}?{query}" if query else reverse("search:centers")


def without(params: QueryDict, names: Iterable[str], value: str | None = None) -> str:
    """Without these parameters; with `value` only that one of the values of each goes."""
    left = params.copy()
    for name in names:
        rest = [] if value is None else [each for each in params.getlist(name) if each.strip() != value]
        left.setlist(name, rest)
    return address(left)


def changed(params: QueryDict, **values: str | None) -> str:
    """With these values; None takes a parameter out, a name that ends in `_more` gets one value more."""
    made = params.copy()
    for name, value in values.items():
        if value is None:
            made.setlist(name, [])
        elif name.endswith("_more"):
            made.appendlist(name.removesuffix("_more"), value)
        else:
            made.setlist(name, [value])
    return address(made)

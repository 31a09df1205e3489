"""Links to the same search with something else in it; always to the first page of results."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from search.parameters import Search
from search.understanding import Reading

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


def shared(search: Search, params: QueryDict) -> str:
    """The search as one sends it to somebody: only what means something, the words as what they were taken for.

    A point is rounded to three decimals (about 100 m): nobody has to tell where they live to share a list.
    """
    query, asked = search.query, search.query.asked
    made = QueryDict(mutable=True)
    reading = search.understood.reading if search.understood else None
    if query.origin and query.origin.place:
        made["place"] = query.origin.place.pk
    elif query.origin:
        made["lat"], made["lon"] = (
            _rounded(number) for number in (query.origin.point.lat, query.origin.point.lon)
        )
    if search.understood and (reading is None or reading.found is not None or _asks_nothing(reading)):
        made["q"] = " ".join(params.get("q", "").split())
    for name, values in (("service", asked.services), ("profile", asked.profiles), ("access", asked.access)):
        made.setlist(name, list(values))
    made.update(
        {
            "group": asked.group or "",
            "open": params.get("open", "").strip(),
            "oblast": query.oblast,
            "km": "" if query.km is None else f"{query.km:.12g}",
            "status": "" if query.status == "open" else query.status,
            "view": "map" if params.get("view", "").strip() == "map" else "",
        }
    )
    return f"{settings.SITE_URL}{address(made)}"


def _asks_nothing(reading: Reading) -> bool:
    """A need that every center answers."""
    return reading.kind == "need" and getattr(reading.term, "service", None) is None


def _rounded(degrees: float) -> str:
    return f"{degrees:.3f}".rstrip("0").rstrip(".")

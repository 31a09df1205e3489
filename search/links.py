"""Links to the same search with something else in it; always to the first page of results."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from search.parameters import Search
from search.understanding import Reading

ORIGIN = ("place", "lat", "lon")


def address(params: QueryDict) -> str:
    """The search with these parameters, empty ones left out."""
    return _address((name, value) for name, values in params.lists() for value in values)


def without(params: QueryDict, names: Iterable[str], value: str | None = None) -> str:
    """Without these parameters; with `value` only that one of the values of each goes."""
    names = set(names)
    return _address(
        (name, each)
        for name, values in params.lists()
        for each in values
        if name not in names or (value is not None and each.strip() != value)
    )


def changed(params: QueryDict, **values: str | None) -> str:
    """With these values; None takes a parameter out, a name that ends in `_more` gets one value more."""
    more = {name.removesuffix("_more"): value for name, value in values.items() if name.endswith("_more")}
    set_anew = {name: value for name, value in values.items() if not name.endswith("_more")}
    left = [(name, each) for name, given in params.lists() for each in given if name not in set_anew]
    return _address([*left, *set_anew.items(), *more.items()])


def _address(pairs: Iterable[tuple[str, str | None]]) -> str:
    kept = [(name, value) for name, value in pairs if name != "page" and value and value.strip()]
    path = _path(get_language())
    return f"{path}?{urlencode(kept)}" if kept else path


@lru_cache(maxsize=8)
def _path(language: str | None) -> str:
    return reverse("search:centers")


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

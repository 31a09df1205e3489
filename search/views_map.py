"""The results of the directory as a map, with the same results as a list under it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.paging import page_or_404
from search import mapping, presenting
from search.geosearch import Hits
from search.parameters import Search


def centers_map(
    request: HttpRequest, search: Search, hits: Hits, now: datetime, context: dict[str, Any]
) -> HttpResponse:
    """All `hits` at once; `context` is the search form's."""
    page = page_or_404(hits, request.GET.get("page") or None, mapping.MOST)
    cards = presenting.cards(list(page.object_list), search, now)
    return render(
        request,
        "search/centers_map.html",
        {
            **context,
            "results": presenting.results(search, request.GET),
            "views": mapping.views(request.GET),
            "hits": hits,
            "page": page,
            "parts": mapping.parts(cards),
            "origin_at": mapping.origin_at(search.query.origin),
            "regions": mapping.by_region(cards, request.GET, search.vocabulary),
            "now": now,
        },
    )

"""The directory of centers: one page that finds, lists and says what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from directory import hours
from directory.models import Hotline
from portal.paging import page_or_404
from search import complaints, filters, mapping, presenting, readings, trying
from search.counting import Tally
from search.geosearch import Hit, find_centers
from search.kept import Belongs
from search.own_community import own_centers, own_farther_on
from search.parameters import Search, read_search
from search.views_map import centers_map

PER_PAGE = 20


@require_safe
def centers(request: HttpRequest) -> HttpResponse:
    """The centers that answer the search; what was not understood is named, and then nothing is listed."""
    search = read_search(request.GET, also=("page", "view"))
    complaints.check_view(search, request.GET)
    if search.problems:
        return _refused(request, search)
    now = timezone.now()
    hits, known = find_centers(search.query), search.kept
    tally = Tally(known.atlas, search.query)
    form = filters.form(search, request.GET, tally, now)
    if hits and request.GET.get("view", "").strip() == "map":
        return centers_map(request, search, hits, now, {"form": form})
    page = page_or_404(hits, request.GET.get("page") or None, PER_PAGE)
    own = own_centers(known, search)
    farther_on = _farther_on(page, search, own)
    made = presenting.cards([*page.object_list, *farther_on], search, now, own)
    above = [card for card in made if card.center.pk in {hit.pk for hit in farther_on}]
    cards = [card for card in made if card not in above]
    results = presenting.results(search, request.GET)
    context = {
        "form": form,
        "hits": hits,
        "page": page,
        "parts": presenting.parts(cards, hits, asked=results.asked),
        "found": presenting.found_words(hits, now),
        "own": above,
        "results": results,
        "planned": 0 if search.understood or search.query.km else _planned(tally),
        "views": mapping.views(request.GET),
    }
    if not hits.fits:
        context["left_out"] = trying.left_out(known.atlas, search, request.GET, unknown=not hits)
    if not hits:
        context |= {
            "almost": presenting.almost(trying.almost(known.atlas, search.query), search, now, own),
            "all": tally.all_that_work(),
            "hotlines": Hotline.objects.filter(shown=True),
        }
    response = render(request, "search/centers.html", context)
    if not request.GET:  # only such a page is kept for the next reader
        schedules = {card.center.schedule for card in cards}
        fresh = (hours.fresh_for(schedule, now) for schedule in schedules)
        patch_cache_control(response, max_age=min(fresh, default=60))
    return response


def _farther_on(page: Page[Hit], search: Search, own: Mapping[int, Belongs]) -> list[Hit]:
    """The center of the reader's community where no reader sees it on the first page; at most one."""
    if page.number != 1:
        return []
    hit = own_farther_on(search, own, {hit.pk for hit in page.object_list})
    return [hit] if hit else []


def _refused(request: HttpRequest, search: Search) -> HttpResponse:
    context = {**_form(request, search), "hotlines": Hotline.objects.filter(shown=True)}
    if set(search.problems) == {"q"} and search.problems["q"].candidates:
        first, more = readings.candidate_links(search.problems["q"].candidates, request.GET)
        context |= {"places": first, "more": more, "search": search}
        return render(request, "search/centers_place.html", context)
    context["complaint"] = complaints.complaint(search, request.GET)
    return render(request, "search/centers_refused.html", context)


def _form(request: HttpRequest, search: Search) -> dict[str, Any]:
    return {"form": filters.form(search, request.GET)}


def _planned(tally: Tally) -> int:
    """How many more are being prepared where the search looks; 0 when it looks for others than those that work."""
    if tally.query.status != "open":
        return 0
    return tally.atlas.having(status="planned", oblast=tally.query.oblast).bit_count()

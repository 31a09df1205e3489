"""The directory of centers: one page that finds, lists and says what is not known."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from directory import hours
from directory.models import CenterPage, Hotline
from portal.paging import page_or_404
from search import complaints, filters, presenting, readings
from search.geosearch import find_centers
from search.parameters import Search, read_search

PER_PAGE = 20


@require_safe
def centers(request: HttpRequest) -> HttpResponse:
    """The centers that answer the search; what was not understood is named, and then nothing is listed."""
    search = read_search(request.GET, also=("page", "view"))
    complaints.check_view(search, request.GET)
    if search.problems:
        return _refused(request, search)
    now = timezone.now()
    hits = find_centers(search.query, core=search.vocabulary.core)
    page = page_or_404(hits, request.GET.get("page") or None, PER_PAGE)
    cards = presenting.cards(list(page.object_list), search, now)
    context = {
        **_form(request, search),
        "hits": hits,
        "page": page,
        "cards": cards,
        "results": presenting.results(search, request.GET),
        "planned": 0 if search.understood else _planned(search),
        "now": now,
        "hotlines": [] if hits else Hotline.objects.filter(shown=True),
    }
    response = render(request, "search/centers.html", context)
    schedules = [card.center.schedule for card in cards]
    patch_cache_control(response, max_age=min((hours.fresh_for(each, now) for each in schedules), default=60))
    return response


def _refused(request: HttpRequest, search: Search) -> HttpResponse:
    context = {**_form(request, search), "hotlines": Hotline.objects.filter(shown=True)}
    if set(search.problems) == {"q"} and search.problems["q"].candidates:
        places = readings.candidate_links(search.problems["q"].candidates, request.GET)
        return render(request, "search/centers_place.html", {**context, "places": places, "search": search})
    context["complaint"] = complaints.complaint(search, request.GET)
    return render(request, "search/centers_refused.html", context)


def _form(request: HttpRequest, search: Search) -> dict[str, Any]:
    return {"form": filters.form(search, request.GET)}


def _planned(search: Search) -> int:
    """How many more are being prepared where the search looks by oblast or everywhere; 0 when it asks otherwise."""
    query = search.query
    if query.status != "open" or query.km is not None:
        return 0
    planned = CenterPage.objects.listed().with_status("planned")
    return (planned.filter(oblast=query.oblast) if query.oblast else planned).count()

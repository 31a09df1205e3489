"""A search as a light list for other sites' pages: in a frame, without script, without cookies, without counting."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from directory import hours
from directory.models import Place
from directory.opendata import terms
from directory.presenting.where import region_name
from search import complaints, presenting
from search.geosearch import find_centers
from search.parameters import read_search

MOST = 50


@require_safe
@xframe_options_exempt
@csp_replace(
    {"frame-ancestors": ["*"], "script-src": ["'none'"], "connect-src": ["'none'"], "form-action": ["'none'"]}
)
def embedded_centers(request: HttpRequest) -> HttpResponse:
    """The first `MOST` centers of the search in the address, with a link to all of them on the portal.

    Kept nowhere: what somebody searches for stands in its address.
    """
    search = read_search(request.GET)
    now = timezone.now()
    hits = [] if search.problems else find_centers(search.query)
    cards = presenting.cards(hits[:MOST], search, now)
    oblast = Place.objects.filter(pk=search.query.oblast).first() if search.query.oblast else None
    query = request.GET.urlencode()
    context = {
        "lines": complaints.lines(search.problems, request.GET),
        "cards": cards,
        "number": len(hits),
        "region": region_name(oblast) if oblast else "",
        "everything": f"{reverse('search:centers')}{'?' if query else ''}{query}",
        "licence": terms.LICENCE,
        "licence_name": terms.LICENCE_NAME,
        "now": now,
    }
    response = render(request, "search/embed.html", context)
    fresh = (hours.fresh_for(schedule, now) for schedule in {card.center.schedule for card in cards})
    patch_cache_control(response, private=True, max_age=min(fresh, default=60))
    return response

"""«My list»: the centers that a person keeps. The list lives in the browser; here it is only laid out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.fit import Fit
from portal.parameters import Problem, unexpected
from search import complaints, presenting
from search.geosearch import GeoQuery, Hit
from search.parameters import Search

MOST = 50


@require_safe
def my_list(request: HttpRequest) -> HttpResponse:
    """The centers that `center` names (slugs, in the order of the list); those that are gone are said to be."""
    params = request.GET
    slugs = list(dict.fromkeys(slug for value in params.getlist("center") if (slug := value.strip())))
    problems = unexpected(params, (), ("center",))
    if len(slugs) > MOST:
        message = _("A list holds no more than %(most)d centres.") % {"most": MOST}
        problems["center"] = Problem("out_of_range", message)
    search, now = Search(GeoQuery()), timezone.now()
    rows = {slug: search.kept.atlas.row(slug) for slug in ([] if problems else slugs)}
    found = [Hit(row, Fit("fits")) for row in rows.values() if row]
    response = render(
        request,
        "search/my_list.html",
        {
            "lines": complaints.lines(problems, params),
            "cards": presenting.cards(found, search, now),
            "gone": [slug for slug, row in rows.items() if row is None],
            "now": now,
        },
    )
    patch_cache_control(response, max_age=0)
    return response

"""The page of a center, found by its slug; the statistics of them all."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.views import serve

from directory.counts import by_oblast
from directory.models import CenterPage
from directory.nearby import with_texts
from directory.opendata import terms
from directory.statistics import by_oblast_csv, statistics


@require_safe
def center(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A published center in the language of the address, else in Ukrainian.

    One query, where Wagtail walks down the tree in a dozen. What the public may not see goes its way: a draft is
    not found, a private page asks for its password.
    """
    found = with_texts(CenterPage.objects.live().unrestricted().for_page().filter(slug=slug))
    if not found:
        return serve(request, f"centers/{slug}/")
    (source,) = found.values()
    return source.text.serve(request)


@require_safe
def show_statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/statistics.html", {"found": statistics(), "terms": terms})


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """The table of the page, in the language of its address."""
    response = HttpResponse(by_oblast_csv(by_oblast()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="centers-by-oblast.csv"'
    response["Link"] = f'<{terms.LICENCE}>; rel="license"'
    return response

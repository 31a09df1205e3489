"""The page about open data for people: what there is, in which formats, under which licence, as of when."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory.alphabet import alphabetical
from directory.models import CenterPage, Place
from directory.opendata import terms
from directory.presenting.where import region_name
from portal.parameters import Problem, unexpected

HIGH = 600  # pixels of the frame in the snippet


@dataclass(frozen=True, slots=True)
class Format:
    path: str
    name: Any
    text: Any
    more: str = ""  # an address that tells more


FILES = (
    Format(
        "/api/v1/centers.csv",
        gettext_lazy("Table (CSV)"),
        gettext_lazy("For Excel and other spreadsheets. What the columns hold:"),
        "/api/v1/centers.csv-metadata.json",
    ),
    Format(
        "/api/v1/centers.geojson",
        gettext_lazy("Map layer (GeoJSON)"),
        gettext_lazy("For maps and geographic programs. A point that is not exact says so in “precision”."),
    ),
    Format(
        "/api/v1/centers.a11y.json",
        gettext_lazy("Accessibility (A11yJSON)"),
        gettext_lazy("For accessibility maps such as Wheelmap. Only what is known."),
    ),
    Format(
        "/api/hsds/services?format=ndjson",
        gettext_lazy("Services (HSDS 3)"),
        gettext_lazy(
            "For catalogues of social services; one record a line. The whole HSDS API is described apart."
        ),
    ),
)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """With the code of a frame for the oblast that was chosen; four queries beside the frame of the page."""
    problems = unexpected(request.GET, ("oblast",))
    places = Place.objects.filter(kind__in=("O", "K"))
    regions = sorted(places, key=lambda place: alphabetical(place.name))
    code = request.GET.get("oblast", "").strip()
    chosen = next((place for place in regions if place.code == code), None)
    if code and chosen is None and "oblast" not in problems:
        problems["oblast"] = Problem("invalid_value", _("Choose an oblast from the list."))
    listed = CenterPage.objects.listed().order_by()
    context = {
        "files": FILES,
        "licence": terms.LICENCE,
        "licence_name": terms.LICENCE_NAME,
        "attribution": terms.attribution(_("changed")),
        "regions": [(place.code, region_name(place)) for place in regions],
        "chosen": chosen.code if chosen else "",
        "snippet": "" if problems else _snippet(chosen),
        "problems": [(name, problem.message) for name, problem in problems.items()],
        "numbers": listed.aggregate(number=Count("pk"), changed=Max("changed_at")),
        "now": timezone.now(),
    }
    return render(request, "directory/open_data.html", context)


def _snippet(oblast: Place | None) -> str:
    """What to paste into another site's page."""
    query = f"?oblast={oblast.code}" if oblast else ""
    title = _("Resilience centres") + (f": {region_name(oblast)}" if oblast else "")
    return (
        f'<iframe src="{settings.SITE_URL}{reverse("search:embed")}{query}" title="{title}" width="100%" '
        f'height="{HIGH}" loading="lazy" referrerpolicy="no-referrer"></iframe>'
    )

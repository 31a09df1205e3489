"""The public API of finding: all centers that pass, and the nearest of them."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory import access
from directory.answers import Center, ReasonAnswer, center_answer, reasons_answer
from directory.answers_places import Kilometres, OriginAnswer, Precision, kilometres, origin_answer
from directory.models import CenterPage
from portal.openapi import (
    CODE_OF_PLACE,
    NOT_UNDERSTOOD,
    ORIGIN,
    SLUG,
    SWITCH,
    described,
    parameter,
    repeatable,
)
from portal.parameters import Refused, switched_on, whole_number
from search.geosearch import Hit, find_centers, find_nearest
from search.parameters import read_nearest, read_search

MOST_LISTED, LISTED = 100, 20
MOST_NEAREST, NEAREST = 50, 10
FARTHEST_OFFSET = 1_000_000

router = Router()


class FoundCenter(Center):
    """A center and how it answers what was asked."""

    distance_km: Kilometres | None
    fit: access.Judged
    reasons: list[ReasonAnswer]


class Page(TypedDict):
    count: int
    next: str | None
    previous: str | None
    results: list[FoundCenter]


class NearCenter(TypedDict):
    """`precision` is the center's: what its end of the distance is the point of."""

    center: Center
    distance_km: Kilometres | None
    precision: Precision | None
    fit: access.Judged
    reasons: list[ReasonAnswer]


class Nearest(TypedDict):
    origin: OriginAnswer
    results: list[NearCenter]


FILTERS = (
    *ORIGIN,
    parameter(
        "km",
        _("Not farther than so many kilometres, the limit included; needs somewhere to measure from."),
        {"type": "number", "minimum": 0.1, "maximum": 1500},
    ),
    parameter("service", _("What the centre helps with; several: all of them."), repeatable(SLUG)),
    parameter(
        "access",
        _("An accessibility item that is there or does not apply; several: all of them."),
        repeatable({"type": "string", "enum": list(access.FEATURES)}),
    ),
    parameter(
        "profile",
        _("What a person needs to get in; several: all of them."),
        repeatable({"type": "string", "enum": list(access.PROFILES)}),
    ),
    parameter(
        "open",
        _("Open then: “now”, or a moment such as 2026-12-24T15:00, in Kyiv time unless it has an offset."),
        {"type": "string"},
        example="now",
    ),
    parameter("oblast", _("The code of an oblast, of Crimea, Kyiv or Sevastopol."), CODE_OF_PLACE),
    parameter("group", _("For whom: a target group."), SLUG),
    parameter(
        "status",
        _("The state of the centre; “any” is all but the closed ones."),
        {"type": "string", "enum": ["open", "planned", "suspended", "closed", "any"], "default": "open"},
    ),
    parameter("unknown", _("1: after all that fit, also those of which that is not known."), SWITCH),
)


@router.get(
    "centers",
    response={200: Page} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _("Centres"),
        _(
            "Those that fit what is asked: by distance with somewhere to measure from, else by name. “fit” and "
            "“reasons” say how each answers. Follow “next” for the rest."
        ),
        parameter(
            "q",
            _(
                "A place, a service, a group, a need, a centre’s name or other words; beside an origin: words."
            ),
            {"type": "string", "maxLength": 120},
        ),
        *FILTERS,
        parameter(
            "limit",
            _("How many at most."),
            {"type": "integer", "minimum": 1, "maximum": MOST_LISTED, "default": LISTED},
        ),
        parameter(
            "offset",
            _("How many to pass over."),
            {"type": "integer", "minimum": 0, "maximum": FARTHEST_OFFSET, "default": 0},
        ),
        example="?service=legal-aid&unknown=1&limit=5",
    ),
)
def centers(request: HttpRequest) -> Page:
    params = request.GET
    search = read_search(params, also=("unknown", "limit", "offset"))
    problems = dict(search.problems)
    unknown = switched_on(params, "unknown", problems)
    limit = whole_number(params, "limit", problems, least=1, most=MOST_LISTED, default=LISTED)
    offset = whole_number(params, "offset", problems, least=0, most=FARTHEST_OFFSET, default=0)
    if problems:
        raise Refused(problems)
    hits = find_centers(search.query, unknown=unknown)
    return {
        "count": len(hits),
        "next": _link(request, limit, offset + limit) if offset + limit < len(hits) else None,
        "previous": _link(request, limit, max(0, offset - limit)) if offset else None,
        "results": [
            {
                **center,
                "distance_km": kilometres(hit.distance),
                "fit": hit.fit.value,
                "reasons": reasons_answer(hit.fit.reasons),
            }
            for hit, center in _with_centers(hits[offset : offset + limit])
        ],
    }


@router.get(
    "centers/nearest",
    response={200: Nearest} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _("The nearest centres"),
        _(
            "The nearest that fit, however far; those without a position come last. Only “km” cuts the list. The name "
            "of a place in “q” is taken when it can mean one place only; otherwise the candidates are given to "
            "choose from."
        ),
        parameter(
            "q",
            _(
                "Where to measure from: the name of a place as people type it. Beside a place or a point: words."
            ),
            {"type": "string", "maxLength": 120},
            example="Рогатин",
        ),
        *FILTERS,
        parameter(
            "limit",
            _("How many at most."),
            {"type": "integer", "minimum": 1, "maximum": MOST_NEAREST, "default": NEAREST},
        ),
        example="?place=UA46060250010015970&profile=wheelchair&unknown=1",
    ),
)
def nearest(request: HttpRequest) -> Nearest:
    params = request.GET
    search = read_nearest(params, also=("unknown", "limit"))
    problems = dict(search.problems)
    unknown = switched_on(params, "unknown", problems)
    limit = whole_number(params, "limit", problems, least=1, most=MOST_NEAREST, default=NEAREST)
    origin = search.query.origin
    if problems or origin is None:
        raise Refused(problems)
    hits = find_nearest(search.query, limit, unknown=unknown)
    return {
        "origin": origin_answer(origin),
        "results": [
            {
                "center": center,
                "distance_km": kilometres(hit.distance),
                "precision": hit.precision,
                "fit": hit.fit.value,
                "reasons": reasons_answer(hit.fit.reasons),
            }
            for hit, center in _with_centers(hits)
        ],
    }


def _with_centers(hits: Iterable[Hit]) -> Iterator[tuple[Hit, Center]]:
    """Each with the whole center; one that was withdrawn in between is left out."""
    hits = list(hits)
    pages = CenterPage.objects.listed().for_display().in_bulk([hit.pk for hit in hits])
    now = timezone.now()
    return ((hit, center_answer(pages[hit.pk], now)) for hit in hits if hit.pk in pages)


def _link(request: HttpRequest, limit: int, offset: int) -> str:
    params = request.GET.copy()
    params["limit"], params["offset"] = str(limit), str(offset)
    return f"{settings.SITE_URL}{request.path}?{params.urlencode()}"

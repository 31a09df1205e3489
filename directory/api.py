"""The public API of the directory: centers, places, vocabularies, and where a request would go."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory import access, vocabularies
from directory.answers import Center, center_answer
from directory.answers_places import PlaceAnswer, place_answer
from directory.atlas import current
from directory.models import CenterPage, Need, Place
from directory.origins import read_origin
from directory.routing import OriginRequired, UnknownCenter, route
from directory.suitable import SuitableAnswer, suitable_answer
from portal.models import PortalSettings
from portal.openapi import (
    NOT_FOUND,
    NOT_UNDERSTOOD,
    ORIGIN,
    SLUG,
    SWITCH,
    described,
    parameter,
    repeatable,
)
from portal.parameters import Problem, Problems, Refused, switched_on, unexpected

LONGEST_NAME = 120  # characters of a typed place
SUGGESTED = 10

router = Router()
Row = TypeVar("Row")


class Listed(TypedDict, Generic[Row]):
    results: list[Row]


class Site(TypedDict):
    martial_law: Annotated[bool, Field(description="While true, `PH` in opening hours matches no day.")]
    reach_km: Annotated[int, Field(description="A request prefers centers up to and including this far.")]
    take_within_hours: int
    keep_days: int


# --- Centers and places


@router.get(
    "centers/suitable",
    response={200: SuitableAnswer} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("Where a request would go, and why"),
        _lazy(
            "The centre that would take a request from there: first those that fit and are within reach, the nearest "
            "of them first. Nothing is sent or stored. When no centre can take it, “chosen” is null and “why” says so."
        ),
        *ORIGIN,
        parameter("need", _lazy("What the person needs; several: all of them."), repeatable(SLUG)),
        parameter(
            "profile",
            _lazy("What a person needs to get in; several: all of them."),
            repeatable({"type": "string", "enum": list(access.PROFILES)}),
        ),
        parameter("remote", _lazy("1: only by telephone or in writing, nobody has to get in."), SWITCH),
        parameter("chosen", _lazy("The slug of the centre that the person picked."), SLUG),
        example="?place=UA46060250010015970&need=talk",
    ),
)
def suitable(request: HttpRequest) -> SuitableAnswer:
    params = request.GET
    problems = unexpected(params, ("place", "lat", "lon", "remote", "chosen"), ("need", "profile"))
    origin, misplaced = read_origin(params)
    needs, unknown_needs = _needs(params)
    profiles = _given(params, "profile")
    for found in (misplaced, unknown_needs, _unknown_profiles(profiles)):
        problems = found | problems
    remote = switched_on(params, "remote", problems)
    if problems:
        raise Refused(problems)
    try:
        routing = route(
            current(),
            origin=origin,
            needs=needs,
            profiles=profiles,
            remote=remote,
            chosen=params.get("chosen", "").strip(),
        )
    except OriginRequired:
        message = _("Say where to measure from: a place, or latitude and longitude.")
        raise Refused({"place": Problem("origin_required", message)}) from None
    except UnknownCenter:
        raise Refused({"chosen": Problem("unknown_slug", _("There is no such centre."))}) from None
    return suitable_answer(routing, timezone.now())


@router.get(
    "centers/{slug}",
    response={200: Center} | NOT_FOUND,
    openapi_extra=described(
        _lazy("One centre"),
        _lazy("Everything that is known of a centre; what is not known is null."),
    ),
)
def center(request: HttpRequest, slug: str) -> Center:
    _no_parameters(request)
    found = CenterPage.objects.listed().for_display().filter(slug=slug).first()
    if found is None:
        raise Http404
    return center_answer(found, timezone.now())


@router.get(
    "places",
    response={200: Listed[PlaceAnswer]} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("Places by name"),
        _lazy(
            "Up to ten places that may be meant, the likeliest first: Ukrainian, English, Russian and old names, any "
            "case, the beginning of a name, and small slips. Names and points: КАТОТТГ and GeoNames (CC BY 4.0), "
            "changed."
        ),
        parameter(
            "q",
            _lazy("The name as people type it, or how it begins."),
            {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
            example="Рогатин",
            required=True,
        ),
        example="?q=Рогатин",
    ),
)
def places(request: HttpRequest) -> dict[str, Any]:
    problems = unexpected(request.GET, ("q",))
    text = request.GET.get("q", "").strip()
    if not text:
        problems.setdefault("q", Problem("invalid_value", _("Write the name of a place, or how it begins.")))
    elif len(text) > LONGEST_NAME:
        message = _("This is too long: %(most)d characters at most.") % {"most": LONGEST_NAME}
        problems.setdefault("q", Problem("out_of_range", message))
    if problems:
        raise Refused(problems)
    return {"results": [place_answer(place) for place in Place.objects.suggest(text, SUGGESTED)]}


# --- Vocabularies


COUNTED = _lazy("“count” says how many published open centres the filter finds for each word.")


def _vocabulary(
    address: str, title: Any, row: Any, rows: Callable[[], list[Any]], description: Any = COUNTED
) -> None:
    @router.get(
        address,
        response={200: Listed[row]} | NOT_UNDERSTOOD,
        openapi_extra=described(title, description),
        operation_id=address.replace("-", "_"),
        url_name=address,
    )
    def vocabulary(request: HttpRequest) -> dict[str, Any]:
        _no_parameters(request)
        return {"results": rows()}


_vocabulary("services", _lazy("Services"), vocabularies.ServiceAnswer, vocabularies.services)
_vocabulary("needs", _lazy("Needs"), vocabularies.NeedAnswer, vocabularies.needs)
_vocabulary("groups", _lazy("Target groups"), vocabularies.GroupAnswer, vocabularies.groups)
_vocabulary(
    "access-features", _lazy("Accessibility items"), vocabularies.FeatureAnswer, vocabularies.features
)
_vocabulary("profiles", _lazy("Need profiles"), vocabularies.ProfileAnswer, vocabularies.profiles)
_vocabulary(
    "oblasts", _lazy("Oblasts, Crimea, Kyiv and Sevastopol"), vocabularies.OblastAnswer, vocabularies.oblasts
)
_vocabulary(
    "hotlines",
    _lazy("Hotlines"),
    vocabularies.HotlineAnswer,
    vocabularies.hotlines,
    _lazy("Telephone lines that help at once; “checked_on” is the day someone called."),
)


@router.get(
    "site",
    response={200: Site} | NOT_UNDERSTOOD,
    openapi_extra=described(_lazy("Settings that answers depend on"), ""),
)
def site(request: HttpRequest) -> Site:
    _no_parameters(request)
    settings = PortalSettings.load()
    return {
        "martial_law": settings.martial_law,
        "reach_km": settings.reach_km,
        "take_within_hours": settings.take_within_hours,
        "keep_days": settings.keep_days,
    }


# --- Reading and writing down


def _no_parameters(request: HttpRequest) -> None:
    if problems := unexpected(request.GET, ()):
        raise Refused(problems)


def _given(params: QueryDict, name: str) -> list[str]:
    """The values of a parameter that may be repeated; an empty one is none."""
    return [text for value in params.getlist(name) if (text := value.strip())]


def _needs(params: QueryDict) -> tuple[QuerySet[Need], Problems]:
    slugs = set(_given(params, "need"))
    found = Need.objects.select_related("service").filter(slug__in=slugs)
    if unknown := sorted(slugs - {need.slug for need in found}):
        message = _("There is no such need: %(slug)s.") % {"slug": ", ".join(unknown)}
        return found, {"need": Problem("unknown_slug", message)}
    return found, {}


def _unknown_profiles(codes: list[str]) -> Problems:
    if unknown := sorted(set(codes) - set(access.PROFILES)):
        message = _("There is no such need profile: %(code)s.") % {"code": ", ".join(unknown)}
        return {"profile": Problem("invalid_value", message)}
    return {}

"""The addresses of HSDS 3 under `/api/hsds/`, as its own API description has them."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory.opendata import terms as licence
from directory.opendata.hsds import asking, listing
from directory.opendata.hsds.answering import NDJSON, listed, one, with_id, words
from directory.opendata.hsds.records import Records
from directory.opendata.hsds.terms import Terms, taxonomies
from portal.openapi import NOT_FOUND, NOT_UNDERSTOOD, described
from portal.parameters import Refused, unexpected

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/3.1/hsds/"

router = Router()

Record = Annotated[dict[str, Any], Field(description="As HSDS describes it; what is not known has no key.")]


class Publisher(TypedDict):
    name: str
    website: str


class About(TypedDict):
    """What this is, of when, and under which licence."""

    version: Annotated[str, Field(description="HSDS version of this API.")]
    profile: str
    openapi_url: str
    description: str
    publisher: Publisher
    license: str
    attribution: str
    as_of: str


class Page(TypedDict):
    """HSDS's page."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Record]


def _no_parameters(request: HttpRequest) -> None:
    if problems := unexpected(request.GET, ()):
        raise Refused(problems)


def _described(summary: Any, *names: str) -> dict[str, Any]:
    kinds = ("application/json", NDJSON) if "format" in names else ()
    return described(summary, "", *(asking.DESCRIBED[name] for name in names), media_types=kinds)


@router.get(
    "/",
    response={200: About} | NOT_UNDERSTOOD,
    openapi_extra=_described(_("About this API")),
    url_name="about",
)
def about(request: HttpRequest) -> About:
    _no_parameters(request)
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": f"{settings.SITE_URL}/api/hsds/openapi.json",
        "description": "Центри життєстійкості України / Resilience centres of Ukraine",
        "publisher": {"name": licence.PUBLISHER, "website": settings.SITE_URL},
        "license": licence.LICENCE,
        "attribution": licence.attribution(),
        "as_of": timezone.localtime().isoformat(timespec="seconds"),
    }


# --- Services, organizations, services at locations

SERVICES = (
    "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full", *asking.PAGED,
)  # fmt: skip
ORGANIZATIONS = ("search", "taxonomy_term_id", "taxonomy_id", "full", "full_service", *asking.PAGED)
AT_LOCATIONS = (
    "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", *asking.PAGED,
)  # fmt: skip


@router.get(
    "services", response={200: Page} | NOT_UNDERSTOOD, openapi_extra=_described(_("Services"), *SERVICES)
)
def services(request: HttpRequest) -> Any:
    terms = Terms.load()
    asked = asking.read(request.GET, SERVICES, terms)

    def write(records: Records, service: str) -> dict[str, Any]:
        record = records.service_full(service) if asked.full else records.service(service)
        return {name: record[name] for name in ("id", "last_modified")} if asked.minimal else record

    return listed(request, asked, terms, listing.services(terms), write)


@router.get(
    "services/{id}",
    response={200: Record} | NOT_FOUND,
    openapi_extra=_described(_("One service with all of it")),
)
def service(request: HttpRequest, id: str) -> dict[str, Any]:
    _no_parameters(request)
    terms = Terms.load()
    return one(listing.services(terms), "service", id, terms, Records.service_full)


@router.get(
    "organizations",
    response={200: Page} | NOT_UNDERSTOOD,
    openapi_extra=_described(_("Organizations: the centres"), *ORGANIZATIONS),
)
def organizations(request: HttpRequest) -> Any:
    terms = Terms.load()
    asked = asking.read(request.GET, ORGANIZATIONS, terms)

    def write(records: Records, _service: str) -> dict[str, Any]:
        if asked.full or asked.full_service:
            return records.organization_full(full_service=asked.full_service)
        return records.organization()

    return listed(request, asked, terms, listing.centers(terms), write)


@router.get(
    "organizations/{id}",
    response={200: Record} | NOT_FOUND,
    openapi_extra=_described(_("One organization with all of it"), "full_service"),
)
def organization(request: HttpRequest, id: str) -> dict[str, Any]:
    terms = Terms.load()
    asked = asking.read(request.GET, ("full_service",), terms)

    def write(records: Records, _service: str) -> dict[str, Any]:
        return records.organization_full(full_service=asked.full_service)

    return one(listing.centers(terms), "organization", id, terms, write)


@router.get(
    "service_at_locations",
    response={200: Page} | NOT_UNDERSTOOD,
    openapi_extra=_described(_("Services at locations"), *AT_LOCATIONS),
)
def service_at_locations(request: HttpRequest) -> Any:
    terms = Terms.load()
    asked = asking.read(request.GET, AT_LOCATIONS, terms)

    def write(records: Records, service: str) -> dict[str, Any]:
        if asked.full:
            return records.service_at_location_full(service)
        return records.service_at_location(service)

    return listed(request, asked, terms, listing.services(terms), write)


@router.get(
    "service_at_locations/{id}",
    response={200: Record} | NOT_FOUND,
    openapi_extra=_described(_("One service at its location with all of it")),
)
def service_at_location(request: HttpRequest, id: str) -> dict[str, Any]:
    _no_parameters(request)
    terms = Terms.load()
    return one(listing.services(terms), "at", id, terms, Records.service_at_location_full)


# --- Taxonomies

TERMS = ("search", "taxonomy_id", "top_only", "parent_id", *asking.PAGED)


@router.get(
    "taxonomies",
    response={200: Page} | NOT_UNDERSTOOD,
    openapi_extra=_described(_("Taxonomies"), "search", *asking.PAGED),
)
def all_taxonomies(request: HttpRequest) -> Any:
    asked = asking.read(request.GET, ("search", *asking.PAGED), Terms.load())
    return words(request, asked, taxonomies())


@router.get(
    "taxonomies/{id}", response={200: Record} | NOT_FOUND, openapi_extra=_described(_("One taxonomy"))
)
def taxonomy(request: HttpRequest, id: str) -> dict[str, Any]:
    _no_parameters(request)
    return with_id(taxonomies(), id)


@router.get(
    "taxonomy_terms",
    response={200: Page} | NOT_UNDERSTOOD,
    openapi_extra=_described(_("Terms of taxonomies"), *TERMS),
)
def taxonomy_terms(request: HttpRequest) -> Any:
    terms = Terms.load()
    asked = asking.read(request.GET, TERMS, terms)
    rows = [
        term
        for (taxonomy, _code), term in terms.by_key.items()
        if not asked.below and asked.taxonomy in ("", taxonomy)
    ]
    return words(request, asked, rows)


@router.get(
    "taxonomy_terms/{id}",
    response={200: Record} | NOT_FOUND,
    openapi_extra=_described(_("One term of a taxonomy")),
)
def taxonomy_term(request: HttpRequest, id: str) -> dict[str, Any]:
    _no_parameters(request)
    return with_id(Terms.load().by_key.values(), id)

"""The addresses of the files and of `changes`, under `/api/v1/`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from ninja import Router

from directory.opendata import a11y, changes, geojson, table, terms
from directory.opendata.snapshot import File, Snapshot, encode, kept
from portal.openapi import NOT_UNDERSTOOD, described, parameter
from portal.parameters import Problem, Refused, unexpected

router = Router()


@router.get(
    "centers.geojson",
    response={200: geojson.FeatureCollection} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("The whole directory as GeoJSON"),
        _lazy(
            "Every published centre in any state, closed ones too: look at “status”. RFC 7946: longitude before "
            "latitude; the geometry is null where no point is known, and approximate unless “precision” is “address”."
        ),
        media_types=(geojson.MEDIA_TYPE,),
    ),
)
def centers_geojson(request: HttpRequest) -> HttpResponse:
    return _file(request, "centers.geojson", geojson.centers_geojson, geojson.MEDIA_TYPE)


@router.get(
    "centers.csv",
    response={200: str} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("The whole directory as a table"),
        _lazy(
            "Every published centre in any state. UTF-8 with a byte order mark, commas, a row of names. Several values "
            "in a cell are parted by a space, names by “ | ”; telephones are links (tel:+380…). A text that a "
            "spreadsheet would take for a formula has an apostrophe in front. centers.csv-metadata.json describes the "
            "columns, and says the licence and as of when."
        ),
        media_types=(table.MEDIA_TYPE,),
    ),
)
def centers_csv(request: HttpRequest) -> HttpResponse:
    response = _file(
        request, table.NAME, table.centers_csv, f"{table.MEDIA_TYPE}; charset=utf-8; header=present"
    )
    response["Link"] = (
        f'{terms.LICENCE_LINK}, <{table.DESCRIPTION}>; rel="describedby"; type="application/csvm+json"'
    )
    response["Content-Disposition"] = f'attachment; filename="{table.NAME}"'
    return response


@router.get(
    table.DESCRIPTION,
    response={200: dict[str, Any]} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("What the columns of the table hold"),
        _lazy("CSV on the Web: names and types of the columns, licence, as of when."),
        media_types=("application/csvm+json",),
    ),
    operation_id="centers_csv_metadata",
    url_name="centers_csv_metadata",
)
def centers_csv_metadata(request: HttpRequest) -> HttpResponse:
    def make(snapshot: Snapshot) -> bytes:
        return encode(table.description(snapshot.as_of))

    return _file(request, table.DESCRIPTION, make, "application/csvm+json")


@router.get(
    "centers.a11y.json",
    response={200: a11y.PlaceInfos} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("Accessibility of all centres as A11yJSON"),
        _lazy(
            "GeoJSON of places with A11yJSON’s properties. A property that is missing is not known. What A11yJSON has "
            "no property for stands in “description”, in Ukrainian and English."
        ),
        media_types=(a11y.MEDIA_TYPE,),
    ),
    operation_id="centers_a11y",
    url_name="centers_a11y",
)
def centers_a11y(request: HttpRequest) -> HttpResponse:
    return _file(request, "centers.a11y.json", a11y.centers_a11y, a11y.MEDIA_TYPE)


@router.get(
    "changes",
    response={200: changes.Changes} | NOT_UNDERSTOOD,
    openapi_extra=described(
        _lazy("What changed since a moment"),
        _lazy(
            "Each centre that changed at or after that moment, once, the earliest first; deleted ones too, and those "
            "that were withdrawn or got another slug. Read them again at centers/{slug}. While “next” is not null, ask "
            "again with it as “since”. Later, ask with the last “changed_at” less a minute: the same row twice does no "
            "harm. What changes by the clock alone (open_now, next_change, a notice that is over) is not listed."
        ),
        parameter(
            "since",
            _lazy("A moment, in Kyiv time unless it has an offset; or what “next” said."),
            {"type": "string", "minLength": 1, "maxLength": changes.LONGEST_SINCE},
            example="2026-11-01T00:00:00Z",
            required=True,
        ),
        example="?since=2026-11-01",
    ),
    operation_id="changes",
    url_name="changes",
)
def changes_since(request: HttpRequest) -> changes.Changes:
    problems = unexpected(request.GET, ("since",))
    text = request.GET.get("since", "")
    if len(text) > changes.LONGEST_SINCE:
        message = _("This is too long: %(most)d characters at most.") % {"most": changes.LONGEST_SINCE}
        problems.setdefault("since", Problem("out_of_range", message))
    since = changes.read_since(text)
    if isinstance(since, Problem):
        problems.setdefault("since", since)
    if problems or isinstance(since, Problem):
        raise Refused(problems)
    return changes.changes_since(since)


def _file(
    request: HttpRequest, name: str, make: Callable[[Snapshot], bytes], content_type: str
) -> HttpResponse:
    """A weak tag: as of when it is, is no difference."""
    if problems := unexpected(request.GET, ()):
        raise Refused(problems)
    file: File = kept(name, make)
    response = HttpResponse(file.content, content_type=content_type)
    response["ETag"] = f'W/"{file.digest}"'
    response["X-As-Of"] = file.as_of.isoformat()
    response["Link"] = terms.LICENCE_LINK
    return response

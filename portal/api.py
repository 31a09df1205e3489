"""The public API: `/api/v1/`, and `/api/hsds/` in the words of HSDS; put together from what each app answers."""

import json
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

import directory.api
import directory.opendata.api
import directory.opendata.hsds.api
import search.api
from directory.answers_places import place_answer
from directory.opendata import terms
from portal.door import answered, read_only
from portal.parameters import Problem, Refused
from portal.refusals import api_refusal

SHOWN_VALUES = 10  # longer lists are in the vocabularies


class PlainJSON(JSONRenderer):
    """Cyrillic as it is: half the bytes, and readable."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


class PublicAPI(NinjaAPI):
    """Ninja's routes behind our own door, beside their description; each answer names its licence."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(*args, **kwargs)
        response["Link"] = terms.LICENCE_LINK
        return response

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = answered(pattern.callback)
        own = [
            path("openapi.json", answered(partial(openapi_json, self))),
            path("docs", read_only(partial(docs, self)), name="docs"),
        ]
        return [*own, *patterns], app, namespace


def _public(namespace: str, title: Any, description: Any) -> PublicAPI:
    licence = {"name": terms.LICENCE_NAME, "url": terms.LICENCE}
    return PublicAPI(
        version="1",
        openapi_extra={"info": {"title": title, "description": description, "license": licence}},
        docs_url=None,
        openapi_url=None,
        urls_namespace=namespace,
        renderer=PlainJSON(),
    )


api = _public(
    "api",
    _lazy("Resilience centres of Ukraine"),
    _lazy(
        "Centres, what they offer, whether they are open and whether one can get in. Read only, without a key. "
        "What is not known is null. Distances are kilometres on the WGS 84 ellipsoid, rounded to 3 decimals; "
        "order and limits go by the unrounded ones. Moments are ISO 8601 with their offset."
    ),
)
api.add_router("", search.api.router)  # its addresses before centers/{slug}
api.add_router("", directory.opendata.api.router)
api.add_router("", directory.api.router)

hsds = _public(
    "hsds",
    _lazy("Resilience centres of Ukraine in HSDS"),
    _lazy(
        "The same directory in the words of the Human Services Data Specification 3 (Open Referral), at the addresses "
        "that it gives: a centre is an organization with one location; each thing that it helps with is a service "
        "there. What is not known has no key."
    ),
)
hsds.add_router("", directory.opendata.hsds.api.router)


# --- What went wrong


@hsds.exception_handler(Refused)
@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422: each parameter that was not understood, by its name."""
    fields = {name: _field(problem) for name, problem in refusal.problems.items()}
    first = next(iter(fields.values()))
    body = {
        "code": first["code"],
        "message": _("Not understood: %(names)s.") % {"names": ", ".join(fields)},
        "fields": fields,
    }
    if "candidates" in first:
        body["candidates"] = first["candidates"]
    return JsonResponse(body, status=422, json_dumps_params=PlainJSON.json_dumps_params)


def _field(problem: Problem) -> dict[str, Any]:
    answer: dict[str, Any] = {"code": problem.code, "message": problem.message}
    if problem.code == "ambiguous":
        answer["candidates"] = [place_answer(place) for place in problem.candidates]
    return answer


@hsds.exception_handler(Http404)
@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return api_refusal(404)


@hsds.exception_handler(Exception)
@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Django's own way: it logs the error and answers with `portal.edges.server_error`."""
    raise error


# --- The description


@cache
def description(language: str, of: PublicAPI = api) -> dict[str, Any]:
    """The OpenAPI 3.1 document with its texts in that language."""
    with override(language):
        document = json.loads(json.dumps(of.get_openapi_schema(), cls=DjangoJSONEncoder))
    for methods in document["paths"].values():
        for operation in methods.values():
            _complete(operation)
    return document


def _complete(operation: dict[str, Any]) -> None:
    """What Ninja does not know of our answers: other kinds of bodies, and answers that come from the door."""
    answer = operation["responses"]["200"]
    media_types = operation.pop("x-media-types", [])
    if media_types:
        schema = answer["content"].pop(PlainJSON.media_type)
        answer["content"] = dict.fromkeys(media_types, schema)
    operation["responses"]["304"] = {"description": "Not Modified"}
    answer["headers"] = {"ETag": {"description": "For If-None-Match.", "schema": {"type": "string"}}}
    operation["responses"]["429"]["headers"] = {
        "Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}
    }


def openapi_json(of: PublicAPI, request: HttpRequest) -> HttpResponse:
    """In English, as the field names are."""
    return JsonResponse(description("en", of), json_dumps_params=PlainJSON.json_dumps_params)


def docs(of: PublicAPI, request: HttpRequest) -> HttpResponse:
    """The same for people, in their language."""
    document = description(get_language() or "uk", of)
    context = {
        "api": document,
        "operations": list(_operations(document)),
        "is_hsds": of is hsds,
        "root": f"/{of.get_root_path({}).strip('/')}/",
    }
    return render(request, "portal/api.html", context)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for address, methods in document["paths"].items():
        operation = methods["get"]
        example = address + operation.get("x-example", "")
        yield {
            "path": address,
            "anchor": operation["operationId"],
            "summary": operation["summary"],
            "description": operation.get("description", ""),
            "parameters": [_parameter(parameter) for parameter in operation["parameters"]],
            "example": "" if "{" in example else example,
        }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    each = schema.get("items", schema)
    values = each.get("enum", [])
    return {
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter["required"],
        "repeatable": "items" in schema,
        "description": parameter.get("description", ""),
        "values": values if len(values) <= SHOWN_VALUES else [],
        # as they are written in an address, not as a language writes numbers
        "least": str(each.get("minimum", "")),
        "most": str(each.get("maximum", "")),
        "default": str(each.get("default", "")),
    }

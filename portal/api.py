"""The public API, `/api/v1/`: read only, without a key, put together from what each app answers."""

import json
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

import directory.api
import search.api
from directory.answers import place_answer
from portal.limits import limit
from portal.parameters import Problem, Refused
from portal.refusals import api_refusal

View = Callable[..., HttpResponseBase]

SHOWN_VALUES = 10  # longer lists are in the vocabularies


class PlainJSON(JSONRenderer):
    """Cyrillic as it is: half the bytes, and readable."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


class PublicAPI(NinjaAPI):
    """Ninja's routes behind our own door, beside their description."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = answered(pattern.callback)
        own = [path("openapi.json", answered(openapi_json)), path("docs", read_only(docs), name="docs")]
        return [*own, *patterns], app, namespace


def read_only(view: View) -> View:
    """GET and HEAD; to anything else it says so, rather than to ask for a token first."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        response = api_refusal(405)
        response["Allow"] = "GET, HEAD"
        return response

    return inner


def answered(view: View) -> View:
    """What every answer of the API has in common: whom it may reach, how often, and how it is asked for again."""

    @read_only
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if seconds := limit("api", request):
            response: HttpResponseBase = api_refusal(429)
            response["Retry-After"] = str(seconds)
        else:
            method, request.method = request.method, "GET"  # HEAD is the same without the body
            response = view(request, *args, **kwargs)
            request.method = method
            response = _if_changed(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "no-cache"  # what is open now may be closed in a minute
        return response

    return inner


def _if_changed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


api = PublicAPI(
    version="1",
    openapi_extra={
        "info": {
            "title": _lazy("Resilience centres of Ukraine"),
            "description": _lazy(
                "Centres, what they offer, whether they are open and whether one can get in. Read only, without a key. "
                "What is not known is null. Distances are kilometres on the WGS 84 ellipsoid, rounded to 3 decimals; "
                "order and limits go by the unrounded ones. Moments are ISO 8601 with their offset."
            ),
        }
    },
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    renderer=PlainJSON(),
)
api.add_router("", search.api.router)  # its addresses before centers/{slug}
api.add_router("", directory.api.router)


# --- What went wrong


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


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return api_refusal(404)


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Django's own way: it logs the error and answers with `portal.edges.server_error`."""
    raise error


# --- The description


@cache
def description(language: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document with its texts in that language."""
    with override(language):
        return json.loads(json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder))


def openapi_json(request: HttpRequest) -> HttpResponse:
    """In English, as the field names are."""
    return JsonResponse(description("en"), json_dumps_params=PlainJSON.json_dumps_params)


def docs(request: HttpRequest) -> HttpResponse:
    """The same for people, in their language."""
    document = description(get_language() or "uk")
    return render(request, "portal/api.html", {"api": document, "operations": list(_operations(document))})


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

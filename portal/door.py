"""The door of the public API: whom an answer may reach, how often, and how it is asked for again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from portal.limits import limit
from portal.refusals import api_refusal

View = Callable[..., HttpResponseBase]

METHODS = "GET, HEAD, OPTIONS"
# For scripts of other sites: anyone may read, nobody is known, and these lines of the answer are theirs to see too.
ANYONE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After, X-As-Of",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


def read_only(view: View) -> View:
    """GET and HEAD; OPTIONS says so to scripts of other sites, anything else is refused before a token is asked for."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=ANYONE | PREFLIGHT)
        response = api_refusal(405)
        return _with(response, ANYONE | {"Allow": METHODS})

    return inner


def answered(view: View) -> View:
    """What every answer of the API has in common."""

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
        # What is open now may be closed in a minute: ask again, by the tag.
        return _with(response, ANYONE | {"Cache-Control": "no-cache"})

    return inner


def _if_changed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 where the caller has it already. A tag is made of the body unless the view knows a cheaper one."""
    if response.status_code != 200:
        return response
    if "ETag" not in response and isinstance(response, HttpResponse):
        set_response_etag(response)
    tag = response.get("ETag")
    # Django types it for whole answers; it reads nothing but headers, which those in parts have too.
    return get_conditional_response(request, etag=tag, response=response) or response  # type: ignore[arg-type]


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response[name] = value
    return response

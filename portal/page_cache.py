"""Pages that were just shown to one reader are shown to the next from memory.

Only whole public pages: GET of an address without a query (what someone searched for, or where they are, is kept
nowhere), to a reader without a session, in an answer that sets no cookie. A saved page, and whatever staff do in the
admin, makes all of them old at once; the rest, such as the next closing time, after a minute at the latest. Browsers
keep nothing.
"""

import secrets
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_max_age

from portal.middleware import GetResponse

Made = TypeVar("Made")
LONGEST = 60  # seconds
GENERATION = "pages:generation"
ROOTS = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
KEPT_HEADERS = (
    "Content-Type", "Content-Encoding", "Content-Language", "Content-Length", "Vary", "Link",
    "Content-Security-Policy", "Permissions-Policy", "X-Frame-Options",
)  # fmt: skip


def forget_pages() -> None:
    """Make every kept page old, once what is being written is committed."""
    transaction.on_commit(_new_generation)


def remembered(key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives, kept in this process as long as pages may be: for parts of pages that are alike everywhere."""
    known = _remembered.get(key)
    generation = cache.get(GENERATION) or _new_generation()
    if known is None or known[0] != generation or known[1] < monotonic():
        known = _remembered[key] = (generation, monotonic() + LONGEST, make())
    return known[2]


_remembered: dict[Hashable, tuple[str, float, Any]] = {}


def keep_pages(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            response = get_response(request)
            if request.method == "POST" and request.path_info.startswith("/admin/"):
                _new_generation()
            return response
        key = _key(request)
        if kept := cache.get(key):
            content, headers = kept
            return _to_browser(HttpResponse(content, headers=headers))
        response = get_response(request)
        if seconds := _seconds(response):
            headers = {name: response[name] for name in KEPT_HEADERS if name in response}
            # What streams is never given seconds: the type is wider than what comes here.
            cache.set(key, (response.content, headers), seconds)  # type: ignore[attr-defined]
            return _to_browser(response)
        return response

    return middleware


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and request.path_info.startswith(ROOTS)
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _seconds(response: HttpResponseBase) -> int:
    """How long an answer may be kept: as it says itself, a minute at most; 0 for not at all."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return 0
    control = response.headers.get("Cache-Control", "")
    if "no-store" in control or "private" in control:
        return 0
    told = get_max_age(response)
    return LONGEST if told is None else min(LONGEST, told)


def _to_browser(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-cache"  # a minute here and a minute there would be two
    return response


def _key(request: HttpRequest) -> str:
    generation = cache.get(GENERATION) or _new_generation()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    return f"pages:{generation}:{int(packed)}:{request.get_host()}{request.path_info}"


def _new_generation() -> str:
    generation = secrets.token_hex(8)
    cache.set(GENERATION, generation, None)
    return generation

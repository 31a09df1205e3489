"""How often one address may do what costs us or others something.

Only a keyed hash of the address is kept, in the cache, until the window ends. When the cache is away nothing is
counted and everyone may pass: a person who asks for help is not turned away because of our Redis. What guards secrets
(passwords, second factors, PINs of requests) is counted in the database besides, and stays shut.
"""

import hmac
import logging
import time
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in each `seconds`, by the clock."""

    count: int
    seconds: int


LIMITS = {
    "requests": Limit(5, 60 * 60),  # sent requests for support
    "tracking": Limit(30, 60 * 60),  # tries of a reference and PIN
    "reports": Limit(5, 60 * 60),  # reports of errors
    "api": Limit(120, 60),
}


def limit(name: str, request: HttpRequest) -> int | None:
    """Count one more `name` of this address. None while within the limit, else the seconds until it ends."""
    if not settings.RATE_LIMITS:
        return None
    allowed = LIMITS[name]
    window, passed = divmod(int(time.time()), allowed.seconds)
    key = _key(name, window, client_ip(request))
    cache.add(key, 0, timeout=allowed.seconds)
    try:
        counted = cache.incr(key)
    except ValueError:  # evicted or away between the two calls
        counted = None
    if counted is None:
        logger.warning("The cache is away: %s are not limited", name)
        return None
    return allowed.seconds - passed if counted > allowed.count else None


def client_ip(request: HttpRequest) -> str:
    """The address that our outermost proxy saw, or the socket's; the header before it is anyone's to write."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return hops[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR") or ""


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that says how long to wait; for forms that have nothing typed to give back."""
    response = render(request, "429.html", {"retry_after": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


class _View(Protocol):
    def __call__(self, request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse: ...


def limited(name: str) -> Any:
    """A view that answers with the page above when its address comes too often."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            if seconds := limit(name, request):
                return too_many(request, seconds)
            return view(request, *args, **kwargs)

        return inner

    return decorate


def _key(name: str, window: int, address: str) -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"{name}:{window}:{address}".encode(), "sha256")
    return f"limit:{digest.hex()[:32]}"

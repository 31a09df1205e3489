"""Who may see the reference and the PIN of a request: the browser that sent it, for half an hour.

That browser is known by the cookie of its receipt. When the connection broke before the receipt came, there is no such
cookie: then it is known by the form, which holds a mark of the browser that it was made for.
"""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from directory.intake.models import Intake

COOKIE = "receipt"
SALT = "intake.receipt"
SHOWN_FOR = timedelta(minutes=30)


def give(response: HttpResponse, key: str) -> None:
    """Let the browser of `response` see the receipt, in either language; nothing else of the site gets the cookies."""
    value = signing.dumps(key, salt=SALT)
    for code, _name in settings.LANGUAGES:
        response.set_cookie(
            f"{COOKIE}_{code}",
            value,
            max_age=SHOWN_FOR,
            path=_path(code),
            secure=settings.HTTPS,
            httponly=True,
            samesite="Strict",
        )


@cache
def _path(code: str) -> str:
    with override(code):
        return reverse("intake:request")


def shown_to(request: HttpRequest) -> tuple[Intake, str] | None:
    """The request of this browser's receipt and its key, while it may be seen."""
    value = request.COOKIES.get(f"{COOKIE}_{request.LANGUAGE_CODE}", "")  # type: ignore[attr-defined]
    try:
        key = signing.loads(value, salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    intake = Intake.objects.by_key(key)
    return (intake, key) if intake and _is_shown_still(intake) else None


def may_be_shown(request: HttpRequest, intake: Intake, key: str, mark: str) -> bool:
    """Whether this browser sent the request with this key, so lately that its receipt is shown still."""
    own = shown_to(request)
    if own and own[0].pk == intake.pk:
        return True
    return _is_shown_still(intake) and is_marked(request, key, mark)


def mark_for(request: HttpRequest, key: str) -> str:
    """What a form with this key carries to show that this browser got it; it tells nobody anything else."""
    get_token(request)  # makes the browser's secret when it has none yet
    return _mark(request, key)


def is_marked(request: HttpRequest, key: str, mark: str) -> bool:
    return "CSRF_COOKIE" in request.META and constant_time_compare(mark, _mark(request, key))


def _mark(request: HttpRequest, key: str) -> str:
    secret = request.META["CSRF_COOKIE"]
    return salted_hmac(SALT, f"{key}:{secret}", algorithm="sha256").hexdigest()


def _is_shown_still(intake: Intake) -> bool:
    return timezone.now() < intake.created_at + SHOWN_FOR

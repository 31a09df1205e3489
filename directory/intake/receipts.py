"""Who may see the reference and the PIN of a request: the browser that sent it, for half an hour."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from directory.intake.models import Intake

COOKIE = "receipt"
SALT = "intake.receipt"
SHOWN_FOR = timedelta(minutes=30)


def give(response: HttpResponse, key: str) -> None:
    """Let the browser of `response` see the receipt, in either language; nothing else of the site gets the cookies."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            path = reverse("intake:request")
        response.set_cookie(
            f"{COOKIE}_{code}",
            signing.dumps(key, salt=SALT),
            max_age=SHOWN_FOR,
            path=path,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Strict",
        )


def shown_to(request: HttpRequest) -> tuple[Intake, str] | None:
    """The request of this browser's receipt and its key, while it may be seen."""
    value = request.COOKIES.get(f"{COOKIE}_{request.LANGUAGE_CODE}", "")  # type: ignore[attr-defined]
    try:
        key = signing.loads(value, salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    intake = Intake.objects.by_key(key)
    if intake is None or intake.created_at + SHOWN_FOR <= timezone.now():
        return None
    return intake, key

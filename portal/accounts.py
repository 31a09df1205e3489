"""Staff accounts: nobody signs up, everyone has a second factor, sessions end."""

import time
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from qrcode.image.svg import SvgPathFillImage

from portal import limits, sealing
from portal.middleware import GetResponse
from portal.models import User

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"  # in the session, seconds since 1970
SEEN_STEP = 60  # seconds: how exactly idle time is kept, so that not every request writes the session
BY_ITSELF = ("/admin/editing-sessions/",)  # what an open tab asks without anyone at it


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by the ministry in the admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str = "", **options: Any) -> bool:
        """Who signed in a quarter of an hour ago has shown who they are; allauth alone would ask again at once."""
        shown = get_authentication_records(self.request, self.request.user)
        return not shown or time.time() - shown[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of code apps are sealed in the database; their picture is drawn into the page, not a `data:` image."""

    PLACE = "mfa_authenticator.data"

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, self.PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, self.PLACE)

    def build_totp_svg(self, url: str) -> str:
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return (
            picture.getvalue().decode().partition("?>")[2].strip()
        )  # without the line for files of their own


def staff_door(get_response: GetResponse) -> GetResponse:
    """No one is in /admin/ without a second factor, for longer than a working day, or away for longer than an hour."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(("/admin/", "/accounts/")):
            return get_response(request)
        if request.user.is_authenticated:
            if _over(request):
                logout(request)
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/admin/")
            if request.path_info.startswith("/admin/") and not _has_shown_second_factor(request):
                return redirect("mfa_activate_totp")
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _over(request: HttpRequest) -> bool:
    """Whether this session has lasted, or its owner been away, for too long; notes that they are here."""
    now, session = int(time.time()), request.session
    signed_in, seen = session.setdefault(SIGNED_IN_AT, now), session.setdefault(SEEN_AT, now)
    if now - signed_in > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        return True
    if now - seen >= SEEN_STEP and not request.path_info.startswith(BY_ITSELF):
        session[SEEN_AT] = now
    return False


def _has_shown_second_factor(request: HttpRequest) -> bool:
    """allauth asks for the code before it signs in anyone who has set it up, so having it means having shown it.

    That holds while there is no other way in: the admin's own sign-in page leads to ours (portal.urls).
    """
    return is_mfa_enabled(request.user, [Authenticator.Type.TOTP])


def typed_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The name that tries are counted for: as typed, so that a refused and a later right one count as the same.

    allauth calls it `login` in its form and `username` or `email` in what it passes on.
    """
    known = credentials or {}
    name = request.POST.get("login") or known.get("username") or known.get("email") or ""
    return str(name).strip().lower()


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """What too many wrong passwords for one name from one address get; django-axes asks for it."""
    return limits.too_many(request, int(settings.AXES_COOLOFF_TIME * 60 * 60))


@transaction.atomic
def give_second_factor(user: User, secret: str) -> None:
    """Set up the code app of `user` with this secret (base32), and recovery codes; again is no change."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
        RecoveryCodes.activate(user)

"""The pages of a request that more than one view shows: its form, and its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from directory.intake import codes, consent
from directory.intake.asking import Answer
from directory.intake.forms import RequestForm
from directory.intake.models import Intake
from directory.intake.offers import offer
from directory.intake.states import Safe
from directory.models import Need
from portal.models import PortalSettings


def show_form(
    request: HttpRequest,
    form: RequestForm,
    found: Answer,
    needs: Sequence[Need],
    *,
    key: str,
    token: str,
    browser: str,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """Step 2: the center, why it, and the questions."""
    site = PortalSettings.load()
    asking = found.asking
    context = {
        "form": form,
        "offer": offer(found, needs, site.reach_km),
        "asking": asking,
        "hidden": [*asking.carried, ("key", key), ("token", token), ("browser", browser)],
        "safe_hints": {Safe.CALL_DISCREETLY: _("If somebody else answers, they say it was a wrong number.")},
        "keep_days": site.keep_days,
        "take_within_hours": site.take_within_hours,
        "consent": consent,
        **extra,
    }
    return render(request, "intake/request.html", context, status=status)


def show_receipt(request: HttpRequest, intake: Intake | None, key: str, **extra: Any) -> HttpResponse:
    """Reference and PIN of `intake`; without it, that a request was sent or that there is nothing to see."""
    context = {
        "intake": intake,
        "pin": codes.show_pin(codes.pin_of(key)) if intake else "",
        **extra,
    }
    return render(request, "intake/done.html", context)

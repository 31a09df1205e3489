"""Asking for support: where and what about, then the form, then the receipt."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory import wording
from directory.atlas import current
from directory.intake import receipts, tokens
from directory.intake.asking import answer
from directory.intake.forms import RequestForm
from directory.intake.forms_place import PlaceForm
from directory.intake.frame import private
from directory.intake.offers import Offer, offer
from directory.intake.showing import show_form, show_receipt
from directory.intake.views_sending import csrf_failed, receive
from directory.routing import UnknownCenter

# --- Step 1, or step 2 when the address says enough


@private
@require_http_methods(["GET", "HEAD", "POST"])
def request_help(request: HttpRequest) -> HttpResponse:
    return receive(request) if request.method == "POST" else _show(request)


def _show(request: HttpRequest) -> HttpResponse:
    atlas = current()
    needs = atlas.needs
    form = PlaceForm(request.GET, needs=needs)
    if not form.is_bound or not form.is_valid() or form.place_asked:
        return _ask_place(request, form)
    asking = form.asking()
    if not (asking.origin or asking.center):
        return _ask_place(request, form)
    try:
        found = answer(asking, atlas)
    except UnknownCenter:
        form.add_error(None, _("center: there is no such centre."))
        form.odd.append("center")
        return _ask_place(request, form)
    if not found.from_person and found.refused:
        return _ask_place(request, form, offer(found, needs, atlas.reach_km))
    key = tokens.new_key()
    first = RequestForm(None, needs=needs, initial={"need": asking.need.slug if asking.need else None})
    others = [(place, urlencode([("place", place.pk), *_kept(request)])) for place in form.others]
    token, browser = tokens.token_for(key), receipts.mark_for(request, key)
    profiles = [wording.profile_name(code) for code in asking.profiles]
    without = urlencode([pair for pair in _pairs(request) if pair[0] != "profile"])
    said: dict[str, Any] = {"others": others, "profiles": profiles, "without": without}
    return show_form(request, first, found, needs, key=key, token=token, browser=browser, **said)


def _ask_place(request: HttpRequest, form: PlaceForm, instead: Offer | None = None) -> HttpResponse:
    """Step 1: also for a place that several may be, and for a center that takes no requests (`instead`)."""
    context = {
        "form": form,
        "offer": instead,
        "candidates": [
            (place, urlencode([("place", place.pk), *_kept(request)])) for place in form.candidates
        ],
        "without": urlencode([pair for pair in _pairs(request) if pair[0] not in form.odd]),
    }
    return render(request, "intake/place.html", context)


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values if value]


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was asked beside the place."""
    return [pair for pair in _pairs(request) if pair[0] in ("need", "profile", "remote")]


request_help.csrf_failure = csrf_failed  # type: ignore[attr-defined]


# --- The receipt


@private
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Reference and PIN, for half an hour, in the browser that sent the request."""
    intake, key = receipts.shown_to(request) or (None, "")
    return show_receipt(request, intake, key)

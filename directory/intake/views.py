"""Asking for support: where and what about, then the form, then the receipt."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.intake import codes, consent, receipts, sending, tokens
from directory.intake.asking import Answer, answer, place_words
from directory.intake.forms import PlaceForm, RequestForm
from directory.intake.frame import private
from directory.intake.models import Intake
from directory.intake.offers import Offer, offer
from directory.intake.states import Safe
from directory.models import CenterPage, Need
from directory.routing import UnknownCenter
from portal.limits import limit
from portal.models import PortalSettings


def _needs() -> list[Need]:
    return list(Need.objects.select_related("service"))


# --- Step 1, or step 2 when the address says enough


@private
@require_http_methods(["GET", "HEAD", "POST"])
def request_help(request: HttpRequest) -> HttpResponse:
    return _receive(request) if request.method == "POST" else _show(request)


def _show(request: HttpRequest) -> HttpResponse:
    needs = _needs()
    form = PlaceForm(request.GET, needs=needs)
    if not form.is_bound or not form.is_valid() or form.place_asked:
        return _ask_place(request, form)
    asking = form.asking()
    if not (asking.origin or asking.center):
        return _ask_place(request, form)
    try:
        found = answer(asking)
    except UnknownCenter:
        form.add_error(None, _("center: there is no such centre."))
        form.odd.append("center")
        return _ask_place(request, form)
    if not found.from_person and found.refused:
        return _ask_place(request, form, offer(found, needs, PortalSettings.load().reach_km))
    key = tokens.new_key()
    first = RequestForm(None, needs=needs, initial={"need": asking.need.slug if asking.need else None})
    others = [(place, urlencode([("place", place.pk), *_kept(request)])) for place in form.others]
    token, browser = tokens.token_for(key), receipts.mark_for(request, key)
    return _form(request, first, found, needs, key=key, token=token, browser=browser, others=others)


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


def _form(
    request: HttpRequest,
    form: RequestForm,
    found: Answer,
    needs: list[Need],
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


# --- A form that was sent


def _receive(request: HttpRequest) -> HttpResponse:
    needs = _needs()
    form = RequestForm(request.POST, needs=needs)
    form.full_clean()
    key = form.cleaned_data.get("key", "")
    if tokens.is_key(key) and (known := Intake.objects.by_key(key)):
        return _known(request, form, known, key)
    verdict = tokens.check(form.cleaned_data.get("token", ""), key) if tokens.is_key(key) else "stale"
    if verdict == "stale":
        form.add_error(
            None, _("The page was open too long. Everything that you wrote is still here: send it again.")
        )
    elif verdict == "too_fast":
        form.add_error(None, _("That was faster than people write. Look through it and send it again."))
    found, moved = _answer(form)
    if not form.is_valid() or moved:
        return _give_back(request, form, found, needs, moved=moved)
    if seconds := limit("requests", request):
        form.add_error(None, _("Too many requests came from your connection. Wait, or call the centre."))
        response = _give_back(request, form, found, needs, status=429, retry_after=seconds)
        response["Retry-After"] = str(seconds)
        return response
    sent = _send(form, found, key)
    if not sent.created:
        return _known(request, form, sent.intake, key)
    response = HttpResponseRedirect(reverse("intake:done"), status=303)
    receipts.give(response, key)
    return response


def _answer(form: RequestForm) -> tuple[Answer, bool]:
    """Where it goes now, and whether that is not what the person saw."""
    asking = form.asking()
    try:
        found = answer(asking)
    except UnknownCenter:
        form.add_error(None, _("There is no such centre any more. Choose another one."))
        found = answer(asking.choice_of_system())
    if found.routing is None:
        form.add_error(None, _("We do not know where you are. Tell us the town or village first."))
        return found, False
    if found.slug is None and found.oblast is None:  # an empty gazetteer
        form.add_error(None, _("No centre takes requests now. Call one of the telephones on this page."))
    if asking.center:
        return found, found.refused is not None
    return found, (found.slug or "") != form.cleaned_data.get("shown", "")


def _send(form: RequestForm, found: Answer, key: str) -> sending.Sent:
    routing, asking, data = found.routing, found.asking, form.cleaned_data
    assert routing is not None  # noqa: S101  # a form without it was given back
    centers = CenterPage.objects.select_related("oblast", "locale").only("oblast", "locale")
    chosen = centers.get(pk=routing.chosen.row.pk) if routing.chosen else None
    return sending.send(
        key=key,
        words=form.words(),
        need=form.needs[data["need"]],
        consent_version=consent.VERSION,
        language=get_language() or "",
        center=chosen,
        oblast=found.oblast,
        profiles=asking.profiles,
        remote=asking.remote,
        place=place_words(asking.origin) if data["share_place"] and asking.origin else "",
        alternatives=[choice.row.pk for choice in routing.alternatives] if data["reroute"] else [],
        reroute=data["reroute"],
    )


def _give_back(
    request: HttpRequest,
    form: RequestForm,
    found: Answer,
    needs: list[Need],
    *,
    status: int = 422,
    **extra: Any,
) -> HttpResponse:
    """The form with everything typed in it; its key stays, so that however often it is sent, it is one request."""
    typed, token, browser = (form.cleaned_data.get(name, "") for name in ("key", "token", "browser"))
    key = typed if tokens.is_key(typed) else tokens.new_key()
    if key != typed or tokens.check(token, key) == "stale":
        token = tokens.token_for(key)
    if key != typed:  # another browser may have a key that came from outside, and no mark is made for it
        browser = receipts.mark_for(request, key)
    return _form(request, form, found, needs, key=key, token=token, browser=browser, status=status, **extra)


def _known(request: HttpRequest, form: RequestForm, intake: Intake, key: str) -> HttpResponse:
    """A key that was sent before makes no second request; its receipt is for the browser that sent it."""
    mine = receipts.may_be_shown(request, intake, key, form.cleaned_data.get("browser", ""))
    same = intake.erased_at is not None or (
        form.is_valid() and sending.same_words(intake, form.words(), form.needs[form.cleaned_data["need"]])
    )
    response: HttpResponse
    if mine and same:
        response = HttpResponseRedirect(reverse("intake:done"), status=303)
    else:
        text = form["text"].value()
        response = _receipt(request, intake if mine else None, key, again=True, same=same, text=text)
    if mine:
        receipts.give(response, key)
    return response


def _csrf_failed(request: HttpRequest) -> HttpResponse:
    """The form again when its cookie was missing or another page’s: nothing was sent, unless its key is known."""
    needs = _needs()
    form = RequestForm(request.POST, needs=needs)
    form.full_clean()
    key = form.cleaned_data.get("key", "")
    if tokens.is_key(key) and (known := Intake.objects.by_key(key)):
        return _known(request, form, known, key)
    form.add_error(
        None,
        _("The page was open too long, or the browser keeps no cookies. Nothing was sent: send it again."),
    )
    found, _moved = _answer(form)
    return _give_back(request, form, found, needs)


request_help.csrf_failure = private(_csrf_failed)  # type: ignore[attr-defined]


# --- The receipt


@private
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Reference and PIN, for half an hour, in the browser that sent the request."""
    intake, key = receipts.shown_to(request) or (None, "")
    return _receipt(request, intake, key)


def _receipt(request: HttpRequest, intake: Intake | None, key: str, **extra: Any) -> HttpResponse:
    context = {
        "intake": intake,
        "pin": codes.show_pin(codes.pin_of(key)) if intake else "",
        **extra,
    }
    return render(request, "intake/done.html", context)

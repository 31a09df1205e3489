"""A form that was sent: kept, known already, or given back with everything typed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.atlas import Atlas, current
from directory.intake import consent, receipts, sending, tokens
from directory.intake.asking import Answer, answer, place_words
from directory.intake.forms import RequestForm
from directory.intake.frame import private
from directory.intake.models import Intake
from directory.intake.showing import show_form, show_receipt
from directory.models import Need
from directory.routing import UnknownCenter
from portal.limits import limit


def receive(request: HttpRequest) -> HttpResponse:
    """Where it leads: to the receipt, or the form again with what is missing; the request is in the database first."""
    atlas = current()
    form, key, known = _read(request, atlas)
    if known:
        return _known(request, form, known, key)
    verdict = tokens.check(form.cleaned_data.get("token", ""), key) if tokens.is_key(key) else "stale"
    if verdict == "stale":
        form.add_error(
            None, _("The page was open too long. Everything that you wrote is still here: send it again.")
        )
    elif verdict == "too_fast":
        form.add_error(None, _("That was faster than people write. Look through it and send it again."))
    found, moved = _answer(form, atlas)
    if not form.is_valid() or moved:
        return _give_back(request, form, found, atlas.needs, moved=moved)
    if seconds := limit("requests", request):
        form.add_error(None, _("Too many requests came from your connection. Wait, or call the centre."))
        response = _give_back(request, form, found, atlas.needs, status=429, retry_after=seconds)
        response["Retry-After"] = str(seconds)
        return response
    sent = _send(form, found, key)
    if not sent.created:
        return _known(request, form, sent.intake, key)
    response = HttpResponseRedirect(reverse("intake:done"), status=303)
    receipts.give(response, key)
    return response


def _read(request: HttpRequest, atlas: Atlas) -> tuple[RequestForm, str, Intake | None]:
    """What was sent, its key, and the request that was sent with this key before."""
    form = RequestForm(request.POST, needs=atlas.needs)
    form.full_clean()
    key = form.cleaned_data.get("key", "")
    return form, key, Intake.objects.by_key(key) if tokens.is_key(key) else None


def _answer(form: RequestForm, atlas: Atlas) -> tuple[Answer, bool]:
    """Where it goes now, and whether that is not what the person saw."""
    asking = form.asking()
    try:
        found = answer(asking, atlas)
    except UnknownCenter:
        form.add_error(None, _("There is no such centre any more. Choose another one."))
        found = answer(asking.choice_of_system(), atlas)
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
    row = routing.chosen.row if routing.chosen else None
    return sending.send(
        key=key,
        words=form.words(),
        need=form.needs[data["need"]],
        consent_version=consent.VERSION,
        language=get_language() or "",
        center=row.pk if row else None,
        oblast=row.oblast if row else found.oblast.pk if found.oblast else "",
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
    needs: Sequence[Need],
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
    return show_form(
        request, form, found, needs, key=key, token=token, browser=browser, status=status, **extra
    )


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
        response = show_receipt(request, intake if mine else None, key, again=True, same=same, text=text)
    if mine:
        receipts.give(response, key)
    return response


@private
def csrf_failed(request: HttpRequest) -> HttpResponse:
    """The form again when its cookie was missing or another page’s: nothing was sent, unless its key is known."""
    atlas = current()
    form, key, known = _read(request, atlas)
    if known:
        return _known(request, form, known, key)
    form.add_error(
        None,
        _("The page was open too long, or the browser keeps no cookies. Nothing was sent: send it again."),
    )
    found, _moved = _answer(form, atlas)
    return _give_back(request, form, found, atlas.needs)

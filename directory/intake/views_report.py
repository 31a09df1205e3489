"""«Report an error» on the page of a center.

No cookie is set here, so that readers have none: instead of Django's token, which lives in one, the form carries a
signed time of its own. Nobody is signed in where it is sent, so another site could do no more with it than anyone.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from directory.intake import codes, notifications, tokens
from directory.intake.forms_report import ReportForm
from directory.intake.models import ErrorReport
from directory.models import CenterPage
from portal.limits import limit


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for a center that the public sees; what was sent is kept once, however often it comes."""
    center = _listed(slug)
    if request.method != "POST":
        return _form(request, center, ReportForm(), key=tokens.new_key())
    form = ReportForm(request.POST)
    form.full_clean()
    key = form.cleaned_data.get("key", "")
    if not tokens.is_key(key):
        key = tokens.new_key()
    elif ErrorReport.objects.filter(key_hash=_hash(key, center)).exists():
        return _done(center)
    match tokens.check(form.cleaned_data.get("token", ""), _bound(key, center)):
        case "stale":
            form.add_error(
                None, _("The page was open too long. Everything that you wrote is still here: send it again.")
            )
        case "too_fast":
            form.add_error(None, _("That was faster than people write. Look through it and send it again."))
    if not form.is_valid():
        return _form(request, center, form, key=key, status=422)
    if seconds := limit("reports", request):
        form.add_error(None, _("Too many reports came from your connection. Please send this one later."))
        response = _form(request, center, form, key=key, status=429)
        response["Retry-After"] = str(seconds)
        return response
    keep(center, list(dict.fromkeys(form.cleaned_data["subject"])), form.cleaned_data["text"], key)
    return _done(center)


@require_safe
def done(request: HttpRequest, slug: str) -> HttpResponse:
    return _unkept(render(request, "intake/report_done.html", {"center": _listed(slug)}))


def keep(center: CenterPage, subjects: list[str], text: str, key: str) -> None:
    """The report and the task of its letter in one transaction; nothing when this key's report is there already."""
    try:
        with transaction.atomic():
            kept = ErrorReport.objects.create(
                center=center, subjects=subjects, text=text, key_hash=_hash(key, center)
            )
            notifications.tell_editors.enqueue(kept.pk)
    except IntegrityError:  # the same form came in twice at once
        return


def _listed(slug: str) -> CenterPage:
    return get_object_or_404(CenterPage.objects.listed().for_page(), slug=slug)


def _form(
    request: HttpRequest, center: CenterPage, form: ReportForm, *, key: str, status: int = 200
) -> HttpResponse:
    typed = form.cleaned_data.get("token", "") if form.is_bound else ""
    fresh = tokens.check(typed, _bound(key, center)) == "stale"
    token = tokens.token_for(_bound(key, center)) if fresh else typed
    context = {"form": form, "center": center, "hidden": [("key", key), ("token", token)]}
    return _unkept(render(request, "intake/report.html", context, status=status))


def _done(center: CenterPage) -> HttpResponse:
    return _unkept(HttpResponseRedirect(reverse("reports:done", args=[center.slug]), status=303))


def _unkept(response: HttpResponse) -> HttpResponse:
    """Each form has a key of its own, and what was typed is nobody else's."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    return response


def _bound(key: str, center: CenterPage) -> str:
    """What the token signs: it is good for this form about this center, and for no request for support."""
    return f"report/{center.pk}/{key}"


def _hash(key: str, center: CenterPage) -> str:
    return codes.hash_key(_bound(key, center))

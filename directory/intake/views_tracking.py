"""Looking up one's own request, and withdrawing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from directory.intake import codes, tracking
from directory.intake.frame import private
from directory.intake.models import Intake, WrongState
from directory.intake.progress import progress_of
from directory.intake.states import State
from portal.limits import limit


class TrackForm(forms.Form):
    """`reference` and `pin` as people copy them: spaces and dashes do not matter."""

    use_required_attribute = False

    reference = forms.CharField(
        label=gettext_lazy("Request number"),
        help_text=gettext_lazy("Eight digits, for example 4821-7305."),
        max_length=40,
        error_messages={"required": gettext_lazy("Write the number of the request: eight digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    pin = forms.CharField(
        label=gettext_lazy("Code (PIN)"),
        help_text=gettext_lazy("Six digits that were shown with the number."),
        max_length=40,
        error_messages={"required": gettext_lazy("Write the code: six digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_reference(self) -> str:
        return _read(codes.read_reference, self.cleaned_data["reference"])

    def clean_pin(self) -> str:
        return _read(codes.read_pin, self.cleaned_data["pin"])


def _read(reader: Any, text: str) -> str:
    try:
        return reader(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, TrackForm(auto_id="%s"))
    form = TrackForm(request.POST, auto_id="%s")
    if not form.is_valid():
        return _page(request, form, status=422)
    if seconds := limit("tracking", request):
        return _wait(request, form, seconds, _("Too many tries came from your connection."))
    try:
        intake = tracking.find(form.cleaned_data["reference"], form.cleaned_data["pin"])
    except tracking.Locked as locked:
        return _wait(request, form, locked.seconds, _("This number was tried too often with a wrong code."))
    except tracking.NotFound:
        form.add_error(
            None, _("There is no request with this number and this code. Compare both digit by digit.")
        )
        return _page(request, form, status=422)
    if "withdraw" in request.POST:
        return _withdraw(request, form, intake)
    return _page(request, form, intake)


def _withdraw(request: HttpRequest, form: TrackForm, intake: Intake) -> HttpResponse:
    try:
        intake.withdraw()
    except WrongState as error:
        return _page(request, form, intake, refusal=str(error))
    return _page(request, form, intake)


def _wait(request: HttpRequest, form: TrackForm, seconds: int, why: str) -> HttpResponse:
    form.add_error(None, why)
    response = _page(request, form, status=429, retry_after=seconds)
    response["Retry-After"] = str(seconds)
    return response


def _page(
    request: HttpRequest, form: TrackForm, intake: Intake | None = None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "form": form,
        "blank": TrackForm(auto_id="%s"),
        "intake": intake,
        "can_withdraw": intake is not None and intake.can(State.WITHDRAWN),
        "progress": progress_of(intake) if intake else None,
        **extra,
    }
    return render(request, "intake/track.html", context, status=status)


def _csrf_failed(request: HttpRequest) -> HttpResponse:
    form = TrackForm(request.POST, auto_id="%s")
    form.add_error(
        None,
        _("The page was open too long, or the browser keeps no cookies. Nothing was shown: press once more."),
    )
    return _page(request, form, status=422)


track.csrf_failure = private(_csrf_failed)  # type: ignore[attr-defined]

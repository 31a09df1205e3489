"""«Сьогодні зачинено» in two clicks: what, then why. On the first page of the admin, and on a page for each center."""

from __future__ import annotations

from datetime import time
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from directory import hours, wording
from directory.announcing import announce, announceable, own_centers, take_back
from directory.editing.hours import HoursWidget, clock_time
from directory.models import CenterPage, Disruption
from directory.models.disruptions import LONGEST_WORDS
from portal.models import User

SHOWN_AT_HOME = 5
LONGEST_CLOSED = 366  # days; longer is a matter of the center's state
HEADINGS = {
    Disruption.Kind.CLOSED: gettext_lazy("Closed today"),
    Disruption.Kind.CLOSES_EARLY: gettext_lazy("We close earlier today"),
    Disruption.Kind.OPENS_LATE: gettext_lazy("We open later today"),
}


class ClockField(forms.CharField):
    """A time as people type it: 15, 15:00, 15.00."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return time.fromisoformat(clock_time(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class DisruptionForm(forms.Form):
    kind = forms.ChoiceField(choices=Disruption.Kind.choices)
    reason = forms.ChoiceField(
        choices=Disruption.Reason.choices,
        error_messages={"required": gettext_lazy("Say why: press one of the reasons.")},
    )
    words = forms.CharField(required=False, max_length=LONGEST_WORDS)
    until = forms.DateField(required=False)
    at = ClockField(required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today, until = timezone.localdate(), cleaned.get("until")
        if until and until < today:
            self.add_error("until", _("This day is over."))
        if until and (until - today).days > LONGEST_CLOSED:
            self.add_error("until", _("A year at most. For longer, change the state of the centre."))
        timed = cleaned.get("kind") in (Disruption.Kind.CLOSES_EARLY, Disruption.Kind.OPENS_LATE)
        if timed and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Write the time, for example 15:00."))
        if cleaned.get("reason") == Disruption.Reason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write the reason in a few words."))
        return cleaned


@require_http_methods(["GET", "POST"])
def today(request: HttpRequest, pk: int) -> HttpResponse:
    """The center's page of buttons; POST tells. 422 with what was typed when something is missing."""
    user = cast(User, request.user)  # the admin lets nobody else in
    center: CenterPage = get_object_or_404(announceable(user), pk=pk)
    if request.method == "GET":
        return _page(request, center, opened=request.GET.get("kind", ""))
    form = DisruptionForm(request.POST)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kind", "reason", "words", "until", "at")}
        try:
            announce(center, user, **told)
        except ValueError as error:
            form.add_error("at" if told["at"] else "until", str(error))
        else:
            center.refresh_from_db()
            said = " ".join(wording.told_words(center.announced, timezone.now()))
            messages.success(request, _("Everybody sees it now: “%(words)s”.") % {"words": said})
            return redirect(_back(request, center))
    return _page(request, center, form=form, opened=request.POST.get("kind", ""), status=422)


@require_POST
def undo(request: HttpRequest, pk: int, told: int) -> HttpResponse:
    """Take back what was told; when it is gone already, nothing happens."""
    user = cast(User, request.user)
    center: CenterPage = get_object_or_404(announceable(user), pk=pk)
    if disruption := center.disruptions.filter(pk=told).first():
        take_back(disruption, user)
        messages.success(request, _("Taken back: the usual hours hold again."))
    return redirect(_back(request, center))


@require_GET
def reading(request: HttpRequest) -> HttpResponse:
    """How the table of hours that is being filled in is read, as plain text; what is wrong if something is."""
    typed = HoursWidget().value_from_datadict(request.GET, {}, "hours")
    text, problems = typed.read()
    words = list(problems.values()) if problems else hours.reading_lines(text)
    return HttpResponse("; ".join(words), content_type="text/plain; charset=utf-8")


class TodayPanel(Component):
    """On the first page of the admin, first of all: the doors of the centers where one works."""

    order = 10
    template_name = "directory/editing/today_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        found = list(own_centers(request.user)[: SHOWN_AT_HOME + 1])
        shown = [door(center, reverse("wagtailadmin_home")) for center in found[:SHOWN_AT_HOME]]
        return {
            "doors": shown,
            "more": len(found) > SHOWN_AT_HOME,
            "csrf_token": get_token(request),  # a component is rendered without the request's own context
        }


def door(
    center: CenterPage, back: str, form: DisruptionForm | None = None, opened: str = ""
) -> dict[str, Any]:
    """What the template of a center's buttons takes; one query."""
    now = timezone.now()
    open_center = center.status == CenterPage.Status.OPEN
    said = wording.open_words(center.schedule, now) if open_center else wording.state_words(center.status)
    told = center.disruptions.not_over(timezone.localdate())
    return {
        "center": center,
        "state": said.text,
        "told": [(disruption, _words(disruption)) for disruption in told],
        "kinds": [
            {
                "code": code,
                "heading": heading,
                "timed": code != Disruption.Kind.CLOSED,
                "open": code == opened,
            }
            for code, heading in HEADINGS.items()
        ],
        "reasons": [choice for choice in Disruption.Reason.choices if choice[0] != Disruption.Reason.OTHER],
        "form": form,
        "back": back,
        "today": timezone.localdate().isoformat(),
    }


def _words(disruption: Disruption) -> str:
    midnight = hours.kyiv(timezone.now()).replace(hour=0, minute=0)
    return " ".join(wording.told_words([disruption.as_told()], midnight))


def _page(
    request: HttpRequest,
    center: CenterPage,
    *,
    form: DisruptionForm | None = None,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    title = _("The door today")
    context = {
        "door": door(center, _back(request, center), form, opened),
        "header_title": title,
        "header_icon": "time",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": f"{title}: {center.title}"},
        ],
    }
    return render(request, "directory/editing/today.html", context, status=status)


def _back(request: HttpRequest, center: CenterPage) -> str:
    asked = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):  # a path of this site alone
        return asked
    return reverse("today:center", args=[center.pk])

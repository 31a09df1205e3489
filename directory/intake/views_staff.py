"""The inbox of the staff, and one request: seen by whom permissions.py says, every look and change in its log."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from directory.intake import actions, permissions
from directory.intake.forms_staff import AnswerForm, InboxForm
from directory.intake.models import Intake, WrongState
from directory.intake.query import take_within
from directory.intake.states import Event, State, Urgency
from directory.wording import profile_name
from portal.models import User
from portal.sealing import SealBroken

PER_PAGE = 50


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Number, age, topic, state and center of what is asked for; nobody's name or contact."""
    user = cast(User, request.user)  # the admin lets nobody else in
    if not permissions.has_inbox(user):
        raise PermissionDenied
    form = InboxForm(request.GET, visible=Intake.objects.visible_to(user))
    found = form.requests().by_urgency()
    try:
        page = Paginator(found.select_related("need", "center", "taken_by"), PER_PAGE).page(
            request.GET.get("page") or 1
        )
    except InvalidPage as error:
        raise Http404 from error
    totals = found.count_by_urgency()
    allowed = take_within()
    rows: dict[int, list[dict[str, Any]]] = {}
    shown: list[Any] = list(page.object_list)  # each with its `urgency`
    for intake in shown:
        rows.setdefault(intake.urgency, []).append(
            {"intake": intake, "due": _due(intake.created_at + allowed)}
        )
    context = {
        "form": form,
        "page": page,
        "groups": [(Urgency(urgency), totals[urgency], rows[urgency]) for urgency in rows],
        "late": totals.get(Urgency.LATE, 0),
        "today": totals.get(Urgency.TODAY, 0),
        "whose": set(
            Intake.objects.readable_by(user)
            .filter(pk__in=[intake.pk for intake in shown])
            .values_list("pk", flat=True)
        ),
    }
    return render(request, "intake/staff/inbox.html", _frame(_("Requests")) | context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    intake = _visible(request, pk)
    intake.log(Event.VIEWED, by=cast(User, request.user))
    return _page(request, intake)


@require_POST
def show_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The page with name and contact on it, this once."""
    intake = _readable(request, pk)
    intake.log(Event.CONTACT_SHOWN, by=cast(User, request.user))
    return _page(request, intake, contact_shown=True)


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Press a button. 409 when the request is no longer what the page showed, 422 when something is missing."""
    intake = _readable(request, pk)
    if not (action := actions.ACTIONS.get(name)):
        raise Http404
    form = action.form(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return _page(request, intake, filled={name: form}, status=422)
    if form.cleaned_data["seen"] != intake.state:
        return _page(request, intake, trouble=_overtaken(intake), status=409)
    try:
        action.do(intake, by=request.user, **form.arguments())
    except WrongState as refusal:
        return _page(request, intake, trouble=str(refusal), status=409)
    messages.success(
        request, _("Noted. The request is now: %(state)s.") % {"state": intake.get_state_display()}
    )
    return redirect("requests:request", pk)


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the person reads when they look the request up."""
    intake = _readable(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, intake, answer=form, status=422)
    try:
        intake.say(form.cleaned_data["words"], by=cast(User, request.user))
    except WrongState as refusal:
        return _page(request, intake, trouble=str(refusal), status=409)
    messages.success(request, _("The person now sees these words by their number and code."))
    return redirect("requests:request", pk)


def _visible(request: HttpRequest, pk: int) -> Intake:
    """One whose state, age, topic and center they may see; for all others it is as if there were none."""
    found = Intake.objects.visible_to(cast(User, request.user))
    return get_object_or_404(found.select_related("need", "center", "oblast", "taken_by"), pk=pk)


def _readable(request: HttpRequest, pk: int) -> Intake:
    intake = _visible(request, pk)
    if not permissions.may_act(cast(User, request.user), intake):
        raise PermissionDenied
    return intake


def _page(
    request: HttpRequest,
    intake: Intake,
    *,
    contact_shown: bool = False,
    trouble: str = "",
    filled: dict[str, Any] | None = None,
    answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One request: all of it for who may read it, else what a coordinator sees of a center's."""
    title = _("Request %(number)s") % {"number": intake.reference_shown}
    context: dict[str, Any] = {
        "intake": intake,
        "due": _due(intake.created_at + take_within()) if intake.state == State.NEW else None,
        "trouble": trouble,
        "contact_shown": contact_shown,
    }
    if not permissions.may_read(cast(User, request.user), intake):
        return render(request, "intake/staff/line.html", _frame(title, nested=True) | context, status=status)
    try:
        intake.refresh_from_db(fields=Intake.PERSONAL)
    except SealBroken:
        context["sealed"] = True
    else:
        context["answer"] = answer or AnswerForm(initial={"words": intake.answer})
        context["profiles"] = [profile_name(code) for code in intake.profiles]
    entries = list(intake.entries.select_related("by"))
    looks = (Event.VIEWED, Event.CONTACT_SHOWN)
    context |= {
        "actions": actions.offered(intake, filled),
        "changes": [entry for entry in entries if entry.kind not in looks],
        "looks": [entry for entry in entries if entry.kind in looks],
        "tries": sum(entry.kind == Event.TRIED for entry in entries),
    }
    return render(request, "intake/staff/request.html", _frame(title, nested=True) | context, status=status)


def _frame(title: str, *, nested: bool = False) -> dict[str, Any]:
    """What the admin's frame asks for."""
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if nested:
        trail.append({"url": reverse("requests:inbox"), "label": _("Requests")})
    return {
        "header_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [*trail, {"url": "", "label": title}],
    }


def _due(at: datetime) -> dict[str, Any]:
    """When a new request is to be taken: `at`, and whole hours and days since, 0 before it."""
    now = timezone.now()
    hours = max(0, int((now - at).total_seconds() // 3600))
    today = timezone.localdate(at) == timezone.localdate(now)
    return {"at": at, "late": now >= at, "hours": hours, "days": hours // 24, "today": today}


def _overtaken(intake: Intake) -> str:
    return _(
        "Nothing was changed: somebody was first, and the request is now “%(state)s”. Look at it again."
    ) % {"state": intake.get_state_display()}

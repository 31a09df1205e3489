"""The reports of errors, for who may change the pages that they are about."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from directory.intake.models import ErrorReport
from directory.models.confirming import keeps_centers
from portal.models import User
from portal.sealing import SealBroken

PER_PAGE = 50
SHOWN = ("new", "overdue", "done")


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """The new ones, the oldest first; `?show=overdue` or `?show=done` for others. Who read a text is in the log."""
    user = cast(User, request.user)  # the admin lets nobody else in
    if not keeps_centers(user):
        raise PermissionDenied
    show = request.GET.get("show", "new")
    if show not in SHOWN:
        raise Http404
    visible = ErrorReport.objects.visible_to(user)
    found = {
        "new": visible.new().order_by("created_at"),
        "overdue": visible.overdue().order_by("created_at"),
        "done": visible.filter(done_at__isnull=False).order_by("-done_at"),
    }[show]
    rows = found.defer("text").select_related("center__oblast", "done_by")
    try:
        page = Paginator(rows, PER_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    texts = _texts([report.pk for report in page.object_list])
    visible.filter(pk__in=[pk for pk, text in texts.items() if text]).note_look(by=user)
    title = _("Reports of errors")
    context = {
        "page": page,
        "rows": [(report, texts.get(report.pk)) for report in page.object_list],
        "show": show,
        "tabs": [("new", _("New")), ("overdue", _("Overdue")), ("done", _("Dealt with"))],
        "header_title": title,
        "header_icon": "warning",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
    }
    return render(request, "intake/staff/reports.html", context)


@require_POST
def deal_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Dealt with: the page was put right, or was right."""
    user = cast(User, request.user)
    report = get_object_or_404(ErrorReport.objects.visible_to(user).defer("text"), pk=pk)
    if report.done(by=user):
        messages.success(request, _("Noted. If the page is right now, confirm it in “What to check”."))
    else:
        messages.warning(request, _("Somebody has dealt with this report already."))
    return redirect("error_reports:list")


def _texts(pks: list[int]) -> dict[int, str | None]:
    """What was written, by report; None for what can't be read, since its key is gone."""
    found: dict[int, Any] = {}
    try:
        found.update(ErrorReport.objects.filter(pk__in=pks).values_list("pk", "text"))
    except SealBroken:  # one at a time, to show the others
        for pk in pks:
            try:
                found[pk] = ErrorReport.objects.values_list("text", flat=True).get(pk=pk)
            except SealBroken:
                found[pk] = None
    return found

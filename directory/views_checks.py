"""«What to check» in the admin, and the click that says that it is still true."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from directory import checking, wording
from directory.freshness import BLOCKS
from directory.models import CenterPage
from directory.models.confirming import changeable, confirm, keeps_centers, withdraw_services
from portal.models import User

PER_PAGE = 50
NAMES = {
    "hours": gettext_lazy("Hours"),
    "contacts": gettext_lazy("Address and contacts"),
    "services": gettext_lazy("Services"),
    "access": gettext_lazy("Accessibility"),
}


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """The list; `?oblast=` for one oblast, which is told to who keeps centers of several."""
    user = _keeper(request)
    oblasts = checking.oblasts(user)
    oblast = request.GET.get("oblast", "")
    if oblast and oblast not in dict(oblasts):
        raise Http404
    found = checking.rows(user, oblast)
    try:
        page = Paginator(found, PER_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    title = _("What to check")
    context = {
        "page": page,
        "rows": [(row, _cells(row)) for row in page.object_list],
        "asking": sum(row.asks for row in found),
        "names": NAMES.values(),
        "oblasts": oblasts if len(oblasts) > 1 else [],
        "oblast": oblast,
        "header_title": title,
        "header_icon": "check",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
    }
    return render(request, "directory/editing/checks.html", context)


@require_POST
def confirm_blocks(request: HttpRequest, pk: int) -> HttpResponse:
    """`block`: what is still true, or `all`. Only of a page that the user may change."""
    user = _keeper(request)
    center: CenterPage = get_object_or_404(changeable(user), pk=pk)
    block = request.POST.get("block", "")
    if block not in (*BLOCKS, "all", "services-not"):
        raise Http404
    if block == "services-not":
        withdraw_services(center, user)
        messages.success(request, _("Noted: the list of services is not complete."))
    elif said := confirm(center, BLOCKS if block == "all" else [block], user):
        names = ", ".join(str(NAMES[one]).lower() for one in said)
        messages.success(
            request, _("%(center)s, checked today: %(what)s.") % {"center": center.title, "what": names}
        )
    else:
        messages.warning(request, _("Nothing is recorded there yet: fill it in first."))
    return redirect(f"{reverse('checks:list')}{_back(request.POST)}")


def _keeper(request: HttpRequest) -> User:
    user = cast(User, request.user)  # the admin lets nobody else in
    if not keeps_centers(user):
        raise PermissionDenied
    return user


def _cells(row: checking.Row) -> list[dict[str, Any]]:
    return [
        {
            "block": block,
            "name": NAMES[block],
            "state": check.state.value,
            "words": wording.check_words(check),
            "asks": check.asks,
        }
        for block, check in row.checks.items()
    ]


def _back(data: QueryDict) -> str:
    """To the list as it was filtered."""
    oblast = data.get("oblast", "")
    return f"?{urlencode({'oblast': oblast})}" if oblast else ""

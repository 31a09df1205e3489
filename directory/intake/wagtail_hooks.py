"""Requests in the Wagtail admin: their addresses, the menu, and what keeps the rows they point to."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from directory.intake import permissions, views_reported, views_staff
from directory.intake.models import ErrorReport, Intake
from directory.intake.models.reports import LOOK
from directory.intake.states import Urgency
from directory.models import Need
from directory.models.confirming import keeps_centers

urlpatterns = [
    path("", views_staff.inbox, name="inbox"),
    path("<int:pk>/", views_staff.show, name="request"),
    path("<int:pk>/contact/", views_staff.show_contact, name="contact"),
    path("<int:pk>/words/", views_staff.say, name="say"),
    path("<int:pk>/change/<slug:name>/", views_staff.act, name="act"),
]
report_patterns = [
    path("", views_reported.reported, name="list"),
    path("<int:pk>/done/", views_reported.deal_with, name="done"),
]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [
        path("requests/", include((urlpatterns, "requests"))),
        path("error-reports/", include((report_patterns, "error_reports"))),
    ]


class InboxMenuItem(MenuItem):
    """Only for who has an inbox."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.has_inbox(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return InboxMenuItem(
        gettext_lazy("Requests"), reverse("requests:inbox"), name="requests", icon_name="mail", order=50
    )


class ReportsMenuItem(MenuItem):
    """Only for who keeps pages of centers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_centers(request.user)


@hooks.register("register_admin_menu_item")
def reports_item() -> MenuItem:
    return ReportsMenuItem(
        gettext_lazy("Reports of errors"),
        reverse("error_reports:list"),
        name="error-reports",
        icon_name="warning",
        order=116,
    )


class WaitingPanel(Component):
    """On the first page of the admin: how many requests and reports wait. Without a script no menu leads there."""

    order = 5
    template_name = "intake/staff/waiting_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        context: dict[str, Any] = {"inbox": permissions.has_inbox(user), "keeps": keeps_centers(user)}
        if context["inbox"]:
            totals = Intake.objects.visible_to(user).open().by_urgency().count_by_urgency()
            context |= {"waiting": sum(totals.values()), "late": totals.get(Urgency.LATE, 0)}
        if context["keeps"]:
            context["reports"] = ErrorReport.objects.visible_to(user).new().count()
        return context


@hooks.register("construct_homepage_panels")
def waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        LOOK, gettext_lazy("Read a report of an error"), gettext_lazy("Read the text of a report of an error")
    )


# A center or a topic with requests stays: statistics count by them, and an open request must not lose its center.


@hooks.register("before_delete_page")
def keep_center(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not _asked(page):
        return None
    messages.error(request, _kept())
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_centers(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or not any(isinstance(page, Page) and _asked(page) for page in objects):
        return None
    messages.error(request, _kept())
    return redirect("wagtailadmin_explore_root")


@hooks.register("before_delete_snippet")
def keep_topics(request: HttpRequest, snippets: list[Any]) -> HttpResponse | None:
    topics = [snippet.pk for snippet in snippets if isinstance(snippet, Need)]
    if not topics or not Intake.objects.filter(need__in=topics).exists():
        return None
    messages.error(request, _("There are requests about this topic, so it stays."))
    return redirect("wagtailsnippets_directory_need:list")


def _asked(page: Page) -> bool:
    """Whether requests went to this page or to one below it."""
    return Intake.objects.filter(Q(center=page.pk) | Q(center__path__startswith=page.path)).exists()


def _kept() -> str:
    return _(
        "Requests went to this centre, so its page stays. Set its state to “closed” or unpublish it instead."
    )

"""Centers and their vocabularies in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from directory import views_capacity, views_checks, views_position, views_today
from directory.admin import CenterListing, PeopleGroup, SubmitItem, VocabularyGroup
from directory.admin_events import EventPolicy, EventViewSet
from directory.announcing import ANNOUNCE, TAKE_BACK
from directory.capacity import SAY
from directory.checking import rows
from directory.editing.giveaways import giveaways, giveaways_of_event
from directory.editing.places import CHOOSERS
from directory.models import CenterPage, Event
from directory.models.confirming import CONFIRM, WITHDRAW, keeps_centers

register_permission_policy(Event, EventPolicy(Event))
register_snippet(EventViewSet)
register_snippet(VocabularyGroup)
register_snippet(PeopleGroup)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [CenterListing("centers"), *CHOOSERS]


today_patterns = [
    path("<int:pk>/", views_today.today, name="center"),
    path("<int:pk>/<int:told>/take-back/", views_today.undo, name="undo"),
]
checks_patterns = [
    path("", views_checks.checks, name="list"),
    path("<int:pk>/confirm/", views_checks.confirm_blocks, name="confirm"),
]


@hooks.register("register_admin_urls")
def today_addresses() -> list[Any]:
    return [
        path("today/", include((today_patterns, "today"))),
        path(
            "room/",
            include(([path("<int:pk>/", views_capacity.tell, name="tell")], "capacity")),
        ),
        path("hours/reading/", views_today.reading, name="directory_hours_reading"),
        path("position/", include(([path("<int:pk>/", views_position.find, name="find")], "position"))),
    ]


@hooks.register("construct_homepage_panels")
def today_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(views_today.TodayPanel())
    panels.append(views_capacity.CapacityPanel())


@hooks.register("register_admin_urls")
def checks_addresses() -> list[URLResolver]:
    return [path("checks/", include((checks_patterns, "checks")))]


class ChecksMenuItem(MenuItem):
    """Only for who keeps pages of centers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_centers(request.user)


@hooks.register("register_admin_menu_item")
def checks_item() -> MenuItem:
    return ChecksMenuItem(
        gettext_lazy("What to check"), reverse("checks:list"), name="checks", icon_name="check", order=115
    )


class ChecksPanel(Component):
    """On the first page of the admin: how many centers wait to be looked at."""

    order = 50
    template_name = "directory/editing/checks_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        if not keeps_centers(user):
            return {}
        found = rows(user)
        return {"kept": True, "asking": sum(row.asks for row in found), "filling": len(found)}


@hooks.register("construct_homepage_panels")
def checks_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ChecksPanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(CONFIRM, gettext_lazy("Confirm"), gettext_lazy("Confirmed that it is still true"))
    actions.register_action(
        ANNOUNCE, gettext_lazy("Tell of the door"), gettext_lazy("Told that the centre is not open as usual")
    )
    actions.register_action(
        TAKE_BACK, gettext_lazy("Take back"), gettext_lazy("Took back what was told of the door")
    )
    actions.register_action(SAY, gettext_lazy("Room today"), gettext_lazy("Told whether there is room today"))
    actions.register_action(
        WITHDRAW,
        gettext_lazy("Withdraw a confirmation"),
        gettext_lazy("Said that the list of services is not complete"),
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_giveaways(request: HttpRequest, page: Page) -> None:
    if isinstance(page, CenterPage):
        draft = page.get_latest_revision_as_object()
        draft.is_hidden = draft.position.hidden
        for sentence in giveaways(draft):
            messages.warning(request, sentence)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_of_giveaways_of_event(request: HttpRequest, snippet: Any) -> None:
    if isinstance(snippet, Event):
        for sentence in giveaways_of_event(snippet):
            messages.warning(request, sentence)


@hooks.register("construct_page_action_menu")
def submit_in_words(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    items[:] = [SubmitItem(item.order) if item.name == SubmitItem.name else item for item in items]

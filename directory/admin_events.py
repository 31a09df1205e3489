"""Events in the admin: everybody who keeps centers has those of these centers, the ministry has all.

They are published at once: a day passes sooner than an approval. Whoever may delete may delete alone what they may
change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.snippets.views.snippets import (
    CopyView,
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    UsageView,
)

from directory.admin import YesOrNo
from directory.editing.places import settlements
from directory.models import CenterPage, Event
from directory.models.confirming import changeable, keeps_centers
from portal.models import User

KEPT = frozenset({"add", "change", "delete"})


class EventPolicy(ModelPermissionPolicy):
    """Of the ministry, by its group; of editors and coordinators, for the events of centers whose page they change."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return super().user_has_permission(user, action) or (action in KEPT and keeps_centers(user))

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Event) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Event
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_permission_for(self, user: User, action: str) -> models.QuerySet[Event]:
        return self.instances_user_has_any_permission_for(user, [action])

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> models.QuerySet[Event]:
        actions = set(actions)
        if any(super(EventPolicy, self).user_has_permission(user, action) for action in actions):
            return Event.objects.all()
        if not (actions & KEPT and keeps_centers(user)):
            return Event.objects.none()
        return Event.objects.filter(center__in=changeable(user).order_by().values("pk"))


class EventForm(WagtailAdminModelForm):
    """Who is not of the ministry chooses from their own centers, and must choose one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        center: Any = self.fields["center"]
        if self.for_user is None or self.for_user.has_perm("directory.add_event"):
            center.queryset = CenterPage.objects.listed().order_by("title")
            return
        center.queryset = changeable(self.for_user).order_by("title")
        center.required = True
        center.error_messages["required"] = _("Choose your centre.")
        if not self.instance.pk and center.queryset.count() == 1:
            self.initial.setdefault("center", center.queryset.first().pk)


class OwnEventMixin:
    """Wagtail asks for a permission on events at all; here it is asked for on this one."""

    permission_required: str
    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Event:
        event: Event = super().get_object(*args, **kwargs)  # type: ignore[misc]  # the mixin stands before a view
        action = self.permission_required or "change"
        if not self.user_has_permission_for_instance(action, event):  # type: ignore[attr-defined]  # of the view behind it
            raise PermissionDenied
        return event


class OwnEdit(OwnEventMixin, EditView):
    pass


class OwnDelete(OwnEventMixin, DeleteView):
    pass


class OwnCopy(OwnEventMixin, CopyView):
    pass


class OwnUsage(OwnEventMixin, UsageView):
    pass


class OwnHistory(OwnEventMixin, HistoryView):
    pass


class EventViewSet(SnippetViewSet):
    model = Event
    icon = "calendar"
    menu_label = gettext_lazy("Events")
    menu_order = 112
    add_to_admin_menu = True
    edit_view_class = OwnEdit
    delete_view_class = OwnDelete
    copy_view_class = OwnCopy
    usage_view_class = OwnUsage
    history_view_class = OwnHistory
    list_display = ["title", "center", "starts", "repeats_until", YesOrNo(Event, "cancelled")]
    list_filter = ["cancelled"]
    search_fields = ["title"]
    ordering = ["-over_at"]
    edit_handler = ObjectList(
        [
            FieldRowPanel(["title", "title_en"]),
            FieldPanel("center", widget=forms.Select),
            MultiFieldPanel(
                [
                    FieldRowPanel(["starts", "ends"]),
                    "repeats_until",
                    FieldPanel("called_off", widget=forms.Textarea(attrs={"rows": 2})),
                ],
                heading=gettext_lazy("When"),
            ),
            MultiFieldPanel(
                [FieldPanel("place", widget=settlements.widget_class), "spot", "online"],
                heading=gettext_lazy("Where, if not in the centre"),
            ),
            FieldPanel("description", widget=forms.Textarea(attrs={"rows": 4})),
            FieldPanel("description_en", widget=forms.Textarea(attrs={"rows": 4})),
            FieldPanel("groups", widget=forms.CheckboxSelectMultiple),
            "sign_up",
            "cancelled",
        ],
        base_form_class=EventForm,
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Event]:
        policy: Any = self.permission_policy
        found = policy.instances_user_has_any_permission_for(request.user, ["change", "delete"])
        return found.select_related("center")

"""Whether there is room today, in one click: a panel on the first page of the admin, and where its buttons lead."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from directory.announcing import announceable, own_centers
from directory.capacity import say
from directory.models import CapacityToday, CenterPage
from directory.presenting.room import room_today
from portal.models import User

SHOWN_AT_HOME = 5


class CapacityForm(forms.Form):
    state = forms.ChoiceField(choices=[("", ""), *CapacityToday.State.choices], required=False)
    next_day = forms.DateField(required=False)


@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """`state`: one of the three, or empty to take it back; `next_day`: for when one can make an appointment."""
    user = cast(User, request.user)  # the admin lets nobody else in
    center: CenterPage = get_object_or_404(announceable(user), pk=pk)
    form = CapacityForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        said = say(center, form.cleaned_data["state"], user, form.cleaned_data["next_day"])
    except ValidationError as error:
        messages.error(request, f"{_('Not saved.')} {' '.join(error.messages)}")
    else:
        if said:
            messages.success(request, _("Everybody sees it now, until the end of the day."))
        else:
            messages.success(request, _("Taken back: nothing is said of today any more."))
    return redirect("wagtailadmin_home")


class CapacityPanel(Component):
    """After the doors: the centers where one works and that are open at all; one query."""

    order = 20
    template_name = "directory/editing/capacity_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        today = timezone.localdate()
        found = own_centers(request.user).filter(status="open").select_related("capacity")[:SHOWN_AT_HOME]
        return {
            "centers": [(center, room_today(center, today)) for center in found],
            "states": CapacityToday.State.choices,
            "tomorrow": today.fromordinal(today.toordinal() + 1).isoformat(),
            "csrf_token": get_token(request),
        }

"""Beside the two numbers of a center's position: how exact it is now, and the search for it by its address."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from directory import geocoding


class LocatingPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/editing/locating_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            center = self.instance
            saved = bool(center.pk)
            return {
                **super().get_context_data(parent_context),
                "now": precision_words(center.position) if saved else "",
                "address": reverse("position:find", args=[center.pk]) if saved else "",
                "looks_up": geocoding.is_configured(),
            }


def precision_words(position: Any) -> str:
    """How exactly visitors are told where a center is."""
    if position.hidden:
        return _("Now: hidden. Visitors see no more than the community, whatever is set here.")
    match position.precision:
        case "address":
            return _("Now: exact. Visitors see this very point, as the address.")
        case "settlement":
            return _("Now: approximate (≈). Visitors see the middle of the town or village.")
        case "community":
            return _("Now: approximate (≈). Visitors see only the community.")
        case _:
            return _("Now: not known. The centre stands last in every list by distance.")

"""On top of a center's form: what is told of its door today, and the way to say that it is closed."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.admin.panels import Panel


class DoorPanel(Panel):
    """Only for a published center's Ukrainian page: of a draft nobody finds the door."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/editing/door_panel.html"

        def is_shown(self) -> bool:
            center = self.instance
            return (
                bool(center.pk and center.live and center.locale.language_code == settings.LANGUAGE_CODE)
                and super().is_shown()
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {
                **context,
                "center": self.instance,
                "address": reverse("today:center", args=[self.instance.pk]),
            }

"""Under a center's accessibility information: what was published of it, and when."""

from typing import Any

from wagtail.admin.panels import Panel

from directory import access
from directory.editing.access_card import WORDS

SHOWN = 20


class AssessmentsPanel(Panel):
    """Read only: history is written by publishing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/editing/assessments_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            rows = [
                {
                    "on": row.on,
                    "by": row.by,
                    "changes": [
                        (access.FEATURES[code].name, WORDS[before], WORDS[since])
                        for code, (before, since) in row.changes.items()
                        if code in access.FEATURES
                    ],
                }
                for row in self.instance.assessments.all()[:SHOWN]
            ]
            return {**super().get_context_data(parent_context), "rows": rows}

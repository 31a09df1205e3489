"""Wagtail's choosers without the inline script that each of them brings: https://github.com/wagtail/wagtail/issues/12940"""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def note(name: str, arguments: Sequence[object]) -> SafeString:
    """For static/js/admin.js: run or construct `name` with the arguments."""
    return format_html(
        '<span hidden data-start="{}" data-start-with="{}"></span>', name, json.dumps(arguments)
    )


def install() -> None:
    """Make every chooser leave a note instead. Wagtail has no template there to override."""
    BaseChooser.render = _render


def _render(chooser: Any, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> SafeString:
    data = chooser.get_value_data(value)
    html = chooser.render_html(name, data, attrs)
    if isinstance(chooser, AdminTaskChooser):
        started = note("createTaskChooser", [attrs["id"]])
    else:
        options = chooser.get_js_init_options(attrs["id"], name, data)
        started = note(chooser.js_constructor, [attrs["id"], options])
    return format_html("{}{}", html, started)

"""What stands in the place of an inline script in the admin's templates."""

import json

from django import template
from django.utils.safestring import SafeString

from portal import admin_scripts

register = template.Library()


@register.simple_tag
def start(name: str, *arguments: object, config_json: str = "") -> SafeString:
    """A note for static/js/admin.js: run or construct `name` with the arguments and, last, the ready JSON."""
    return admin_scripts.note(name, [*arguments, *([json.loads(config_json)] if config_json else [])])

"""What the pages about a request say of a center."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.models import CenterPage
from portal.typography import bind

register = template.Library()


@register.simple_tag
def center_name(center: CenterPage) -> SafeString:
    """«Ґанок»: the title in quotation marks, marked as Ukrainian where it was not translated."""
    quoted = _("“%(name)s”") % {"name": bind(center.text.title)}
    return format_html('<span lang="uk">{}</span>' if center.text.is_foreign else "<span>{}</span>", quoted)

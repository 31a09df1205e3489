"""The look of the admin, and what it needs under our Content-Security-Policy."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from portal.models import User


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/admin.js"))


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("before_edit_user")
def keep_superusers(request: HttpRequest, user: User) -> None:
    """Who manages accounts does not become all-powerful by setting the password of one who is."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied

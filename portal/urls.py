"""Every address of the site: the only module that knows every app."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import edges

handler400 = "portal.edges.bad_request"
handler403 = "portal.edges.permission_denied"
handler404 = "portal.edges.page_not_found"
handler500 = "portal.edges.server_error"

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", edges.choose_language),
    path("healthz", edges.healthz),
    path("readyz", edges.readyz),
    path("sitemap.xml", edges.sitemap_xml),
    path("robots.txt", edges.robots),
    path(".well-known/security.txt", edges.security_txt),
    path("manifest.webmanifest", edges.manifest),
    path("sw.js", edges.service_worker),
    path("offline/", edges.offline, name="offline"),
    # Wagtail's own ways in ask for no second factor.
    path("admin/login/", to_sign_in),
    re_path("^admin/password_reset/", to_reset),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/signup/", to_sign_in),
    path("accounts/email/", RedirectView.as_view(pattern_name="wagtailadmin_account")),
    path("accounts/", include("allauth.urls")),
    path("documents/", include(wagtaildocs_urls)),
    # The sizes that pages use; what was uploaded stays where it is, with whatever its file says about its author.
    path("media/images/<path:path>", serve, {"document_root": f"{settings.MEDIA_ROOT}/images"}),
]

if find_spec("portal.api"):
    from portal.api import api, hsds

    urlpatterns += [path("api/v1/", api.urls), path("api/hsds/", hsds.urls)]

LOCAL = [
    ("", "search.urls"),
    ("request/", "directory.intake.urls"),
    ("", "directory.intake.urls_report"),
    ("news/", "news.urls"),
    ("", "directory.urls"),
]
urlpatterns += i18n_patterns(
    *(path(prefix, include(module)) for prefix, module in LOCAL if find_spec(module)),
    path("", include(wagtail_urls)),
)

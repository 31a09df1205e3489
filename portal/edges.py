"""What browsers, search engines and machines ask for beside the pages, and the pages for what went wrong."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views import defaults
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from portal import health, sitemap
from portal.refusals import api_refusal


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the language that the browser asks for; what it prefers beside ours says nothing."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"/{language}/{'?' if query else ''}{query}")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def preferred_language(accepted: str) -> str:
    """The code of the better of our languages in an Accept-Language line; Ukrainian unless English is wanted more."""
    wishes = {code: 0.0 for code, _name in settings.LANGUAGES}
    for tag, quality in parse_accept_lang_header(accepted.lower()):
        code = tag.partition("-")[0]
        if code in wishes:
            wishes[code] = max(wishes[code], quality)
    return max(wishes, key=lambda code: (wishes[code], code == settings.LANGUAGE_CODE))


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive; what it depends on is the matter of /readyz."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """What the site depends on, as JSON; 503 when it can answer nobody."""
    ready, body = health.report()
    return JsonResponse(body, status=200 if ready else 503)


@cache_control(public=True, max_age=3600)
@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    content = {"entries": sitemap.entries()}
    return render(request, "portal/sitemap.xml", content, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        *(
            f"Disallow: /{code}/request/{part}/"
            for code, _name in settings.LANGUAGES
            for part in ("done", "track")
        ),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return _text(lines)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116); the date moves on by itself while the site is kept running."""
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    return _text(
        [
            f"Contact: {settings.SECURITY_CONTACT}",
            f"Expires: {expires.isoformat()}",
            "Preferred-Languages: uk, en",
            f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        ]
    )


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    with override(settings.LANGUAGE_CODE):
        body = {
            "name": _("Resilience centres of Ukraine"),
            "short_name": _("Resilience centres"),
            "description": _("Find the nearest resilience centre and ask for support."),
            "lang": settings.LANGUAGE_CODE,
            "dir": "ltr",
            "start_url": f"/{settings.LANGUAGE_CODE}/",
            "scope": "/",
            "display": "minimal-ui",
            "theme_color": "#3c1631",
            "background_color": "#ffffff",
            "icons": [
                {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
                {
                    "src": static("img/icon-maskable-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
        }
    return JsonResponse(
        body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@never_cache
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Shows the page below when there is no connection, and «My list» where it was opened; keeps no more."""
    return render(request, "portal/sw.js", content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/offline.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose check failed: its view's own `csrf_failure(request)` gives it back with what was typed."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        view = None
    if give_back := getattr(view, "csrf_failure", None):
        return give_back(request)
    if request.path_info.startswith("/api/"):
        return api_refusal(403)
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return api_refusal(400) if _is_api(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return api_refusal(403) if _is_api(request) else defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return api_refusal(404) if _is_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    return api_refusal(500) if _is_api(request) else defaults.server_error(request)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")

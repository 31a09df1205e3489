"""What our pages are held against: Django's and Wagtail's plainest own way, in the same process."""

from collections.abc import Callable

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.urls import path
from wagtail.models import Page

from directory.intake import codes
from directory.intake.models import Intake

DEFAULT_MIDDLEWARE = [  # of `django-admin startproject`
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
LISTING = Template(
    "{% load wagtailcore_tags %}<!doctype html><title>Centers</title><ul>"
    "{% for page in pages %}<li><a href='{% pageurl page %}'>{{ page.title }}</a></li>{% endfor %}</ul>"
)


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


def listing(request: HttpRequest) -> HttpResponse:
    """All live pages below the directory, as a plain Wagtail site would list them."""
    parent = Page.objects.get(slug="centers", locale__language_code="uk")
    pages = parent.get_children().live().public().specific()
    return HttpResponse(LISTING.render(Context({"pages": pages, "request": request})))


def bare(request: HttpRequest) -> HttpResponse:
    """The row of the first request once more, as a plain form would leave it: nothing checked, no log, no mail."""
    if not _row:
        first = Intake.objects.order_by("pk")[0]
        fields = [field.attname for field in Intake._meta.concrete_fields if not field.primary_key]
        _row.update({name: getattr(first, name) for name in fields})
    Intake.objects.create(**_row | {"key_hash": request.POST["key"], "reference": codes.new_reference()})
    return HttpResponse("ok")


_row: dict[str, object] = {}


urlpatterns = [path("hello/", hello), path("listing/", listing), path("bare/", bare)]


def our_addresses(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def settings_of(*, plain: bool) -> override_settings:
    """What a handler must find when it loads its middleware."""
    ours = f"{__name__}.our_addresses"
    return override_settings(MIDDLEWARE=[*DEFAULT_MIDDLEWARE, ours]) if plain else override_settings()


def answering(address: str, *, plain: bool = False, **headers: str) -> Callable[[], bytes]:
    """What answers this address once, from WSGI environment to body; `plain` by the views above."""
    with (
        override_settings(MIDDLEWARE=[*DEFAULT_MIDDLEWARE, f"{__name__}.our_addresses"])
        if plain
        else override_settings()
    ):
        handler = WSGIHandler()

    def work() -> bytes:
        statuses: list[str] = []
        environ = RequestFactory(headers=headers).get(address).environ
        body = handler(environ, lambda status, lines: statuses.append(status))
        content = b"".join(body)
        body.close()
        if not statuses[0].startswith("200"):
            raise AssertionError(f"{address}: {statuses[0]}")
        return content

    return work

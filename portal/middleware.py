"""What every request passes on its way in and out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from wagtail.models import Page

from portal.refusals import refusal

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Roots of addresses that have no language: what is missing below them is missing, in every language.
WITHOUT_LANGUAGE = ("/api/", "/static/", "/media/", "/admin/", "/accounts/", "/documents/", "/.well-known/")
STAFF = ("/admin/", "/accounts/")


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Every answer turns off what this site never asks a browser for."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


def refuse_the_unreadable(get_response: GetResponse) -> GetResponse:
    """Bodies that are too large, zero bytes and broken encodings end here, with a reason, before anything is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            return refusal(request, 404)
        if "%" in (query := request.META.get("QUERY_STRING", "")) and not _readable(query):
            return refusal(request, 400)
        if _body_size(request) > (
            settings.STAFF_BODY_LIMIT if request.path_info.startswith(STAFF) else settings.BODY_LIMIT
        ):
            return refusal(request, 413)
        if request.path_info.startswith(STAFF) and _holds_zero_bytes(request.POST):
            return refusal(request, 400)
        return get_response(request)

    return middleware


def _holds_zero_bytes(typed: QueryDict) -> bool:
    r"""Also as JSON writes them (\u0000), in a rich text or a stream: PostgreSQL keeps neither.

    Only staff's own widgets read what was sent without a form field between; visitors' forms refuse it in words.
    """
    return any("\0" in text or r"\u0000" in text for _, texts in typed.lists() for text in texts)


def _readable(query: str) -> bool:
    raw = unquote_to_bytes(query)
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw


def _body_size(request: HttpRequest) -> int:
    """Bytes that the request says it brings; without that line Django reads none."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class LanguageMiddleware(LocaleMiddleware):
    """The language of a page is in its address; elsewhere the browser's wish is followed. No cookie is read or set."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class OneEditAtATime:
    """Changes of one page wait for each other.

    The editor saves by itself while somebody types. Such a save on its way when the page is submitted would otherwise
    be judged before the submission and written after it, and what was approved would lack what was typed last.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: GetResponse, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name != "wagtailadmin_pages:edit":
            return None
        with transaction.atomic():
            list(Page.objects.select_for_update().filter(pk=kwargs["page_id"]).values_list("pk"))
            return view(request, *args, **kwargs)

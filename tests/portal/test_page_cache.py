"""Kept pages: who gets one, and how long it is true."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal import page_cache
from portal.models import StandardPage
from tests.factories import StandardPageFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article() -> StandardPage:
    return StandardPageFactory(title="Питання", slug="pytannia")


@pytest.fixture
def queries(django_assert_num_queries: Any) -> Any:
    return django_assert_num_queries


def test_a_page_seen_before_asks_the_database_nothing(
    client: Client, article: StandardPage, queries: Any
) -> None:
    first = client.get("/uk/pytannia/")

    with queries(0):
        second = client.get("/uk/pytannia/")

    assert second.content == first.content
    assert second["Cache-Control"] == first["Cache-Control"] == "no-cache"
    assert dict(second.headers) == dict(first.headers)
    assert "script-src 'self'" in second["Content-Security-Policy"]


def test_a_saved_page_is_new_at_once(client: Client, article: StandardPage) -> None:
    client.get("/uk/pytannia/")

    article.title = "Відповіді"
    article.save()

    assert "Відповіді" in client.get("/uk/pytannia/").content.decode()


def test_what_staff_do_makes_pages_new(
    client: Client, article: StandardPage, sign_in: Callable[..., Client]
) -> None:
    client.get("/uk/pytannia/")
    before = cache.get(page_cache.GENERATION)

    sign_in(UserFactory(is_superuser=True)).post(f"/admin/pages/{article.pk}/unpublish/")

    assert cache.get(page_cache.GENERATION) != before
    assert client.get("/uk/pytannia/").status_code == 404


def test_after_a_minute_a_page_is_made_again(client: Client, article: StandardPage) -> None:
    with time_machine.travel("2026-11-25 12:00", tick=False) as clock:
        client.get("/uk/pytannia/")
        StandardPage.objects.filter(pk=article.pk).update(title="Інше")  # behind everyone's back
        assert "Інше" not in client.get("/uk/pytannia/").content.decode()
        clock.shift(timedelta(seconds=61))
        assert "Інше" in client.get("/uk/pytannia/").content.decode()


@pytest.mark.parametrize(
    ("headers", "cookies"),
    [
        ({"Cache-Control": "no-store"}, {}),
        ({"Cache-Control": "private"}, {}),
        ({"Cache-Control": "max-age=0"}, {}),
        ({}, {"a": "b"}),
    ],
)
def test_what_is_not_for_everyone_is_not_kept(headers: dict[str, str], cookies: dict[str, str]) -> None:
    def view(request: Any) -> HttpResponse:
        made.append(request)
        response = HttpResponse("x", headers=headers)
        for name, value in cookies.items():
            response.set_cookie(name, value)
        return response

    made: list[Any] = []
    for _ in range(2):
        page_cache.keep_pages(view)(RequestFactory().get("/uk/"))
    assert len(made) == 2


@pytest.mark.parametrize(
    ("address", "cookie"),
    [("/uk/?q=Львів", ""), ("/api/v1/site", ""), ("/", ""), ("/admin/", ""), ("/uk/", "sessionid=1")],
)
def test_addresses_and_readers_for_whom_nothing_is_kept(address: str, cookie: str) -> None:
    made: list[Any] = []

    def view(request: Any) -> HttpResponse:
        made.append(request)
        return HttpResponse("x")

    for _ in range(2):
        page_cache.keep_pages(view)(
            RequestFactory().get(address, headers={"Cookie": cookie} if cookie else {})
        )
    assert len(made) == 2


def test_packed_and_plain_answers_are_kept_apart(client: Client, article: StandardPage) -> None:
    packed = client.get("/uk/pytannia/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/uk/pytannia/")

    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert b"<html" in plain.content

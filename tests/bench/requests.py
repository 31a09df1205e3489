"""Requests sent by several people at once, beside a bare insert of the same row."""

import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import quantiles
from threading import Thread

from django.db import connections
from django.test import RequestFactory
from django.test.client import ClientHandler

from directory.intake import tokens
from directory.models import CenterPage
from tests.bench import yardsticks
from tests.bench.measuring import Row

CLIENTS, EACH = 8, 40
TYPED = {
    "name": "Олена", "contact": "067 123 45 67", "safe": "write_only", "need": "talk", "when": "після шостої",
    "text": "Дуже важко, хочу поговорити з кимось, хто вислухає.", "consent": "on",
}  # fmt: skip


def rows(folder: Path) -> Iterator[Row]:
    center = next(found for found in CenterPage.objects.listed().with_acceptance() if _takes(found))
    _send(center.slug)()
    bare, _bare_p99 = _spent(_insert)
    ours, p99 = _spent(lambda: _send(center.slug))
    yield Row(
        f"a request accepted, {CLIENTS} clients", ours, "a second", 0.4, "bare insert", bare, at_least=True
    )
    yield Row("… the slowest of a hundred", p99, "ms", 50)


def _takes(center: CenterPage) -> bool:
    return center.status == "open" and center.accepts_requests and not center.is_paused


def _send(slug: str) -> Callable[[], None]:
    """Sending the form of a chosen center once more, prepared beforehand as a browser has it."""
    key = tokens.new_key()
    fields = {**TYPED, "center": slug, "shown": "", "key": key, "token": tokens.token_for(key)}
    return _answered("/uk/request/", fields, 303)


def _insert() -> Callable[[], None]:
    return _answered("/bare/", {"key": tokens.new_key()}, 200, plain=True)


def _answered(
    address: str, fields: dict[str, str], status: int, *, plain: bool = False
) -> Callable[[], None]:
    environ = RequestFactory().post(address, fields).environ
    handler = _handler(plain=plain)

    def work() -> None:
        response = handler(environ)
        response.close()
        if response.status_code != status:
            raise AssertionError(f"{address}: {response.status_code}")

    return work


@cache
def _handler(*, plain: bool) -> ClientHandler:
    """Without the check of where a form comes from, which is the same work for both."""
    handler = ClientHandler(enforce_csrf_checks=False)
    with yardsticks.settings_of(plain=plain):
        handler.load_middleware()
    return handler


def _spent(prepare: Callable[[], Callable[[], None]]) -> tuple[float, float]:
    """How many a second, and the 99th percentile of one in milliseconds, with all clients at it."""
    works = [[prepare() for _ in range(EACH)] for _ in range(CLIENTS)]
    spent: list[float] = []
    threads = [Thread(target=_client, args=(mine, spent)) for mine in works]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(spent) / (time.perf_counter() - start), quantiles(spent, n=100)[-1] * 1000


def _client(works: list[Callable[[], None]], spent: list[float]) -> None:
    for work in works:
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    connections.close_all()

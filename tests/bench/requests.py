"""Requests sent by several people at once, beside a bare insert of the same row."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from functools import cache
from math import inf
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import Any
from urllib.parse import urlencode

from django.db import connection, connections
from django.test import RequestFactory
from django.test.client import ClientHandler

from directory.intake import tokens
from directory.models import CenterPage
from tests.bench import yardsticks
from tests.bench.measuring import Row

Span = tuple[float, float]  # seconds on the clock

CLIENTS, EACH, ROUNDS = 8, 15, 5
TYPED = {
    "name": "Олена", "contact": "067 123 45 67", "safe": "write_only", "need": "talk", "when": "після шостої",
    "text": "Дуже важко, хочу поговорити з кимось, хто вислухає.", "consent": "on",
}  # fmt: skip


def rows(folder: Path) -> Iterator[Row]:
    """By turns, so that a busy moment of the machine meets both."""
    center = next(found for found in CenterPage.objects.listed().with_acceptance() if _takes(found))
    _send(center.slug)()
    _insert()()
    ours: list[list[Span]] = []
    bare: list[list[Span]] = []
    for _ in range(ROUNDS):
        bare.append(_spans(_insert))
        ours.append(_spans(lambda: _send(center.slug)))
    what = f"a request accepted, {CLIENTS} clients, {connection.vendor}"
    many, yardstick = (median(map(_a_second, spans)) for spans in (ours, bare))
    yield Row(what, many, "a second", 0.4, "bare insert", yardstick, at_least=True)
    slowest = quantiles([end - start for spans in ours for start, end in spans], n=100)[-1] * 1000
    yield Row("… the slowest of a hundred", slowest, "ms", 50 if connection.vendor == "postgresql" else inf)


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
    environ = RequestFactory().post(address, urlencode(fields), "application/x-www-form-urlencoded").environ
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


def _spans(prepare: Callable[[], Callable[[], None]]) -> list[Span]:
    """When each of them began and ended, with all clients at it at the same time.

    In threads of one process on SQLite, as `make demo` serves; on PostgreSQL in a process for each core, as a country
    is served.
    """
    processes = 1 if connection.vendor == "sqlite" else min(CLIENTS, os.cpu_count() or 1)
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # of this process: the others must not share its connections
    fork = multiprocessing.get_context("fork")
    ready, found = fork.Barrier(CLIENTS), fork.SimpleQueue()
    works = [[prepare() for _ in range(EACH + 1)] for _ in range(CLIENTS)]
    shares = [works[number::processes] for number in range(processes)]
    running = [fork.Process(target=_serve, args=(share, ready, found)) for share in shares]
    for process in running:
        process.start()
    spans = [span for _ in works for span in found.get()]
    for process in running:
        process.join()
    return spans


def _serve(share: list[list[Callable[[], None]]], ready: Any, found: Any) -> None:
    threads = [Thread(target=_client, args=(works, ready, found)) for works in share]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _client(works: list[Callable[[], None]], ready: Any, found: Any) -> None:
    first, *others = works
    first()  # opens the connection
    ready.wait()
    spans = []
    for work in others:
        start = time.perf_counter()
        work()
        spans.append((start, time.perf_counter()))
    connections.close_all()
    found.put(spans)


def _a_second(spans: list[Span]) -> float:
    return len(spans) / (max(end for _, end in spans) - min(start for start, _ in spans))

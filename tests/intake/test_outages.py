"""Whatever is away or dies: people are served, and what they were told is sent is in the database, once."""

import http.client
import json
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection

from directory.intake import codes, tokens
from tests.served import CSRF, Server

KILLED, CLIENTS = 2, 4
TYPED = {
    "name": "Олена", "contact": "067 123 45 67", "safe": "write_only", "need": "talk", "consent": "on", "shown": "",
    "csrfmiddlewaretoken": CSRF,
}  # fmt: skip


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    if connection.vendor != "sqlite":
        pytest.skip("about a file of SQLite; a server of PostgreSQL is not ours to kill")
    served = []

    def serve(**environment: str) -> Server:
        served.append(Server(tmp_path, **environment))
        return served[-1]

    yield serve
    for one in served:
        one.kill()


def form(server: Server, key: str) -> dict[str, str]:
    centers = json.loads(server.ask("GET", "/api/v1/centers?limit=100")[1])["results"]
    center = next(one for one in centers if one["accepts_requests"] and not one["paused_until"])
    return {**TYPED, "center": center["slug"], "key": key, "token": tokens.token_for(key)}


def test_what_was_acknowledged_outlives_the_server(serve: Callable[..., Server]) -> None:
    server = serve(RATE_LIMITS="off")
    first = form(server, tokens.new_key())
    begun: list[str] = []  # keys
    acknowledged: list[str] = []
    refused: list[tuple[int, bytes]] = []
    over = Event()

    def person() -> None:
        """Sends one request after another; without an answer the same form again, as a browser would."""
        while not over.is_set():
            key = tokens.new_key()
            begun.append(key)
            fields = {**first, "key": key, "token": tokens.token_for(key)}
            while True:
                try:
                    status, body = server.ask("POST", "/uk/request/", fields)
                except (OSError, http.client.HTTPException):
                    time.sleep(0.05)
                    continue
                if status in (303, 200):  # 200: sent before, and there is no cookie that may read the receipt
                    acknowledged.append(key)
                else:
                    refused.append((status, body))
                break

    people = [Thread(target=person) for _ in range(CLIENTS)]
    for one in people:
        one.start()
    for _ in range(KILLED):
        enough = len(acknowledged) + 2 * CLIENTS
        while len(acknowledged) < enough and not refused:
            time.sleep(0.01)
        server.kill()
        server.start()
    over.set()
    for one in people:
        one.join()
    server.kill()

    assert refused == []
    file = sqlite3.connect(server.database)
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept = [found for (found,) in file.execute("SELECT key_hash FROM intake_intake")]
    assert sorted(kept) == sorted(codes.hash_key(key) for key in acknowledged)
    assert len(begun) == len(set(acknowledged)) == len(kept)
    mails = file.execute(
        "SELECT args_kwargs FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%tell_staff'"
    )
    told = sorted(json.loads(row)["args"][0] for (row,) in mails)
    assert told == sorted(pk for (pk,) in file.execute("SELECT id FROM intake_intake"))


def test_people_are_served_while_redis_and_mail_are_away(serve: Callable[..., Server]) -> None:
    with socket.socket() as door:  # nobody listens there once it is closed
        door.bind(("127.0.0.1", 0))
        nowhere = f"127.0.0.1:{door.getsockname()[1]}"
    server = serve(CACHE_URL=f"redis://{nowhere}/0", EMAIL_URL=f"smtp://{nowhere}")
    sent = form(server, tokens.new_key())
    time.sleep(tokens.FASTEST + 1)  # people do not write faster

    for path in (
        "/uk/",
        "/uk/centers/?place=UA80000000000093317",
        "/en/statistics/",
        "/api/v1/centers/nearest?q=Kyiv",
    ):
        assert (path, server.ask("GET", path)[0]) == (path, 200)
    assert server.ask("POST", "/uk/request/", sent)[0] == 303
    status, body = server.ask("GET", "/readyz")
    assert (status, json.loads(body)["state"]) == (200, "degraded")
    [(kept,)] = sqlite3.connect(server.database).execute("SELECT count(*) FROM intake_intake")
    assert kept == 1

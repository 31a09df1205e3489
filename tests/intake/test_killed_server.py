"""Whatever dies next: what a person was told is sent is in the database, once."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from directory.intake import codes, tokens
from tests import databases

KILLED, CLIENTS = 2, 4
SECRET = "a" * 32  # of the form's cookie and field alike
TYPED = {
    "name": "Олена", "contact": "067 123 45 67", "safe": "write_only", "need": "talk", "consent": "on", "shown": "",
    "csrfmiddlewaretoken": SECRET,
}  # fmt: skip


class Server:
    """The site as it is served, on a file of its own, which outlives it."""

    def __init__(self, folder: Path, database: str) -> None:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.database = database
        self.environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "ENV_FILE": os.devnull,
            "DEBUG": "on",  # static files need not be collected then
            "SECRET_KEY": settings.SECRET_KEY, "FIELD_KEYS": ",".join(settings.FIELD_KEYS), "RATE_LIMITS": "off",
            "SITE_URL": f"http://127.0.0.1:{self.port}", "PORT": str(self.port), "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{database}", "EMAIL_URL": "memorymail://", "CACHE_URL": "locmemcache://x",
            "TASK_BACKEND": "django_tasks_db.DatabaseBackend",
        }  # fmt: skip
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        raise AssertionError("The server does not start.")

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(
                method,
                path,
                urlencode(fields or {}),
                {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={SECRET}"},
            )
            response = line.getresponse()
            return response.status, response.read()
        finally:
            line.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if connection.vendor != "sqlite":
        pytest.skip("about a file of SQLite; a server of PostgreSQL is not ours to kill")
    found = Server(tmp_path, databases.fresh("killed", "demo"))
    yield found
    found.kill()


def test_what_was_acknowledged_outlives_the_server(server: Server) -> None:
    center = next(
        found["slug"]
        for found in json.loads(server.ask("GET", "/api/v1/centers?limit=100")[1])["results"]
        if found["accepts_requests"] and not found["paused_until"]
    )
    begun: list[str] = []  # keys
    acknowledged: list[str] = []
    refused: list[tuple[int, bytes]] = []
    over = Event()

    def person() -> None:
        """Sends one request after another; without an answer the same form again, as a browser would."""
        while not over.is_set():
            key = tokens.new_key()
            begun.append(key)
            fields = {**TYPED, "center": center, "key": key, "token": tokens.token_for(key)}
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

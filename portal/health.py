"""Whether what the site depends on answers, for those who watch over it.

Each dependency is looked at in a thread of its own, never twice at the same time, and what was found serves everybody
who asks within some seconds: neither a dependency that hangs nor many who ask can hold up the site. Nothing is said
but the state: no addresses, names or messages.
"""

import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import requests
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.db.models import Case, Count, Min, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

logger = logging.getLogger(__name__)

State = Literal["ok", "late", "down"]
Look = Callable[
    [], dict[str, Any]
]  # what is worth knowing; `state` where it is not "ok"; raises when it is down

WAIT = 2.0  # seconds, for all together
FRESH = 5.0  # seconds for which a finding serves
LATE = 300  # seconds that a task may wait


@dataclass
class Watch:
    """One dependency. Without a `vital` one the site can answer nobody."""

    look: Look
    vital: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _found: dict[str, Any] = field(default_factory=dict)
    _at: float = float("-inf")  # when _found was found, or when looking began

    def begin(self) -> None:
        with self._lock:
            if (self._thread and self._thread.is_alive()) or time.monotonic() - self._at < FRESH:
                return
            self._thread = threading.Thread(target=self._run, daemon=True, name="health")
            self._at, self._found = time.monotonic(), {}
            self._thread.start()

    def finding(self, deadline: float) -> dict[str, Any]:
        """`state` and `age` (seconds since it was found; of one that hangs, for how long); waits until `deadline`."""
        if self._thread:
            self._thread.join(max(0.0, deadline - time.monotonic()))
        found, at = self._found, self._at
        return {"state": "down", **found, "age": round(time.monotonic() - at, 1)}

    def _run(self) -> None:
        try:
            found = {"state": "ok", **self.look()}
        except Exception as error:  # noqa: BLE001  # whatever it is, it is down
            logger.warning("Not ready: %s failed with %s", self.look.__name__, type(error).__name__)
            found = {"state": "down"}
        finally:
            connections.close_all()
        self._found, self._at = found, time.monotonic()


def database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {}


def shared_cache() -> dict[str, Any]:
    """A cache that is away is not an error to Django's callers here: it forgets."""
    key, value = f"health:{os.getpid()}", time.monotonic()
    cache.set(key, value, 60)
    if cache.get(key) != value:
        raise ConnectionError
    return {}


def tasks() -> dict[str, Any]:
    """What waits to be done, such as mail; `oldest` is for how many seconds, null when nothing waits."""
    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        return {"waiting": 0, "oldest": None}
    now = timezone.now()
    due = Case(When(run_after__lte=now, then="run_after"), default="enqueued_at")
    backlog = DBTaskResult.objects.ready().order_by().aggregate(waiting=Count("pk"), since=Min(due))
    oldest = (now - backlog["since"]).total_seconds() if backlog["since"] else None
    state = "late" if oldest is not None and oldest > LATE else "ok"
    return {"state": state, "waiting": backlog["waiting"], "oldest": oldest and round(oldest)}


def media() -> dict[str, Any]:
    """The disk of uploaded files takes another one."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=root) as file:
        file.write(b"\0" * 4096)
    return {}


def search() -> dict[str, Any]:
    if settings.ELASTICSEARCH_URL:
        answer = requests.get(f"{settings.ELASTICSEARCH_URL.rstrip('/')}/_cluster/health", timeout=WAIT)
        answer.raise_for_status()
        if answer.json()["status"] == "red":
            raise ConnectionError
        return {"engine": "elasticsearch"}
    list(Page.objects.live().search("центр")[:1])
    return {"engine": "database"}


WATCHES = {
    "database": Watch(database, vital=True),
    "cache": Watch(shared_cache),
    "tasks": Watch(tasks),
    "media": Watch(media),
    "search": Watch(search),
}


def report() -> tuple[bool, dict[str, Any]]:
    """Whether the site can answer, and `state` ("ok", "degraded", "down") with that of each dependency."""
    deadline = time.monotonic() + WAIT
    for watch in WATCHES.values():
        watch.begin()
    findings = {name: watch.finding(deadline) for name, watch in WATCHES.items()}
    ready = all(findings[name]["state"] != "down" for name, watch in WATCHES.items() if watch.vital)
    healthy = all(finding["state"] == "ok" for finding in findings.values())
    return ready, {
        "state": "down" if not ready else "ok" if healthy else "degraded",
        "dependencies": findings,
    }

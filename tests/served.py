"""The site as it is served: a process of its own, which a test may ask, and kill."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

from tests import databases

CSRF = "a" * 32  # of the form's cookie and field alike


class Server:
    """The site as it is served, on a file of its own, which outlives it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.database = databases.fresh("served", "demo")
        self.environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "ENV_FILE": os.devnull,
            "DEBUG": "on",  # static files need not be collected then
            "SECRET_KEY": settings.SECRET_KEY, "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
            "SITE_URL": f"http://127.0.0.1:{self.port}", "PORT": str(self.port), "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}", "EMAIL_URL": "memorymail://", "CACHE_URL": "locmemcache://x",
            "TASK_BACKEND": "django_tasks_db.DatabaseBackend",
            **environment,
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
                {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}"},
            )
            response = line.getresponse()
            return response.status, response.read()
        finally:
            line.close()

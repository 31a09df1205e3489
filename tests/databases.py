"""Databases for tests: migrated once, kept as templates, copied for each worker and after each test that commits."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

DEMO_PARTS = ("*.py", "*.csv", "*.csv.gz", "*.json", "*.md", "*.jpg", "*.png")
APPS = ("portal", "directory", "news", "search")


def use(name: str) -> None:
    """Make `name` the default database of this process, empty of connections to another."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def fresh(worker: str, kind: str = "migrated") -> str:
    """The name of a new copy of the template `kind` ("migrated", or "demo": with demo content) for `worker`."""
    template = _template(kind)
    if connection.vendor == "sqlite":
        path = Path(settings.VAR_DIR) / f"{worker}.sqlite3"
        path.parent.mkdir(parents=True, exist_ok=True)
        _drop_sqlite(path)
        shutil.copyfile(template, path)
        return str(path)
    name = f"test_portal_{worker}"
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def drop(name: str) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        _drop_sqlite(Path(name))
        return
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def restore(worker: str, kind: str = "migrated") -> None:
    """Make the database of this process a copy of the template again, whatever a test committed."""
    if connection.vendor == "sqlite":
        # In place: threads of a server may hold the file open.
        source = sqlite3.connect(_template(kind))
        connection.ensure_connection()
        source.backup(connection.connection)
        source.close()
        return
    use(fresh(worker, kind))


def _drop_sqlite(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _template(kind: str) -> str:
    """Make the template unless what it is made from is as it was; the others wait for the first."""
    settings.TEMPLATES_OF_DATABASES.mkdir(parents=True, exist_ok=True)
    digest = _digest(_sources(kind))
    name = f"portal_{kind}_{digest}"
    with (settings.TEMPLATES_OF_DATABASES / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "sqlite":
            return _sqlite_template(kind, name)
        return _postgres_template(kind, name)


def _sqlite_template(kind: str, name: str) -> str:
    path = settings.TEMPLATES_OF_DATABASES / f"{name}.sqlite3"
    if not path.exists():
        making = path.with_name(f"making-{name}.sqlite3")
        _drop_sqlite(making)
        _fill(kind, f"sqlite:///{making}")
        made = sqlite3.connect(making)
        made.execute("PRAGMA journal_mode=DELETE")  # all in one file
        made.close()
        for old in settings.TEMPLATES_OF_DATABASES.glob(f"portal_{kind}_*.sqlite3"):
            old.unlink()
        making.rename(path)
    return str(path)


def _postgres_template(kind: str, name: str) -> str:
    with _maintenance() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return name
        making = f"making_{name}"
        cursor.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{making}"')
        url = os.environ["DATABASE_URL"].rpartition("?")
        base, _slash, _name = (url[0] or url[2]).rpartition("/")
        _fill(kind, f"{base}/{making}{'?' + url[2] if url[0] else ''}")
        cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def _fill(kind: str, url: str) -> None:
    """In a process of its own, so that no connection stays open and nothing is cached here."""
    commands = [["migrate"]] if kind == "migrated" else [["migrate"], ["demo"]]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "DATABASE_URL": url}
    for command in commands:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command, "--verbosity=0"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {command[0]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _maintenance() -> Iterator[object]:
    with connection._nodb_cursor() as cursor:  # what Django's own test runner uses
        yield cursor


def _sources(kind: str) -> Iterable[Path]:
    if kind == "migrated":
        migrations = (path for app in APPS for path in (settings.BASE_DIR / app).rglob("migrations/*.py"))
        data = settings.BASE_DIR / "directory" / "data" / "vocabulary.json"  # read by one of them
        return [*migrations, data, settings.BASE_DIR / "directory" / "versioning.py"]
    return (path for app in APPS for part in DEMO_PARTS for path in (settings.BASE_DIR / app).rglob(part))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted(f"{found.name}=={found.version}" for found in distributions()):
        digest.update(name.encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

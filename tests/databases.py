"""Databases for tests: made once, kept as templates, copied for each worker and after each test that commits.

Most tests begin with the template "site". What takes longest to make is made once for all: a template begins with a
copy of another and is kept until what it is made from changes.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

APPS = ("portal", "directory", "news", "search")


@dataclass(frozen=True)
class Kind:
    """A template is what Python makes of the one that it begins with, and of files, by `command`."""

    command: tuple[str, ...]
    files: tuple[str, ...]  # patterns below the project's folder
    begins: str = ""
    daily: bool = False  # it holds dates that are counted from the day when it was made


def _in_apps(*patterns: str) -> tuple[str, ...]:
    return tuple(f"{app}/**/{pattern}" for app in APPS for pattern in patterns)


KINDS = {
    # What migrations write: locales, the root page, a site, vocabularies.
    "migrated": Kind(
        ("manage.py", "migrate", "--verbosity=0"),
        (*_in_apps("migrations/*.py"), "directory/data/vocabulary.json", "directory/versioning.py"),
    ),
    # Home and the directory in both languages: nearly every test needs them.
    "site": Kind(
        ("-c", "import django; django.setup(); from tests.factories import center_index; center_index()"),
        ("tests/factories.py", "portal/models/*.py", "directory/models/*.py"),
        begins="migrated",
    ),
    # The whole gazetteer.
    "places": Kind(
        ("manage.py", "load_places", "--verbosity=0"),
        (
            "directory/data/places/*",
            "directory/gazetteer/*.py",
            "directory/place_names/*.py",
            "directory/management/**/*.py",
            "directory/models/places.py",
        ),
        begins="migrated",
    ),
    # What `make demo` shows.
    "demo": Kind(
        ("manage.py", "demo", "--verbosity=0"),
        _in_apps("*.py", "*.csv", "*.csv.gz", "*.json", "*.md", "*.jpg", "*.png"),
        begins="places",
        daily=True,
    ),
}


def use(name: str) -> None:
    """Make `name` the default database of this process, empty of connections to another."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def fresh(worker: str, kind: str = "site") -> str:
    """The name of a new copy of the template `kind` for `worker`."""
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


def restore(worker: str, kind: str = "site") -> None:
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


@cache
def _template(kind: str) -> str:
    """Make the template unless what it is made from is as it was; the others wait for the first."""
    settings.TEMPLATES_OF_DATABASES.mkdir(parents=True, exist_ok=True)
    name = f"portal_{kind}_{_digest(kind)}"
    with (settings.TEMPLATES_OF_DATABASES / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            return _postgres_template(kind, name)
        # A copy of our own: another run, after a change of those files, throws the template away.
        own = Path(settings.VAR_DIR) / f"{kind}.sqlite3"
        own.parent.mkdir(parents=True, exist_ok=True)
        return str(shutil.copyfile(_sqlite_template(kind, name), own))


def _sqlite_template(kind: str, name: str) -> Path:
    path = settings.TEMPLATES_OF_DATABASES / f"{name}.sqlite3"
    if not path.exists():
        making = path.with_name(f"making-{name}.sqlite3")
        _drop_sqlite(making)
        if begins := KINDS[kind].begins:
            shutil.copyfile(_template(begins), making)
        _fill(kind, f"sqlite:///{making}")
        made = sqlite3.connect(making)
        made.execute("PRAGMA journal_mode=DELETE")  # all in one file
        made.close()
        for old in settings.TEMPLATES_OF_DATABASES.glob(f"portal_{kind}_*.sqlite3"):
            old.unlink()
        making.rename(path)
    return path


def _postgres_template(kind: str, name: str) -> str:
    with _maintenance() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return name
        begins = KINDS[kind].begins
        template = f' TEMPLATE "{_template(begins)}"' if begins else ""
        making = f"making_{name}"
        cursor.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{making}"{template}')
        url = os.environ["DATABASE_URL"].rpartition("?")
        base, _slash, _name = (url[0] or url[2]).rpartition("/")
        _fill(kind, f"{base}/{making}{'?' + url[2] if url[0] else ''}")
        cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def _fill(kind: str, url: str) -> None:
    """In a process of its own, so that no connection stays open and nothing is cached here."""
    command = KINDS[kind].command
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _maintenance() -> Iterator[object]:
    with connection._nodb_cursor() as cursor:  # what Django's own test runner uses
        yield cursor


def _files(kind: str) -> set[Path]:
    """Those that the template and all that it begins with are made from."""
    made = KINDS[kind]
    own = {path for pattern in made.files for path in settings.BASE_DIR.glob(pattern)}
    return own | _files(made.begins) if made.begins else own


def _digest(kind: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    if KINDS[kind].daily:
        digest.update(timezone.localdate().isoformat().encode())
    for name in sorted(f"{found.name}=={found.version}" for found in distributions()):
        digest.update(name.encode())
    for path in sorted(_files(kind)):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

"""What every test may ask for: a database, staff who are signed in, a browser."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation

from tests import databases
from tests.examples import CI

# Playwright's loop runs in the thread of the test; the queries of the test beside it are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sql-only", action="store_true", help="run what asks the database, and is not `shown`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker("journey")
    if config.getoption("--sql-only"):
        kept = [item for item in items if _asks_the_database(item) and not _is_shown(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    items.sort(key=_turn(items))


def _asks_the_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _is_shown(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("shown", "journey"))


def _turn(items: list[pytest.Item]) -> Callable[[pytest.Item], tuple[int, int, str]]:
    """Whose turn it is, module by module, so that no worker waits for another.

    The first makes every database, for a server of its own; what needs none runs beside it; then, because they take
    longest, the journeys; then modules of many tests before those of few.
    """
    serving = {item.path for item in items if "serve" in getattr(item, "fixturenames", ())}
    asking = {item.path for item in items if _asks_the_database(item)}
    many = Counter(item.path for item in items)

    def turn(item: pytest.Item) -> tuple[int, int, str]:
        journey = item.get_closest_marker("journey") is not None
        room = 0 if item.path in serving else 1 if item.path not in asking else 2 if journey else 3
        return room, -many[item.path], str(item.path)

    return turn


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the migrated template for this worker; a test that commits gets it put back afterwards."""
    with django_db_blocker.unblock():
        name = databases.fresh(WORKER)
        databases.use(name)
    patch = pytest.MonkeyPatch()
    # Django would empty every table, and with them what migrations wrote: locales, the root page, the site.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: databases.restore(WORKER))
    yield
    patch.undo()
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture
def demo_content(transactional_db: None) -> None:
    """The database as `manage.py demo` leaves it; made once for all tests."""
    from portal.demo.pictures import door

    databases.restore(WORKER, "demo")
    door()  # its file was written where the template was made


@pytest.fixture(autouse=True)
def fresh_start() -> None:
    """Nothing kept, and nobody's language: a page that was asked for in a test leaves its own behind."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """`sign_in(user)` is a client who has passed the door: password, second factor and all."""
    from portal.accounts import give_second_factor

    def sign_in(user: AbstractBaseUser, client: Client | None = None) -> Client:
        client = client or Client()
        give_second_factor(user, TOTP_SECRET)  # type: ignore[arg-type]
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def sign_in_browser(sign_in: Callable[..., Client], live_server: Any) -> Callable[..., None]:
    """`sign_in_browser(context, user)` does the same for a browser's context."""

    def sign_in_browser(context: Any, user: AbstractBaseUser) -> None:
        cookie = sign_in(user).cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    return sign_in_browser


@pytest.fixture
def only_sqlite(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")


@pytest.fixture
def only_postgresql(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL: run with DATABASE_URL=postgres://…")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing = "no Chromium found (Debian: apt-get install chromium)"
        pytest.fail(missing) if CI else pytest.skip(missing)
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "uk-UA", "timezone_id": "Europe/Kyiv"}

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests import databases
from tests.conftest import WORKER


@pytest.fixture(scope="module")
def whole_gazetteer(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All 31,744 places, as `load_places` loads them, for the tests of one module."""
    with django_db_blocker.unblock():
        databases.restore(WORKER, "places")
        yield
        databases.restore(WORKER)


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests import databases
from tests.conftest import WORKER
from tests.directory.place_rows import plain, read


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


@pytest.fixture(scope="module")
def places():
    return {row["code"]: row for row in read("places.csv.gz") if row["kind"] not in "OP"}


@pytest.fixture(scope="module")
def by_name(places):
    """The codes of each name, by the simplest folding there is."""
    found = defaultdict(set)
    for code, row in places.items():
        found[plain(row["name"])].add(code)
    return found

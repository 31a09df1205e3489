"""A center, its case worker, and their browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from directory.models import CenterPage
from portal.models import User
from tests.factories import CenterPageFactory, case_worker_of
from tests.intake.factories import staff


@pytest.fixture
def center() -> CenterPage:
    return CenterPageFactory(title="Ґанок")


@pytest.fixture
def worker(center: CenterPage) -> User:
    return staff(case_worker_of(center, first_name="Ірина", last_name="К."))


@pytest.fixture
def client(worker: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(worker)

"""A site to search in."""

import pytest

from tests.factories import home


@pytest.fixture
def site(db: None) -> None:
    home()

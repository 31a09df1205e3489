"""A center whose every address answers."""

import pytest

from tests.factories import CenterPageFactory, community
from tests.portal.operations import SERVICE


@pytest.fixture
def one() -> None:
    CenterPageFactory(
        slug="one",
        taking_requests=True,
        services=[SERVICE],
        communities=[community()],
        groups=["veterans"],
        phones=["+380671234567"],
        opening_hours="Mo-Fr 09:00-18:00",
        programme="ЮНІСЕФ",
        access={"entrance_step_free": "yes", "elevator": "no"},
    )

"""Centers that take requests, and places to look for one from."""

import pytest

from directory.gazetteer import indexing
from tests.factories import CenterPageFactory, PlaceFactory, oblast


@pytest.fixture
def near():
    return CenterPageFactory(slug="near", title="Ближній", taking_requests=True, phones=["+380322000001"])


@pytest.fixture
def far(near):
    return CenterPageFactory(slug="far", title="Дальній", latitude=49.9, taking_requests=True)


@pytest.fixture
def villages():
    """Two of one name, and a town of another."""
    one = PlaceFactory(name="Іванівка", kind="C", oblast=oblast(), latitude=49.83, longitude=24.03)
    two = PlaceFactory(name="Іванівка", kind="C", oblast=oblast("UA48000000000039575", "Миколаївська"))
    town = PlaceFactory(name="Рогатин", kind="M", oblast=oblast(), latitude=49.41, longitude=24.61)
    indexing.index()
    return one, two, town

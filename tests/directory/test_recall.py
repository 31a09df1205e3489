"""How often the place that people mean is among the first five, over the whole gazetteer and every way of typing."""

import os

import pytest

from directory.models.places import Place
from tests.directory.place_rows import Gazetteer
from tests.directory.recall import measure, overall, table
from tests.directory.typist import Typist
from tests.directory.ways import WAYS
from tests.examples import CI, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_gazetteer")]

# Seeds that nothing was tuned on; another may be given, to see with one's own eyes.
SEEDS = [int(seed) for seed in os.environ.get("RECALL_SEEDS", "2026 1125").split()]
EACH = 15 if CI and not SECOND else 6  # inputs of a kind for each seed: 25 kinds
BAR, FLOOR = 0.95, 0.80  # of all, and of each kind


@pytest.fixture(scope="module")
def data():
    return Gazetteer()


def codes(text):
    return [place.pk for place in Place.objects.suggest(text)]


def test_people_find_what_they_mean_among_the_first_five(data):
    found = measure((case for seed in SEEDS for case in Typist(data, seed).cases(WAYS, EACH)), codes)
    print(table(found))  # noqa: T201
    missed = [case for each in found.values() for case in each.missed]

    assert set(found) == set(WAYS)
    assert sum(each.tried for each in found.values()) >= 300
    assert overall(found) >= BAR, missed
    assert {kind: each.missed for kind, each in found.items() if each.share < FLOOR} == {}


def test_the_measure_can_fail(data):
    """A gazetteer that knows only exact names finds less than people type."""
    by_name = {}
    for row in data.settlements:
        by_name.setdefault(row["name"], []).append(row["code"])
    found = measure(Typist(data, SEEDS[0]).cases(WAYS, EACH), lambda text: by_name.get(text, []))

    assert overall(found) < 0.5
    assert found["one slip"].share < FLOOR


def test_a_seed_draws_the_same_inputs_again_and_another_draws_others(data):
    assert Typist(data, 1).cases(WAYS, 2) == Typist(data, 1).cases(WAYS, 2)
    assert Typist(data, 1).cases(WAYS, 2) != Typist(data, 2).cases(WAYS, 2)

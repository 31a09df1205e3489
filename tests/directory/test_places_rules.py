"""What a typed place means, by an oracle written from the rule alone, over the whole gazetteer.

The rule: rank an exact current name (inflected too), then an exact old or foreign name; only an exact name is taken:
within the best rank the only one, or one at least ten times as populous as the next, an unknown population counting
as 1,000; all others of that name, of any exact rank, are offered beside it. Otherwise the person chooses. What only
begins so or is similar is offered, not taken.

The oracle asks a place for its names, as they stand in the files and as a school grammar declines them, and never
the gazetteer's code. How people misspell is no rule, so the code may know a text as the name of more places than the
oracle: then what it knows besides must still be ranked by the rule.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.db import transaction

from directory.management.commands import load_places
from directory.management.place_files import DATA
from directory.models.places import Place
from tests.directory.declension import accusative, genitive, locative
from tests.directory.recall import plain
from tests.directory.spelling import in_latin
from tests.examples import CI

pytestmark = pytest.mark.django_db

KINDS = "KMXCBH"
CURRENT, OTHER = 0, 1
EACH = 150 if CI else 50


@dataclass
class Unit:
    """A row of the gazetteer."""

    code: str
    name: str
    kind: str
    population: int | None
    oblast: str
    others: set[str] = field(default_factory=set)

    @property
    def people(self) -> int:
        return 1_000 if self.population is None else self.population

    @property
    def order(self) -> tuple[int, int, str]:
        return KINDS.index(self.kind), -self.people, self.code


class Oracle:
    """Every exact name of every place, with its rank."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.code: unit for unit in units}
        self.ranks: dict[str, dict[str, int]] = defaultdict(dict)
        for unit in self.units.values():
            self._call(unit, CURRENT, unit.name)
            if unit.kind not in "BH":  # an adjective is declined with its word: «у Глинській громаді»
                self._call(unit, CURRENT, *self.inflected(unit))
            self._call(unit, OTHER, in_latin(unit.name), *unit.others)

    @staticmethod
    def inflected(unit: Unit) -> list[str]:
        return [form for case in (genitive, locative, accusative) if (form := case(unit.name))]

    def _call(self, unit: Unit, rank: int, *names: str) -> None:
        for name in names:
            self.ranks[plain(name)].setdefault(unit.code, rank)

    def taken(self, ranks: dict[str, int]) -> str | None:
        """The code of the place that is taken among these, if one is."""
        best = [self.units[code] for code, rank in ranks.items() if rank == min(ranks.values())]
        first, *rest = sorted(best, key=lambda unit: unit.people, reverse=True)
        return first.code if not rest or first.people >= 10 * rest[0].people else None


@pytest.fixture(scope="module", autouse=True)
def gazetteer(django_db_setup, django_db_blocker):
    """Everything that `load_places` loads; taken back when the module is through."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(load_places.Command, "_recompute_centers", lambda command, changed: None)
        call_command("load_places", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def oracle(gazetteer, django_db_blocker):
    with django_db_blocker.unblock():
        rows = Place.objects.filter(kind__in=KINDS).values_list(
            "pk", "name", "kind", "population", "oblast__name"
        )
        units = {code: Unit(code, *rest) for code, *rest in rows}
    with gzip.open(DATA / "names.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["code"] in units:
                units[row["code"]].others.add(row["name"])
    return Oracle(units.values())


def follows_the_rule(oracle: Oracle, typed: str, said: str) -> str:
    """What is wrong with the answer to `said`, which names what `typed` does; empty when nothing is."""
    ranks = oracle.ranks[plain(typed)]
    answer = Place.objects.resolve(said)
    offered = [place.pk for place in (answer.taken, *answer.others, *answer.candidates) if place]
    if not answer.exact:
        return "not known as an exact name"
    if missing := ranks.keys() - set(offered):
        return f"not offered: {missing}"
    if len(offered) != len(set(offered)) or (answer.taken and answer.candidates):
        return "offered twice"
    # In the order of the answer no place of a rank stands behind one of a lower rank or order.
    known = [
        code for code in (*(p.pk for p in answer.others), *(p.pk for p in answer.candidates)) if code in ranks
    ]
    if known != sorted(known, key=lambda code: (ranks[code], oracle.units[code].order)):
        return "not in order of rank, kind and population"
    if ranks.keys() == set(offered):
        expected = oracle.taken(ranks)
        if (answer.taken.pk if answer.taken else None) != expected:
            return f"takes {answer.taken}, the rule {expected}"
    elif answer.taken:  # whatever rank the code gives what it knows besides, one of two readings allows it
        besides = set(offered) - ranks.keys()
        allowed = {oracle.taken(ranks | dict.fromkeys(besides, rank)) for rank in (CURRENT, OTHER)}
        if answer.taken.pk not in allowed:
            return f"takes {answer.taken}, the rule one of {allowed}"
    return ""


def drawn(oracle: Oracle, names: Iterable[str], seed: int) -> list[str]:
    """Names by chance; half of them with several places, for these are where the rule decides."""
    names = sorted(names)
    several = [name for name in names if len(oracle.ranks[plain(name)]) > 1]
    chance = random.Random(seed)
    return chance.sample(several, min(EACH, len(several))) + chance.sample(names, min(EACH, len(names)))


def wrong(oracle: Oracle, names: list[str], say=str) -> dict[str, str]:
    return {name: problem for name in names if (problem := follows_the_rule(oracle, name, say(name)))}


def test_a_current_name_follows_the_rule(oracle):
    names = drawn(oracle, {unit.name for unit in oracle.units.values()}, 1)

    assert wrong(oracle, names) == {}


def test_an_inflected_name_ranks_as_the_name_itself(oracle):
    settlements = [unit for unit in oracle.units.values() if unit.kind in "KMXC"]
    names = drawn(oracle, {form for unit in settlements for form in oracle.inflected(unit)}, 2)

    assert wrong(oracle, names) == {}
    assert wrong(oracle, names, lambda name: f"до {name}") == {}


def test_a_name_in_official_latin_follows_the_rule(oracle):
    settlements = [unit for unit in oracle.units.values() if unit.kind in "KMXC"]
    names = drawn(oracle, {in_latin(unit.name) for unit in settlements}, 3)

    assert wrong(oracle, names) == {}


def test_an_old_or_foreign_name_follows_the_rule(oracle):
    names = {
        name for unit in oracle.units.values() for name in unit.others if name.replace(" ", "").isalpha()
    }

    assert wrong(oracle, drawn(oracle, names, 4)) == {}


@pytest.mark.parametrize(("typed", "kinds"), [("м. {}", "KM"), ("смт {}", "X"), ("село {}", "C")])
def test_a_word_for_the_kind_leaves_places_of_that_kind(oracle, typed, kinds):
    named = [unit for unit in oracle.units.values() if unit.kind in kinds]
    for unit in random.Random(5).sample(named, 30):
        same = {
            code: rank
            for code, rank in oracle.ranks[plain(unit.name)].items()
            if oracle.units[code].kind in kinds and rank == CURRENT
        }
        answer = Place.objects.resolve(typed.format(unit.name))
        offered = {place.pk for place in (answer.taken, *answer.others, *answer.candidates) if place}

        assert same.keys() <= offered, unit
        assert (answer.taken.pk if answer.taken else None) == oracle.taken(same), unit


def test_nothing_is_taken_that_only_begins_so_or_is_similar(oracle):
    chance = random.Random(6)
    for name in chance.sample(sorted({unit.name for unit in oracle.units.values()}), EACH):
        typed = name[:-1] if chance.random() < 0.5 else name[:2] + name[3:]
        answer = Place.objects.resolve(typed)
        if plain(typed) not in oracle.ranks and not answer.exact:
            assert answer.taken is None, typed


def test_the_oracle_can_say_no(oracle):
    """Ranking the nominative above its other cases, or any ten times as many people, would be seen."""
    assert oracle.taken({"UA80000000000093317": CURRENT}) == "UA80000000000093317"
    assert oracle.ranks[plain("Золочів")].keys() >= {"UA46040070010068975", "UA63020050010064235"}
    assert oracle.taken(oracle.ranks[plain("Золочів")]) is None

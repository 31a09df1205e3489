"""What a typed place means, by an oracle written from the rules alone, over the whole gazetteer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from directory.models.places import Place
from tests.directory.oracle import BEGINS, CURRENT, KINDS, OTHER, SIMILAR, Oracle, Said, problem
from tests.directory.spelling import in_latin
from tests.examples import CI
from tests.factories import CenterPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_gazetteer")]

EACH = 125 if CI else 40  # twice as many names are drawn of each kind: 1,000 and more in CI
SETTLEMENTS = "KMXC"


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


def resolved(text: str) -> Said:
    answer = Place.objects.resolve(text)
    assert not (answer.taken and answer.candidates)
    return Said(
        answer.taken.pk if answer.taken else None,
        tuple(place.pk for place in (*answer.others, *answer.candidates)),
        answer.exact,
    )


def wrong(
    oracle: Oracle,
    names: Iterable[str],
    say: Callable[[str], str] = str,
    ask: Callable[[str], Said] = resolved,
) -> dict[str, str]:
    """What is wrong with the answers to texts that name what these names do."""
    problems = {name: problem(oracle, oracle.named(name), ask(say(name))) for name in names}
    return {name: problem for name, problem in problems.items() if problem}


def test_a_current_name_follows_the_rule(oracle):
    names = oracle.drawn(oracle.of_units(KINDS, lambda unit: [unit.name]), EACH, 1)

    assert wrong(oracle, names) == {}


def test_an_inflected_name_ranks_as_the_name_itself(oracle):
    names = oracle.drawn(oracle.of_units(KINDS, lambda unit: unit.inflected), EACH, 2)

    assert wrong(oracle, names) == {}
    assert wrong(oracle, names, "до {}".format) == {}


def test_a_name_in_official_latin_follows_the_rule(oracle):
    names = oracle.drawn(oracle.of_units(SETTLEMENTS, lambda unit: [in_latin(unit.name)]), EACH, 3)

    assert wrong(oracle, names) == {}


def test_an_old_or_foreign_name_follows_the_rule(oracle):
    written = oracle.of_units(KINDS, lambda unit: filter(is_plain, unit.others))

    assert wrong(oracle, oracle.drawn(written, EACH, 4)) == {}


def test_a_name_with_what_it_lies_in_follows_the_rule(oracle):
    asked = oracle.qualified(2 * EACH, 5)

    assert {text: said for text, ranks in asked if (said := problem(oracle, ranks, resolved(text)))} == {}


@pytest.mark.parametrize(("typed", "kinds"), [("м. {}", "KM"), ("смт {}", "X"), ("село {}", "C")])
def test_a_word_for_the_kind_leaves_places_of_that_kind(oracle, typed, kinds):
    named = [unit for unit in oracle.units.values() if unit.kind in kinds]
    for unit in random.Random(5).sample(named, 30):
        same = {
            code: rank for code, rank in oracle.named(unit.name).items() if oracle.units[code].kind in kinds
        }

        assert problem(oracle, same, resolved(typed.format(unit.name))) == "", unit


def test_a_settlement_and_its_community_are_offered_side_by_side(oracle):
    """«у Буську» is the town, and «Буську громаду» is its community."""
    communities = {unit.name: unit.code for unit in oracle.units.values() if unit.kind == "H"}
    towns = [unit for unit in oracle.units.values() if f"{unit.name}а" in communities]

    assert len(towns) > 50
    for town in towns:
        answer = resolved(f"у {town.name}у")
        assert {town.code, communities[f"{town.name}а"]} <= {answer.taken, *answer.offered}, town


def test_nothing_is_taken_that_only_begins_so_or_is_similar(oracle):
    chance = random.Random(6)
    for name in chance.sample(sorted({unit.name for unit in oracle.units.values()}), EACH):
        typed = name[:-1] if chance.random() < 0.5 else name[:2] + name[3:]
        if not oracle.named(typed):
            said = resolved(typed)
            assert said.taken is None or said.exact, typed


def test_what_is_offered_is_ordered_by_rank_kind_and_population(oracle):
    """Beginnings and slips too."""
    chance = random.Random(8)
    names = chance.sample(sorted(oracle.of_units(SETTLEMENTS, lambda unit: [unit.name])), 2 * EACH)
    for name in names:
        beginning, slip = name[: chance.randint(2, len(name))], f"{name[:2]}{name[3:]}"
        for typed in (beginning, slip):
            assert in_order(oracle, typed, [place.pk for place in Place.objects.suggest(typed)]), typed


def in_order(oracle: Oracle, typed: str, found: list[str]) -> bool:
    """What the code knows besides by that name, or by one that begins so, may have either such rank."""
    answer = resolved(typed)
    exact = {answer.taken, *answer.offered} if answer.exact else set()
    begins = oracle.beginning(typed)
    least = CURRENT, (0, 0, "")
    for code in found:
        if code in exact:
            allowed = [oracle.named(typed)[code]] if code in oracle.named(typed) else [CURRENT, OTHER]
        else:
            allowed = [BEGINS] if code in begins else [BEGINS, SIMILAR]
        order = oracle.units[code].order
        following = [(rank, order) for rank in allowed if (rank, order) >= least]
        if not following:
            return False
        least = min(following)
    return True


def test_the_public_api_follows_the_rule(oracle, client):
    CenterPageFactory()
    names = oracle.drawn(oracle.of_units(KINDS, lambda unit: [unit.name, *unit.inflected]), EACH, 9)
    names += oracle.drawn(oracle.of_units(KINDS, lambda unit: filter(is_plain, unit.others)), EACH, 10)

    assert wrong(oracle, names, ask=lambda text: asked_of_api(client, text)) == {}
    for text, ranks in oracle.qualified(EACH, 11):
        assert problem(oracle, ranks, asked_of_api(client, text)) == "", text


def asked_of_api(client: Client, text: str) -> Said:
    """Those beside the place that is taken are what `places` offers; it tells ten."""
    answer = client.get("/api/v1/centers/nearest", {"q": text, "limit": 1}).json()
    if "origin" not in answer:
        problem = answer["fields"]["q"]
        assert problem["code"] == "ambiguous", (text, answer)
        return Said(None, tuple(place["code"] for place in answer["candidates"]))
    taken = answer["origin"]["place"]["code"]
    return Said(taken, tuple(place.pk for place in Place.objects.resolve(text).others))


def is_plain(name: str) -> bool:
    """Whether a name is nothing but words; others have commas and brackets, which say what a place lies in."""
    return name.replace(" ", "").isalpha()


def test_the_oracle_can_say_no(oracle):
    kyiv = "UA80000000000093317"
    ranks = oracle.named("Золочів")

    assert oracle.taken({kyiv: CURRENT}) == kyiv
    assert ranks.keys() >= {"UA46040070010068975", "UA63020050010064235"}
    assert oracle.taken(ranks) is None
    in_turn = sorted(ranks, key=lambda code: (ranks[code], oracle.units[code].order))
    assert problem(oracle, ranks, Said(None, tuple(in_turn))) == ""
    assert (
        problem(oracle, ranks, Said(None, tuple(reversed(in_turn))))
        == "not in order of rank, kind and population"
    )
    assert problem(oracle, ranks, Said(in_turn[0], tuple(in_turn[1:]))).startswith("takes")
    assert problem(oracle, ranks, Said(None, tuple(in_turn[1:]))).startswith("not offered")
    assert not in_order(oracle, "Рогат", ["UA26040270000047749", "UA26040270010067876"])

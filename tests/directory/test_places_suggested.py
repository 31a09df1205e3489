"""What is suggested while a place is typed, over the whole gazetteer."""

import random
import time

import pytest

from directory.models.places import Place
from tests.directory.place_rows import plain, population

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_gazetteer")]

ENGLISH, UKRAINIAN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхїфівапролджєячсмитьбю"


def test_suggestions_of_an_exact_name_are_ordered_by_kind_and_population(places, by_name):
    for name in random.Random(57).sample(
        sorted(name for name, codes in by_name.items() if len(codes) > 1), 60
    ):
        order = [
            (("KMXCBH").index(places[code]["kind"]), -population(places[code]), code)
            for code in by_name[name]
        ]

        suggested = [place.pk for place in Place.objects.suggest(name) if place.pk in by_name[name]]
        assert suggested
        assert suggested == [code for *_, code in sorted(order)][: len(suggested)]


def test_suggestions_of_a_beginning_are_ordered_by_kind_and_population(places, by_name):
    for prefix in ("Ужг", "Ки", "Біла Ц", "Нижні", "Рогат", "Івано"):
        begun = {code for name, codes in by_name.items() if name.startswith(plain(prefix)) for code in codes}
        order = sorted(
            begun, key=lambda code: ("KMXCBH".index(places[code]["kind"]), -population(places[code]), code)
        )
        exact = by_name[plain(prefix)]
        suggested = [place.pk for place in Place.objects.suggest(prefix) if place.pk not in exact]
        # Old and foreign names that begin so stand among the current ones, each by its kind and population.
        current = [code for code in suggested if code in begun]

        assert current == [code for code in order if code not in exact][: len(current)]


def slip(name, chance):
    place, letter = chance.randrange(len(name) - 1), chance.choice("абвгдежзийклмнопрстуфхцчшьюяії")
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    changed = [
        name[:place] + name[place + 1 :],
        name[:place] + letter + name[place:],
        name[:place] + letter + name[place + 1 :],
        swapped,
    ]
    return chance.choice(changed)


KINDS_OF_INPUT = {
    "one or two slips": lambda name, chance: slip(
        slip(name, chance) if chance.random() < 0.25 else name, chance
    ),
    "wrong layout": lambda name, chance: plain(name).translate(str.maketrans(UKRAINIAN, ENGLISH)),
    "apostrophe": lambda name, chance: name.replace("’", chance.choice("'`ʼ\"*")),
    "hyphen": lambda name, chance: name.replace("-", " ") if "-" in name else name.replace(" ", "-"),
    "case of letters": lambda name, chance: name.upper() if chance.random() < 0.5 else name.lower(),
}


@pytest.mark.parametrize("kind", KINDS_OF_INPUT)
def test_people_find_the_name_they_mean_among_the_first_five(places, kind):
    """Inputs made from the data by chance, towns as often as villages; a slip may make another name of one."""
    chance = random.Random(4)
    towns = [row["name"] for row in places.values() if row["kind"] in "KMX" and len(row["name"]) > 4]
    villages = [row["name"] for row in places.values() if row["kind"] == "C" and len(row["name"]) > 4]
    times, missed = [], []
    for number in range(200):
        name = chance.choice(towns if number % 2 else villages)
        typed = KINDS_OF_INPUT[kind](name, chance)
        started = time.perf_counter()
        suggestions = Place.objects.suggest(typed)[:5]
        times.append(time.perf_counter() - started)
        if name not in [place.name for place in suggestions]:
            missed.append((typed, name, suggestions))
    print(f"{kind}: {100 - len(missed) / 2} %, p95 {sorted(times)[190] * 1_000:.1f} ms")  # noqa: T201
    assert len(missed) <= 10, missed

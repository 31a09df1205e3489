"""How often the place that people mean is among the first five suggestions, by kind of input."""

import sys
from collections.abc import Iterator
from pathlib import Path

from directory.models import Place
from tests.bench.measuring import Row
from tests.directory.place_rows import Gazetteer
from tests.directory.recall import measure, overall, table
from tests.directory.typist import Typist
from tests.directory.ways import WAYS

SEEDS = (41, 42, 43)
EACH = 10  # inputs of a kind for each seed


def rows(folder: Path) -> Iterator[Row]:
    data = Gazetteer()
    cases = [case for seed in SEEDS for case in Typist(data, seed).cases(WAYS, EACH)]
    found = measure(cases, lambda text: [place.pk for place in Place.objects.suggest(text)])
    sys.stderr.write(table(found) + "\n")
    least = min(found.values(), key=lambda each: each.share)
    yield Row(f"recall@5 of {len(cases)} typed places", 100 * overall(found), "%", 95, at_least=True)
    yield Row(
        f"… of the kind found least, “{least.missed[0].kind if least.missed else 'any'}”",
        100 * least.share,
        "%",
        80,
        at_least=True,
    )

"""An import beside adding pages one by one, both by the CPU that they take."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from directory.importing.run import import_centers
from directory.models import CenterIndexPage, CenterPage, Place
from tests.bench.measuring import Row
from tests.bench.synthetic import fill_in, write_table

IMPORTED, ADDED = 900, 60


def rows(folder: Path) -> Iterator[Row]:
    """Leaves the directory with some 1,000 centers: the demo's and the imported ones."""
    before = _added_per_second()
    file = folder / "import.csv"
    write_table(file, IMPORTED)
    start = time.process_time()
    import_centers(file)
    imported = IMPORTED / (time.process_time() - start)
    one_by_one = (before + _added_per_second()) / 2  # a busy moment of the machine meets both
    yield Row(
        "import of centers, CPU", imported, "rows/s", 10, "add_child one by one", one_by_one, at_least=True
    )
    fill_in()


def _added_per_second() -> float:
    index = CenterIndexPage.objects.get(locale__language_code="uk")
    oblast = Place.objects.filter(kind="O").first()
    start = time.process_time()
    with transaction.atomic():
        for number in range(ADDED):
            index.add_child(
                instance=CenterPage(title=f"Центр {number}", slug=f"one-by-one-{number}", oblast=oblast)
            )
        spent = time.process_time() - start
        transaction.set_rollback(True)
    return ADDED / spent

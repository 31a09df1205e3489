"""`make bench`: what the site costs, each number beside a yardstick taken in the same run. Not a timed test.

`python -m tests.bench requests nearest` measures these parts alone; DATABASE_URL says on which database.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from tqdm import tqdm

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402  # after the settings are read
from django.core.management import call_command  # noqa: E402

from tests.bench import finding, importing, pages, recall, requests, weights  # noqa: E402
from tests.bench.measuring import Row, table  # noqa: E402

# What is imported first are the 1,000 centers that the others are measured with: it is part of every run.
FIRST = "import"
PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    FIRST: importing.rows,
    "typeahead": finding.rows_of_typeahead,
    "recall": recall.rows,
    "pages": pages.rows,
    "weights": weights.rows,
    "requests": requests.rows,
    "nearest": finding.rows_of_nearest,
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(PARTS):
        sys.exit(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    wanted = [part for name, part in PARTS.items() if not names or name in (FIRST, *names)]
    folder = Path(settings.VAR_DIR)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", verbosity=0, stdout=(folder / "demo.log").open("w"))
    rows: list[Row] = []
    for part in tqdm(wanted, desc="measuring", leave=False, disable=None):
        rows += part(folder)
    sys.stdout.write(table(rows) + "\n")
    return sum(not row.ok for row in rows) and 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make bench`: what the site costs, each number beside a yardstick taken in the same run. Not a timed test."""

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

# In the order in which the directory grows: 1,000 centers are there when pages are measured.
PARTS: tuple[Callable[[Path], Iterator[Row]], ...] = (
    importing.rows,
    finding.rows_of_typeahead,
    recall.rows,
    pages.rows,
    weights.rows,
    requests.rows,
    finding.rows_of_nearest,
)


def main() -> int:
    folder = Path(settings.VAR_DIR)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", verbosity=0, stdout=(folder / "demo.log").open("w"))
    rows: list[Row] = []
    for part in tqdm(PARTS, desc="measuring", leave=False, disable=None):
        rows += part(folder)
    sys.stdout.write(table(rows) + "\n")
    return sum(not row.ok for row in rows) and 1


if __name__ == "__main__":
    sys.exit(main())

"""Read centers from a table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from tqdm import tqdm

from directory.importing import COLUMNS, Refused, import_centers
from directory.models import CenterIndexPage, Place

MOST_PROBLEMS = 50


class Command(BaseCommand):
    help = (
        "Read centers from a CSV (UTF-8) or XLSX file. All or nothing: when a row is wrong, every wrong row is named "
        f"and none is taken. The columns are: {', '.join(COLUMNS)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the table: .csv or .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, keep nothing")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        if not Place.objects.exists():
            raise CommandError("There are no places yet: run load_places first.")
        if not CenterIndexPage.objects.exists():
            call_command("setup_site", verbosity=0)
        try:
            with translation.override("en"):  # one language for what we say and what fields say
                report = import_centers(file, dry_run=dry_run, progress=progress)
        except Refused as error:
            shown = [f"{file}, {problem}" for problem in error.problems[:MOST_PROBLEMS]]
            more = len(error.problems) - len(shown)
            tail = [f"… and {more} more"] if more else []
            raise CommandError("\n".join([*shown, *tail, "Nothing was changed."])) from error
        for sentence in report.kept:
            self.stdout.write(self.style.WARNING(sentence))
        self.stdout.write(
            self.style.SUCCESS(
                f"{report.rows} rows: {report.added} new, {report.changed} changed, {report.unchanged} as before, "
                f"{len(report.kept)} kept as edited by hand{' (dry run: nothing was kept)' if dry_run else ''}"
            )
        )


def progress(total: int, what: str) -> Callable[[int], Any]:
    bar = tqdm(
        total=total, desc=what, unit=" rows", leave=False, disable=None
    )  # None: silent without a terminal
    return bar.update

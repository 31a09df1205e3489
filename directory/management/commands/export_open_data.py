"""Write the open data into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from directory.opendata.export import export


class Command(BaseCommand):
    help = "Write the whole public directory into a folder: GeoJSON, CSV, A11yJSON, HSDS, with licence and moment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="made if it is not there; its other files stay"
        )

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            # disable=None: no bar without a terminal
            number = export(folder, lambda files: tqdm(files, unit=" files", disable=None))
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror or error}") from error
        self.stdout.write(self.style.SUCCESS(f"{folder}: {number} files"))

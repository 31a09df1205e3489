"""Load or refresh the gazetteer."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from tqdm import tqdm

from directory.gazetteer.indexing import BATCH, Progress, batches, index
from directory.management.place_files import DATA, BadRows, read_names, read_places
from directory.models.places import Place, PlaceGram, PlaceKey, PlaceName

FIELDS = (
    "kind", "name", "parent_id", "oblast_id", "raion_id", "community_id", "center_id",
    "latitude", "longitude", "own_point", "population",
)  # fmt: skip
MOST_PROBLEMS = 20


class Command(BaseCommand):
    help = (
        "Load or refresh the gazetteer: places, their names, and what is needed to find them. All or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=DATA / "places.csv.gz", help="places as CSV or CSV.GZ"
        )

    @transaction.atomic
    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            places, names = read_places(file), read_names()
        except BadRows as error:
            shown = [f"{file}, {problem}" for problem in error.problems[:MOST_PROBLEMS]]
            more = len(error.problems) - len(shown)
            raise CommandError("\n".join([*shown, f"… and {more} more"] if more else shown)) from error
        changed = self._write(places)
        spellings, respelt = index(names, progress("spellings"))
        if changed or respelt:
            self._tell_the_planner()
        if changed:
            self._recompute_centers(changed)
        kept = Place.objects.count() - len(places)
        note = f"; {kept} other places are not in the file and were kept" if kept else ""
        self.stdout.write(
            self.style.SUCCESS(
                f"{len(places)} places: {len(changed)} new or changed{note}; "
                f"{spellings} spellings: {respelt} new, changed or removed"
            )
        )

    def _write(self, places: dict[str, dict[str, Any]]) -> set[str]:
        """Write the places that differ from what is there; their codes."""
        there = {code: values for code, *values in Place.objects.values_list("code", *FIELDS)}
        differing = [
            Place(code=code, **row)
            for code, row in places.items()
            if there.get(code) != [row[name] for name in FIELDS]
        ]
        for batch in progress("places")(batches(differing)):
            Place.objects.bulk_create(
                batch, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS
            )
        return {place.code for place in differing}

    def _tell_the_planner(self) -> None:
        """Without statistics PostgreSQL reads whole tables until it comes round to them by itself."""
        with connection.cursor() as cursor:
            for model in (Place, PlaceKey, PlaceName, PlaceGram):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")

    def _recompute_centers(self, changed: set[str]) -> None:
        """What the public knows of a center's position hangs on places, and it says their names."""
        from directory.models import CenterPage
        from directory.models.noticing import places_renamed

        CenterPage.objects.rederive()
        places_renamed(changed)


def progress(what: str) -> Progress:
    return partial(tqdm, desc=what, unit=" thousands", unit_scale=BATCH // 1_000, leave=False, disable=None)

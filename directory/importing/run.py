"""An import from the first line to the last."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from directory.editors import assign_centers
from directory.importing.facts import Facts
from directory.importing.report import Report
from directory.importing.rows import CheckedRow, check
from directory.importing.table import read
from directory.importing.writing import BATCH, Writer
from directory.models import CenterPage
from portal.models import source_locale

# Takes how many rows there are and what is done to them, and gives a function that is told of each some done.
Progress = Callable[[int, str], Callable[[int], Any]]


def _silent(total: int, what: str) -> Callable[[int], Any]:
    return lambda done: None


@transaction.atomic
def import_centers(file: Path, *, dry_run: bool = False, progress: Progress = _silent) -> Report:
    """Write the centers of a table; Refused, and nothing is written, when anything in it is wrong.

    A center is known by its key. What hands have changed since its last import is left as it is and reported. A dry
    run does all of it, and takes it back.
    """
    rows = read(file)
    done = progress(len(rows), "checked")
    checked = []
    for row in check(rows):
        checked.append(row)
        done(1)
    report = _write(checked, progress(len(checked), "written"))
    if report.added:
        assign_centers(
            CenterPage.objects.filter(import_key__in=[row.key for row in checked], locale=source_locale())
        )
    if dry_run:
        transaction.set_rollback(True)
    return report


def _write(rows: Sequence[CheckedRow], done: Callable[[int], Any]) -> Report:
    report, known = Report(rows=len(rows)), _known(row.key for row in rows)
    writer = Writer(rows)
    new = []
    for row in rows:
        center = known.get(row.key)
        if center is None:
            new.append(row)
            continue
        done(1)
        if why := _changed_by_hand(center):
            report.kept.append(f"line {row.line}: “{center.title}” {why}; kept as it is")
        elif row.facts.digest == center.import_digest:
            report.unchanged += 1
        else:
            writer.change(center, row.facts)
            report.changed += 1
    for added in writer.add(new):
        report.added += added
        done(added)
    return report


def _changed_by_hand(center: CenterPage) -> str:
    if center.has_unpublished_changes:
        return "has changes that are not published yet"
    if not center.live:
        return "was taken off the site"
    return "was edited by hand" if Facts.stored(center).digest != center.import_digest else ""


def _known(keys: Iterable[str]) -> dict[str, CenterPage]:
    """The centers with these keys, by key."""
    wanted = list(keys)
    found: dict[str, CenterPage] = {}
    for start in range(0, len(wanted), BATCH):
        centers = CenterPage.objects.filter(
            import_key__in=wanted[start : start + BATCH], locale=source_locale()
        )
        lists = centers.prefetch_related("communities__place", "origin_communities__place", "offers__service")
        found.update((center.import_key, center) for center in lists)
    return found

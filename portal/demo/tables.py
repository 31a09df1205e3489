"""Holidays and telephone lines, as the files of this folder list them."""

import csv
from pathlib import Path

from directory.models import Holiday, Hotline

FOLDER = Path(__file__).resolve().parent


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_holidays() -> int:
    there = {str(day) for day in Holiday.objects.values_list("day", flat=True)}
    missing = [Holiday(**row) for row in rows("holidays.csv") if row["day"] not in there]
    return len(Holiday.objects.bulk_create(missing))


def add_hotlines() -> int:
    """None of them was called to check it, so that none says when it was."""
    there = set(Hotline.objects.values_list("number", flat=True))
    missing = [
        Hotline(**row | {"emergency": row["emergency"] == "yes", "sort_order": order * 10})
        for order, row in enumerate(rows("hotlines.csv"))
        if row["number"] not in there
    ]
    for line in missing:
        line.save()
    return len(missing)

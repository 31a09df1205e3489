"""Holidays, telephone lines and published figures, as the files of this folder list them."""

import csv
from datetime import date
from pathlib import Path

from directory.models import Holiday, Hotline, Place, PublishedFigure

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


def add_figures() -> int:
    """Each known by its number, day and source: the ministry may change the words."""
    there = set(PublishedFigure.objects.values_list("number", "as_of", "source_url"))
    places = Place.objects.filter(kind__in=("O", "K")).values_list("pk", flat=True)
    oblasts = {code[:4]: code for code in places}
    figures = [
        PublishedFigure(
            number=int(row["number"]),
            more_than=row["more_than"] == "yes",
            what=row["what"],
            what_en=row["what_en"],
            oblast_id=oblasts.get(row["oblast"]),
            as_of=date.fromisoformat(row["as_of"]),
            only_year=row["only_year"] == "yes",
            source_url=row["source_url"],
        )
        for row in rows("figures.csv")
    ]
    missing = [one for one in figures if (one.number, one.as_of, one.source_url) not in there]
    return len(PublishedFigure.objects.bulk_create(missing))

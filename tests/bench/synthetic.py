"""Realistic centers that do not exist, for benchmarks and tests; never for the demo.

As real ones are: in settlements by how many people live there, half of them at an address, hours of a dozen kinds or
none, accessibility mostly unknown.
"""

import csv
import random
from collections import Counter
from datetime import date
from pathlib import Path

from directory import access
from directory.importing.run import import_centers
from directory.models import CenterPage, Place

COLUMNS = (
    "name", "oblast", "raion", "hromada", "settlement", "relocated_from", "street_address", "latitude", "longitude",
    "phone", "email", "website", "opening_hours", "provider", "services", "accessibility", "status", "source_url",
    "source_date",
)  # fmt: skip
HOURS = (
    "", "", "Mo-Fr 09:00-18:00", "Mo-Fr 08:00-17:00", "Mo-Th 08:00-17:15; Fr 08:00-16:00",
    "Mo-Fr 09:00-13:00,14:00-18:00", "Mo-Sa 09:00-19:00", "Tu-Su 10:00-18:00", "Mo,We,Fr 10:00-16:00", "24/7",
    "Mo-Fr 09:00-18:00; Sa 10:00-15:00", "Th-Sa 20:00-02:00",
)  # fmt: skip
SERVICES = (
    "юридичні консультації",
    "заняття для дітей",
    "групи підтримки",
    "співпраця з центром зайнятості",
    "арттерапія",
)
STATUSES = ("open",) * 17 + ("planned", "planned", "suspended")
ANSWERS = ("yes", "yes", "no", "na")


def write_table(file: Path, count: int, *, seed: int = 1) -> None:
    """A table for `import_centers` with `count` centers; the gazetteer must be loaded."""
    chance = random.Random(seed)
    towns = _towns()
    chosen = chance.choices(towns, weights=[town.population or 1_000 for town in towns], k=count)
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS)
        table.writeheader()
        for number, town in enumerate(chosen, 1):
            table.writerow(_row(chance, number, town))


def _towns() -> list[Place]:
    """Settlements that their names and their communities' names tell apart within the oblast, as a good table does."""
    places = Place.objects.filter(kind__in="MXC", own_point=True, community__isnull=False)
    towns = list(places.select_related("oblast", "raion", "community"))
    names = Counter(Place.objects.filter(kind__in="MXC").values_list("oblast_id", "name"))
    homes = Counter(Place.objects.filter(kind="H").values_list("oblast_id", "name"))
    return [
        town
        for town in towns
        if names[town.oblast_id, town.name] == 1 == homes[town.oblast_id, town.community.name]
    ]


def _row(chance: random.Random, number: int, town: Place) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    row |= {
        "name": f"Центр життєстійкості № {number}, {town.name}",
        "oblast": town.oblast.name,
        "raion": town.raion.name,
        "hromada": town.community.name,
        "settlement": town.name,
        "status": chance.choice(STATUSES),
        "opening_hours": chance.choice(HOURS),
        "services": "; ".join(chance.sample(SERVICES, chance.randint(0, 3))),
        "source_url": "https://example.org/centers",
    }
    if chance.random() < 0.5:
        row["street_address"] = f"вул. Вигадана, {chance.randint(1, 150)}"
        row["latitude"] = round(min(52.9, town.latitude + chance.gauss(0, 0.02)), 5)
        row["longitude"] = round(min(40.9, max(22.1, town.longitude + chance.gauss(0, 0.03))), 5)
        row["phone"] = f"+38067{chance.randint(1_000_000, 9_999_999)}"
    return row


def fill_in(*, seed: int = 1) -> None:
    """What a table does not bring: accessibility, confirmed lists, and services beside the imported ones."""
    chance = random.Random(seed)
    centers = list(CenterPage.objects.all())
    for center in centers:
        codes = chance.sample(list(access.FEATURES), chance.choice((0, 0, 5, 20, 68)))
        answers = {code: chance.choice(ANSWERS) for code in codes}
        center.access = {
            code: {"answer": "no" if answer == "na" and not access.FEATURES[code].na_allowed else answer}
            for code, answer in answers.items()
        }
        center.services_verified_on = chance.choice((None, date(2026, 10, 1)))
    CenterPage.objects.bulk_update(centers, ["access", "services_verified_on"], batch_size=500)
    CenterPage.objects.rederive()


def populate(folder: Path, count: int) -> None:
    """Make the directory hold `count` centers more."""
    file = folder / f"{count}.csv"
    write_table(file, count)
    import_centers(file)
    fill_in()

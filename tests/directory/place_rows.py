"""Rows of the gazetteer as its files hold them, read without the code that loads them."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from functools import cached_property
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "directory" / "data" / "places"
UNKNOWN_POPULATION = 1_000  # as the rules count it
DRAWN_AS = 300  # the same for drawing: most villages whose population is not recorded are small


def plain(name: str) -> str:
    return re.sub(r"[\s-]+", " ", re.sub("[’'ʼ]", "", name.lower())).replace("ґ", "г").replace("ё", "е")


class Gazetteer:
    """The files of the data, and the settlements in them."""

    def __init__(self) -> None:
        self.rows = {row["code"]: row for row in read("places.csv.gz")}
        self.settlements = [row for row in self.rows.values() if row["kind"] in "KMXC"]
        self.weights = [int(row["population"] or DRAWN_AS) for row in self.settlements]

    @cached_property
    def namesakes(self) -> dict[str, list[str]]:
        """The codes of all units by plain name, the most populous first."""
        found = defaultdict(list)
        for row in self.settlements:
            found[plain(row["name"])].append(row["code"])
        return {name: sorted(codes, key=self.people, reverse=True) for name, codes in found.items()}

    @cached_property
    def other_names(self) -> dict[str, dict[str, list[str]]]:
        """By type («russian», «old», «latin») and code; old names are those that the register itself changed."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in read("names.csv.gz"):
            if row["type"] != "old" and self.rows[row["code"]]["kind"] in "KMXC":
                found[row["type"]][row["code"]].append(row["name"])
        for row in read("renames.csv"):
            there = self.rows.get(row["code"])
            if there and there["kind"] in "KMXC" and plain(row["old_name"]) != plain(there["name"]):
                found["old"][row["code"]].append(row["old_name"])
        return found

    @cached_property
    def formerly(self) -> dict[str, set[str]]:
        """The codes of the places that had each plain name."""
        found = defaultdict(set)
        for code, names in self.other_names["old"].items():
            for name in names:
                found[plain(name)].add(code)
        return found

    def people(self, code: str) -> int:
        return int(self.rows[code]["population"] or UNKNOWN_POPULATION)

    def above(self, code: str, kind: str) -> dict[str, str] | None:
        row = self.rows[code]
        while row["parent"]:
            row = self.rows[row["parent"]]
            if row["kind"] == kind:
                return row
        return None

    def is_meant_bare(self, code: str) -> bool:
        """Whether the name alone means this place: no other has it, or only less populous ones."""
        first, *rest = self.namesakes[plain(self.rows[code]["name"])]
        return first == code and (not rest or self.people(code) > self.people(rest[0]))

    def unit_that_tells(self, code: str) -> dict[str, str] | None:
        """The widest unit that has no other place of this name."""
        namesakes = self.namesakes[plain(self.rows[code]["name"])]
        for kind in "OPH":
            unit = self.above(code, kind)
            if unit and sum(self.above(other, kind) is unit for other in namesakes) == 1:
                return unit
        return None


def read(name: str) -> list[dict[str, str]]:
    """The rows of a file of the data, packed or not."""
    opened = gzip.open if name.endswith(".gz") else open
    with opened(DATA / name, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def population(row: dict[str, str]) -> int:
    return int(row["population"] or UNKNOWN_POPULATION)

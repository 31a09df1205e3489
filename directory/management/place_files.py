"""The files of the gazetteer, read and checked."""

import csv
import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

DATA = Path(__file__).resolve().parent.parent / "data" / "places"

COLUMNS = frozenset({"code", "parent", "kind", "name", "lat", "lon", "position", "population", "center"})
CODE = re.compile(r"UA\d{17}")
# The kinds that may stand directly above each; Прип’ять and Чорнобиль are in no community.
ABOVE: dict[str, set[str | None]] = {
    "O": {None}, "K": {None}, "P": {"O"}, "H": {"P"},
    "M": {"H", "O"}, "X": {"H", "O"}, "C": {"H", "O"}, "B": {"M", "K"},
}  # fmt: skip
TYPES = frozenset({"old", "russian", "latin", "other"})


class BadRows(Exception):
    """The file is not what it should be; `problems` name the lines."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_places(file: Path) -> dict[str, dict[str, Any]]:
    """The fields of every place by its code, units above before those below; BadRows with every bad line."""
    problems: list[str] = []
    lines: dict[str, int] = {}
    rows: dict[str, dict[str, str]] = {}
    for line, row in _rows(file, COLUMNS):
        if problem := _problem(row, rows):
            problems.append(f"line {line}: {problem}")
        else:
            rows[row["code"]], lines[row["code"]] = row, line
    for code, row in rows.items():
        above = rows.get(row["parent"], {"kind": row["parent"] and "unknown"})["kind"] or None
        if above not in ABOVE[row["kind"]]:
            problems.append(f"line {lines[code]}: {row['parent'] or 'nothing'} cannot be above {code}")
        if row["center"] and row["center"] not in rows:
            problems.append(f"line {lines[code]}: the center {row['center']} is not in the file")
    if not rows and not problems:
        problems.append("no rows")
    if problems:
        raise BadRows(problems)
    return {code: _fields(code, rows) for code in sorted(rows, key=lambda code: len(_chain(code, rows)))}


def read_names() -> list[tuple[str, str, str]]:
    """Other names of places as (code, name, type); from the project's own files."""
    named = _rows(DATA / "names.csv.gz", frozenset({"code", "name", "type"}))
    renamed = _rows(DATA / "renames.csv", frozenset({"code", "old_name"}))
    names = [(row["code"], row["name"], row["type"]) for _, row in named if row["type"] in TYPES]
    return names + [(row["code"], row["old_name"], "old") for _, row in renamed]


def _rows(file: Path, columns: frozenset[str]) -> Iterator[tuple[int, dict[str, str]]]:
    opener: Callable[..., TextIO] = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="", strict=True)
            if missing := columns - set(reader.fieldnames or ()):
                raise BadRows([f"line 1: no column {', '.join(sorted(missing))}"])
            for row in reader:
                yield reader.line_num, {name: (row[name] or "").strip() for name in columns}
    except (OSError, EOFError, UnicodeError, csv.Error) as error:
        raise BadRows([f"not a CSV file that can be read: {error}"]) from error


def _problem(row: dict[str, str], before: dict[str, Any]) -> str | None:
    if not CODE.fullmatch(row["code"]):
        return f"“{row['code']}” is no code"
    if row["code"] in before:
        return f"{row['code']} is there already"
    if row["kind"] not in ABOVE:
        return f"“{row['kind']}” is no kind"
    if not 0 < len(row["name"]) <= 100:
        return "the name is empty or too long"
    if row["population"] and not (row["population"].isdecimal() and len(row["population"]) < 9):
        return f"“{row['population']}” is no population"
    if bool(row["lat"]) != bool(row["lon"]):
        return "half a point"
    if row["lat"] and not (_between(row["lat"], 44, 53) and _between(row["lon"], 22, 41)):
        return f"{row['lat']}, {row['lon']} is not in Ukraine"
    return None


def _between(text: str, least: float, most: float) -> bool:
    try:
        return least <= float(text) <= most
    except ValueError:
        return False


def _chain(code: str, rows: dict[str, dict[str, str]]) -> list[str]:
    """The unit and those above it, up to the region."""
    chain = [code]
    while parent := rows[chain[-1]]["parent"]:
        chain.append(parent)
    return chain


def _fields(code: str, rows: dict[str, dict[str, str]]) -> dict[str, Any]:
    row = rows[code]
    above = {rows[unit]["kind"]: unit for unit in _chain(code, rows)}
    region, city = above.get("O") or above.get("K"), above.get("M") or above.get("K")
    located = rows[city] if row["kind"] == "B" and city else row  # a city district stands at its city's point
    return {
        "kind": row["kind"],
        "name": row["name"],
        "parent_id": row["parent"] or None,
        "oblast_id": region,
        "raion_id": above.get("P"),
        "community_id": above.get("H"),
        "center_id": row["center"] or None,
        "latitude": float(located["lat"]) if located["lat"] else None,
        "longitude": float(located["lon"]) if located["lon"] else None,
        "own_point": row["position"] == "own" and row["kind"] != "B",
        "population": int(row["population"]) if row["population"] else None,
    }

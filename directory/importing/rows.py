"""One row of a table, checked by the rules of the page it becomes."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from directory import hours
from directory.importing.facts import Facts, key_of
from directory.importing.resolving import Resolver, Unresolved
from directory.importing.table import Refused, Row
from directory.models import CenterPage, Place, Service
from directory.place_names import fold

# The column of a field, where their names differ.
COLUMN_OF = {
    "title": "name", "street": "street_address", "phones": "phone", "emails": "email", "services_remark": "services",
    "access_remark": "accessibility",
}  # fmt: skip
CHECKED = (
    "title", "status", "street", "latitude", "longitude", "phones", "emails", "website", "provider", "services_remark",
    "access_remark", "source_url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What a row says, and the key of the center that it speaks of."""

    line: int
    key: str
    facts: Facts
    owners: tuple[Place, ...]  # the communities whose center it is


def check(rows: list[Row]) -> Iterator[CheckedRow]:
    """The rows one by one, each checked; at the end Refused with every problem of every row."""
    resolver, phrases = Resolver(rows), _phrases()
    problems: list[str] = []
    first_lines: dict[str, int] = {}
    for row in rows:
        try:
            checked = _checked(row, resolver, phrases)
        except Refused as error:
            problems += [f"line {row.line}, {problem}" for problem in error.problems]
            continue
        first = first_lines.setdefault(checked.key, row.line)
        if first != row.line:
            problems.append(f"line {row.line}, name: the same center as in line {first}")
        yield checked
    if problems:
        raise Refused(problems)


def _checked(row: Row, resolver: Resolver, phrases: dict[str, list[str]]) -> CheckedRow:
    cells, problems = row.cells, []
    known, rest = read_services(cells["services"], phrases)
    fields: dict[str, Any] = {
        "title": cells["name"],
        "status": cells["status"].lower(),
        "street": cells["street_address"],
        "phones": _pieces(cells["phone"]),
        "emails": _pieces(cells["email"]),
        "website": cells["website"],
        "provider": cells["provider"],
        "services_remark": rest,
        "services_verified_on": None,
        "access_remark": cells["accessibility"],
        "source_url": cells["source_url"],
    }
    for name, read in (
        ("latitude", _degrees),
        ("longitude", _degrees),
        ("opening_hours", _hours),
        ("source_date", _day),
    ):
        try:
            fields[name] = read(cells[name])
        except ValueError as error:
            fields[name] = None
            problems.append(f"{name}: {error}")
    if bool(cells["latitude"]) != bool(cells["longitude"]):
        problems.append("latitude, longitude: give both or neither")
    problems += _refusals(fields)
    try:
        where = resolver.where(row)
    except Unresolved as error:
        raise Refused([*problems, str(error)]) from error
    if problems:
        raise Refused(problems)
    fields |= {
        "oblast_id": where.oblast.pk,
        "settlement_id": where.settlement.pk if where.settlement else None,
    }
    owners = where.origins or where.communities
    facts = Facts(
        fields=fields,
        communities=tuple(place.pk for place in where.communities),
        origins=tuple(place.pk for place in where.origins),
        services=tuple(sorted(known)),
    )
    return CheckedRow(row.line, key_of(where.oblast, owners, cells["name"]), facts, owners)


def _refusals(fields: dict[str, Any]) -> list[str]:
    """What the page's own fields would not take; tidies in place what they take, such as telephones."""
    problems = []
    for name in CHECKED:
        field, value = CenterPage._meta.get_field(name), fields[name]
        if field.blank and value in field.empty_values:
            continue
        try:
            fields[name] = field.clean(value, None)
        except ValidationError as error:
            problems += [f"{COLUMN_OF.get(name, name)}: {message}" for message in error.messages]
    return problems


def read_services(text: str, phrases: dict[str, list[str]]) -> tuple[set[str], str]:
    """The services that are called by a known phrase, and all other phrases word for word."""
    known: set[str] = set()
    rest = []
    for phrase in _pieces(text):
        slugs = phrases.get(fold(phrase))
        known.update(slugs or ())
        if not slugs:
            rest.append(phrase)
    return known, "; ".join(rest)


def _phrases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for slug, name, phrases in Service.objects.values_list("slug", "name", "phrases"):
        for phrase in {fold(name), *map(fold, phrases.splitlines())} - {""}:
            found[phrase].append(slug)
    return dict(found)


def _pieces(text: str) -> list[str]:
    return [piece for part in text.split(";") if (piece := part.strip())]


def _degrees(text: str) -> float | None:
    try:
        degrees = float(text) if text else None
    except ValueError:
        degrees = math.nan
    if degrees is not None and not math.isfinite(degrees):
        raise ValueError(f"“{text}” is no number of degrees, such as 49.8397")
    return degrees


def _hours(text: str) -> str:
    return hours.check(text) if text else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError(f"“{text}” is no day, such as 2026-02-19") from error

"""The questions that every letter typed asks of the gazetteer, in SQL: Django would take longer to write them than the
database to answer. Each is one query; nothing is asked for an empty list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

UNITS = ("parent", "community", "raion", "oblast")


def where_in(model: str, columns: str, column: str, values: Collection[Any]) -> list[tuple[Any, ...]]:
    """These columns of the rows of a model of this app whose `column` is one of the values."""
    if not values:
        return []
    marks = ", ".join(["%s"] * len(values))
    return select(f"SELECT {columns} FROM {_table(model)} WHERE {column} IN ({marks})", [*values])  # noqa: S608  # names of ours


@dataclass(frozen=True, slots=True)
class Range:
    """Keys from `first` up to `last`, of places of some weights, that lie in every one of `within`."""

    first: str
    last: str
    lightest: int
    heaviest: int
    within: tuple[frozenset[str], ...] = ()

    def condition(self) -> tuple[str, list[Any]]:
        """In SQL, with its values. Where a place lies is looked at row by row, so that every database begins with
        the key."""
        sql, values = "key >= %s AND key < %s AND weight BETWEEN %s AND %s", [*self._ends()]
        for codes in self.within:
            marks = ", ".join(["%s"] * len(codes))
            anywhere = " OR ".join(f"above.{unit}_id IN ({marks})" for unit in UNITS)
            sql += (
                f" AND EXISTS (SELECT 1 FROM {_table('Place')} above "  # noqa: S608  # names of ours
                f"WHERE above.code = place_id AND ({anywhere}))"
            )
            values += [*codes] * len(UNITS)
        return sql, values

    def _ends(self) -> tuple[Any, ...]:
        return self.first, self.last, self.lightest, self.heaviest


def beginning(ranges: Collection[Range], limit: int) -> list[tuple[int, str]]:
    """(weight, code) of the first `limit` places that have a key in one of the ranges, by kind and population."""
    if not ranges:
        return []
    conditions = [each.condition() for each in ranges]
    one = f"SELECT DISTINCT weight, place_id FROM {_table('PlaceKey')} WHERE "  # noqa: S608  # names of ours
    # A union, for an OR makes SQLite walk the whole table.
    sql = " UNION ".join(one + condition for condition, _ in conditions) + " ORDER BY 1, 2 LIMIT %s"
    rows = select(sql, [*(value for _, values in conditions for value in values), limit])
    return [(weight, code) for weight, code in rows]


def select(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _table(model: str) -> str:
    return connection.ops.quote_name(apps.get_model("directory", model)._meta.db_table)

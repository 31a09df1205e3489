"""The questions that every letter typed asks of the gazetteer, in SQL: Django would take longer to write them than the
database to answer. Each is one query; nothing is asked for an empty list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection


def where_in(model: str, columns: str, column: str, values: Collection[Any]) -> list[tuple[Any, ...]]:
    """These columns of the rows of a model of this app whose `column` is one of the values."""
    if not values:
        return []
    marks = ", ".join(["%s"] * len(values))
    return select(f"SELECT {columns} FROM {_table(model)} WHERE {column} IN ({marks})", [*values])  # noqa: S608  # names of ours


def beginning(ranges: Collection[tuple[str, str, int, int]], limit: int) -> list[str]:
    """The codes of the first `limit` places with a key in one of the ranges: key from and to, weight from and to."""
    if not ranges:
        return []
    one = (
        f"SELECT DISTINCT place_id, weight FROM {_table('PlaceKey')} "  # noqa: S608  # as above
        "WHERE key >= %s AND key < %s AND weight BETWEEN %s AND %s"
    )
    # A union, for an OR makes SQLite walk the whole table. A place has two weights at most: its name's and others'.
    sql = " UNION ".join([one] * len(ranges)) + " ORDER BY 2, 1 LIMIT %s"
    rows = select(sql, [*(value for each in ranges for value in each), 2 * limit])
    return list(dict.fromkeys(code for code, _ in rows))[:limit]


def select(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _table(model: str) -> str:
    return connection.ops.quote_name(apps.get_model("directory", model)._meta.db_table)

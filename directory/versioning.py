"""The triggers that give the directory a new version; put in place after each `migrate`, anew.

Triggers see every change: of the admin, of imports, of updates in bulk, of other programs. They are no migration,
because SQLite drops them whenever a later migration of any app remakes the table.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import Page, PageViewRestriction

from directory.models import (
    CaseWorker,
    CenterCommunity,
    CenterPage,
    MobileStop,
    Need,
    OriginCommunity,
    Place,
    Service,
    TargetGroup,
)
from directory.models.version import DirectoryVersion
from portal.models import PortalSettings

# Whose changes count, and of which columns; none: of all.
WATCHED: dict[Any, tuple[str, ...]] = {
    CenterPage: (),
    Page: ("live", "path", "slug", "title", "locale_id"),
    PageViewRestriction: (),
    CaseWorker: (),
    get_user_model(): ("is_active",),
    Service: (),
    # What pages keep by the same version (`search.kept`).
    TargetGroup: (),
    Need: (),
    PortalSettings: ("reach_km",),
    Place: ("name", "hide_centers"),
    CenterCommunity: (),
    OriginCommunity: (),
    MobileStop: (),
}


def keep_version(using: str, **kwargs: Any) -> None:
    """For `post_migrate`. Does nothing while a table is missing."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {model._meta.db_table for model in (*WATCHED, DirectoryVersion)} <= tables:
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    version = connection.ops.quote_name(DirectoryVersion._meta.db_table)
    postgresql = connection.vendor == "postgresql"
    token = "gen_random_uuid()::text" if postgresql else "hex(randomblob(16))"
    renew = f"UPDATE {version} SET token = {token};"  # noqa: S608 - names of our own tables
    statements = [
        f"INSERT INTO {version} (id, token) SELECT 1, {token} WHERE NOT EXISTS (SELECT 1 FROM {version})",  # noqa: S608
        renew,
    ]
    if postgresql:
        statements.append(
            "CREATE OR REPLACE FUNCTION directory_changed() RETURNS trigger AS "
            f"$$ BEGIN {renew} RETURN NULL; END $$ LANGUAGE plpgsql"
        )
    for model, columns in WATCHED.items():
        name = model._meta.db_table
        table = connection.ops.quote_name(name)
        of = f" OF {', '.join(map(connection.ops.quote_name, columns))}" if columns else ""
        for event in ("INSERT", f"UPDATE{of}", "DELETE"):
            trigger = connection.ops.quote_name(f"directory_changed_{name}_{event.split()[0].lower()}")
            if postgresql:
                statements += [
                    f"DROP TRIGGER IF EXISTS {trigger} ON {table}",
                    # Before the statement: whoever changes takes the version first and a row after, so nobody waits
                    # for each other in a circle.
                    f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} EXECUTE FUNCTION directory_changed()",
                ]
            else:
                statements += [
                    f"DROP TRIGGER IF EXISTS {trigger}",
                    f"CREATE TRIGGER {trigger} AFTER {event} ON {table} BEGIN {renew} END",
                ]
    return statements


def version() -> str | None:
    """The token as it is now; None where the row is missing. One query, without what a model costs."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f'SELECT token FROM "{DirectoryVersion._meta.db_table}"')  # noqa: S608 - our own name
        row = cursor.fetchone()
    return row[0] if row else None

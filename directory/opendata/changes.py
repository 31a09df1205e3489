"""`changes`: what changed since a moment, so that a copy of the directory can follow it.

Ordered by (moment, slug), and a page ends at such a pair: rows that share a moment are neither lost nor repeated
between pages. Where the public finds no center any more the row says `deleted`; nothing else of it is told.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory import hours
from directory.models import CenterPage, Departure
from portal.parameters import Problem

ON_A_PAGE = 500
LONGEST_SINCE = 300  # characters: a moment and a slug
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)  # nothing changed outside


class Change(TypedDict):
    slug: str
    changed_at: Annotated[
        str, Field(json_schema_extra={"format": "date-time"}, description="To the microsecond.")
    ]
    deleted: Annotated[
        bool,
        Field(description="True: nothing is at this slug any more. False: read it again at centers/{slug}."),
    ]


class Changes(TypedDict):
    results: list[Change]
    next: Annotated[str | None, Field(description="The “since” of what follows; null: that was all.")]


@dataclass(frozen=True, slots=True, order=True)
class Since:
    """Everything from the moment on; with a slug, only what comes after that pair."""

    moment: datetime
    slug: str = ""

    def __str__(self) -> str:
        moment = self.moment.astimezone(UTC).replace(tzinfo=None)
        return f"{moment.isoformat(timespec='microseconds')}Z" + (f"~{self.slug}" if self.slug else "")


def read_since(text: str) -> Since | Problem:
    """A moment in ISO 8601 (Kyiv time without an offset), or what `next` said."""
    text, _tilde, slug = text.strip().partition("~")
    try:
        moment = hours.kyiv(datetime.fromisoformat(text.strip()))
    except ValueError:
        return Problem("invalid_value", _("Write a moment, such as 2026-12-24T15:00, or what “next” said."))
    return Since(min(max(moment.astimezone(UTC) if moment.year > 1 else _FIRST, _FIRST), _LAST), slug)


def changes_since(since: Since) -> Changes:
    """Two queries, of compact rows; sorted here, by code point, because databases do not agree about slugs."""
    listed = CenterPage.objects.listed()
    gone = Departure.objects.filter(changed_at__gte=since.moment).exclude(slug__in=listed.values("slug"))
    there = listed.order_by().filter(changed_at__gte=since.moment)
    rows = [(Since(*row), False) for row in there.values_list("changed_at", "slug")]
    rows += [(Since(*row), True) for row in gone.values_list("changed_at", "slug")]
    rows = sorted(row for row in rows if row[0] > since)
    page = rows[:ON_A_PAGE]
    return {
        "results": [
            {"slug": at.slug, "changed_at": hours.kyiv(at.moment).isoformat(), "deleted": deleted}
            for at, deleted in page
        ],
        "next": str(page[-1][0]) if len(rows) > len(page) else None,
    }

"""The public pages of events and their calendar files."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from directory.models import Event
from portal import menu, sitemap

LIST, ONE = "directory:events", "directory:event"


def put_into_site() -> None:
    """Into the menus while there is an event to come, and into the sitemap. Called once."""
    menu.WHILE_ANY[LIST] = _any_coming
    sitemap.SOURCES.append(_addresses)


def _any_coming() -> QuerySet[Any]:
    return Event.objects.filter(pk__in=Event.objects.coming(timezone.now()).order_by().values("pk")[:1])


def _addresses() -> Iterator[tuple[str, list[Any], datetime | None]]:
    coming = list(Event.objects.coming(timezone.now()).order_by("pk").values_list("pk", "changed_at"))
    if coming:
        yield LIST, [], None
    for pk, changed in coming:
        yield ONE, [pk], changed

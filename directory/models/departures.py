"""Centers that are no longer there: under which slug, and since when."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils import timezone


class DepartureQuerySet(models.QuerySet["Departure"]):
    def note(self, slugs: Iterable[str]) -> None:
        """From this moment on the public finds no center under these slugs."""
        now = timezone.now()
        Departure.objects.bulk_create(
            [Departure(slug=slug, changed_at=now) for slug in sorted(set(slugs))],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["changed_at"],
        )


class Departure(models.Model):
    """A slug under which the public saw a center once: it was deleted, withdrawn, made private or got another slug.

    Whoever keeps a copy of the directory is told so by it. Nothing but the slug is remembered. When a center is
    published under that slug again the row means nothing.
    """

    slug = models.CharField(max_length=255, unique=True)
    changed_at = models.DateTimeField(db_index=True)

    objects = DepartureQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug

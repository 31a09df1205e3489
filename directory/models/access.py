"""What stands beside the accessibility information of a center: photos, and what was found out when, for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory import access
from portal.models import PortalImage

OUTDOORS = frozenset({"street", "entrance"})


class AccessPhoto(Orderable):
    """How it looks where getting in is decided. The picture brings the text that is read in its place."""

    class Spot(models.TextChoices):
        STREET = "street", _("the street and the way to the door")
        ENTRANCE = "entrance", _("the entrance and its door")
        INSIDE = "inside", _("inside: corridors and rooms")
        TOILET = "toilet", _("the toilet")

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="access_photos")
    spot = models.CharField(_("what it shows"), max_length=10, choices=Spot)
    item = models.CharField(
        _("of which item"),
        max_length=40,
        blank=True,
        choices=[(code, feature.name) for code, feature in access.FEATURES.items()],
    )
    image = models.ForeignKey(
        PortalImage, verbose_name=_("photo"), on_delete=models.CASCADE, related_name="+"
    )
    taken_on = models.DateField(pgettext_lazy("photo", "taken on"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("photo of accessibility")

    def __str__(self) -> str:
        return self.get_spot_display()

    def clean(self) -> None:
        super().clean()
        if self.taken_on and self.taken_on > timezone.localdate():
            raise ValidationError({"taken_on": _("This day is still to come.")})

    @property
    def is_outdoors(self) -> bool:
        """Whether somebody could recognise the place by it."""
        return self.spot in OUTDOORS or self.item in access.OUTDOORS


class AccessAssessment(models.Model):
    """One assessment as it was published: who found out what, on which day. Rows are added and stay as they are."""

    center = models.ForeignKey(
        "directory.CenterPage", on_delete=models.CASCADE, related_name="assessments", editable=False
    )
    on = models.DateField()
    by = models.CharField(max_length=access.LONGEST_ASSESSOR, blank=True)  # as entered; no account of ours
    changes = models.JSONField()  # item code → [answer before, answer since]
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.by}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An assessment is history: add another one.")
        super().save(*args, **kwargs)


def record_assessments(
    center_id: int, recorded: Mapping[str, Mapping[str, Any]], answers: Mapping[str, str]
) -> None:
    """Add what was published of a center and differs from what its history says so far: one query when nothing does.

    `recorded` are its items as they are kept, `answers` the known ones of them.
    """
    known: dict[str, str] = {}
    past = AccessAssessment.objects.filter(center=center_id).order_by("pk").values_list("changes", flat=True)
    for changes in past:
        known |= {code: pair[1] for code, pair in changes.items()}
    found: dict[tuple[date, str], dict[str, list[str]]] = {}
    for code in access.FEATURES:
        before, since = known.get(code, "unknown"), answers.get(code, "unknown")
        if before != since:
            item = recorded.get(code, {})
            day = (since != "unknown" and _day(item.get("on"))) or timezone.localdate()
            by = str(item.get("by", ""))[: access.LONGEST_ASSESSOR] if since != "unknown" else ""
            found.setdefault((day, by), {})[code] = [before, since]
    AccessAssessment.objects.bulk_create(
        AccessAssessment(center_id=center_id, on=day, by=by, changes=changes)
        for (day, by), changes in sorted(found.items())
    )


def _day(typed: Any) -> date | None:
    try:
        return parse_date(str(typed or ""))
    except ValueError:
        return None

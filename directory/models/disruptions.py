"""What staff tell of today's door at once: closed, closing earlier, opening later.

Not children of the page: those belong to its drafts, and a draft written before the lights went out would open the
door again when it is published.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory import hours as opening

LONGEST_WORDS = 120  # characters of a reason in one's own words


class DisruptionQuerySet(models.QuerySet["Disruption"]):
    def not_over(self, today: date) -> DisruptionQuerySet:
        return self.filter(end__gte=today)


class Disruption(models.Model):
    """Days on which a center is not open as usual, told by its staff; it ends by itself.

    `hours` are those that remain of the day, as `HoursException` has them: "" when it is closed all day. `time`
    is when it closes or opens on a day that is only cut short, which is always one day.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", _("closed")
        CLOSES_EARLY = "closes_early", _("closes earlier")
        OPENS_LATE = "opens_late", _("opens later")

    class Reason(models.TextChoices):
        POWER = "power", _("no power")
        WATER = "water", _("no water")
        HEAT = "heat", _("no heating")
        ALARM = "alarm", _("air raid alert or shelling")
        ILLNESS = "illness", _("staff are ill")
        OTHER = "other", _("another reason")

    center = models.ForeignKey(
        "directory.CenterPage",
        verbose_name=_("center"),
        on_delete=models.CASCADE,
        related_name="disruptions",
    )
    kind = models.CharField(max_length=12, choices=Kind)
    start = models.DateField()
    end = models.DateField()
    time = models.TimeField(null=True, blank=True)
    hours = models.CharField(max_length=opening.LONGEST_TIMES, blank=True)
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = DisruptionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]  # of two for one day the later holds
        constraints = [
            models.CheckConstraint(name="disruption_days", condition=models.Q(end__gte=models.F("start"))),
            models.CheckConstraint(
                name="disruption_timed",
                condition=models.Q(kind="closed", time__isnull=True)
                | (~models.Q(kind="closed") & models.Q(time__isnull=False, end=models.F("start"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center} · {self.start}"

    def as_rule(self) -> opening.DatedRule:
        with override(settings.LANGUAGE_CODE):  # a comment in OSM hours has one language
            known = "" if self.reason == self.Reason.OTHER else self.Reason(self.reason).label
            reason = str(self.words or known)
        return opening.DatedRule(start=self.start, end=self.end, hours=self.hours, reason=reason)

    def as_told(self) -> dict[str, Any]:
        """For `CenterPage.announced`: what pages say of it."""
        return {
            "kind": self.kind,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "time": self.time.strftime("%H:%M") if self.time else "",
            "reason": self.reason,
            "words": self.words,
        }

"""Whether there is room today: what a center's staff say in the morning, true until the day is over."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.page_cache import forget_pages


class CapacityToday(models.Model):
    """One of these three for one day; without a row, or on another day, nobody knows.

    No child of the page, as a draft must not bring back what was said on the day it was written.
    """

    class State(models.TextChoices):
        FREE = "free", _("takes people today")
        QUEUE = "queue", _("there is a queue")
        FULL = "full", _("no places left today")

    center = models.OneToOneField(
        "directory.CenterPage", verbose_name=_("center"), on_delete=models.CASCADE, related_name="capacity"
    )
    day = models.DateField(default=timezone.localdate)
    state = models.CharField(_("today"), max_length=5, choices=State)
    next_day = models.DateField(_("appointments for"), null=True, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("room today")

    def __str__(self) -> str:
        return f"{self.center} · {self.day}"

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        forget_pages()

    def clean(self) -> None:
        super().clean()
        if self.next_day and self.next_day <= self.day:
            raise ValidationError({"next_day": _("Give a day that is still to come.")})

    def holds_on(self, today: date) -> bool:
        return self.day == today

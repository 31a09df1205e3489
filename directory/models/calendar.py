"""Days that are not like the others: a center's exceptions, and public holidays."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory import hours as opening


class HoursException(Orderable):
    """Days on which the usual hours do not hold."""

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="exceptions")
    start = models.DateField(_("from"))
    end = models.DateField(_("to, this day included"))
    hours = models.CharField(
        _("hours"), max_length=80, blank=True, help_text=_("For example 10:00-14:00. Empty: closed all day.")
    )
    reason = models.CharField(_("why"), max_length=120, blank=True)

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The last day is before the first.")})
        if self.hours:
            try:
                self.hours = opening.check_times(self.hours)
            except ValueError as error:
                raise ValidationError({"hours": str(error)}) from error

    def as_rule(self) -> opening.DatedRule:
        return opening.DatedRule(start=self.start, end=self.end, hours=self.hours, reason=self.reason)


class Holiday(models.Model):
    """A public holiday; it closes a center only when martial law is over and the center's own hours say so."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    class Meta:
        ordering = ["day"]
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

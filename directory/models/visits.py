"""Who else receives people in a center: cooperating bodies and the specialists whom they send."""

import re
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory import hours as opening
from directory.contacts import phone_number
from directory.editing.hours import WeeklyHoursField
from directory.models.offers import Booking
from directory.recurring import typed_day
from portal.fields import LinesField

_DATED = re.compile(r"([\d.-]+)[,:]?\s+(.+)")
NEVER = "24/7 off"


def dated_times(text: str) -> str:
    """«5.12.2026 10:00–12:00» as "2026-12-05 10:00-12:00"; ValidationError with an example when it is no such line."""
    match = _DATED.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        return f"{typed_day(match[1]).isoformat()} {opening.check_times(match[2])}"
    except ValueError as error:
        raise ValidationError(
            _("Write the day and the times, for example: 05.12.2026 10:00-12:00.")
        ) from error


class CooperatingBody(models.Model):
    """A body that centers work with («суб’єкт взаємодії»)."""

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("employment service")
        LEGAL_AID = "legal_aid", _("legal aid")
        HEALTH = "health", _("health care")
        REHABILITATION = "rehabilitation", _("rehabilitation")
        EDUCATION = "education", _("education")
        TRANSPORT = "transport", _("transport")
        HUMANITARIAN = "humanitarian", _("humanitarian aid")
        SOCIAL = "social", _("social services")
        OTHER = "other", _("another body")

    name = models.CharField(_("name"), max_length=160, unique=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    website = models.URLField(_("website"), max_length=400, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("cooperating body")
        verbose_name_plural = _("cooperating bodies")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.phone:
            try:
                self.phone = phone_number(self.phone)
            except ValidationError as error:
                raise ValidationError({"phone": error.messages}) from error

    @property
    def label(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def is_foreign(self) -> bool:
        """Whether `label` is Ukrainian on a page that is not."""
        return get_language() != settings.LANGUAGE_CODE and not self.name_en


class VisitingSpecialist(Orderable):
    """Somebody who receives people in a center at hours of their own, every week or on some days."""

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="visits")
    body = models.ForeignKey(
        CooperatingBody,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    what = models.CharField(
        _("who it is and with what they help"),
        max_length=160,
        help_text=_("For example: lawyer, helps with papers for housing."),
    )
    what_en = models.CharField(_("the same in English"), max_length=160, blank=True)
    hours = WeeklyHoursField(_("every week"))
    dates = LinesField(
        _("on single days"), each=dated_times, help_text=_("One a line: 05.12.2026 10:00-12:00.")
    )
    booking = models.CharField(_("appointment"), max_length=12, choices=Booking, blank=True)
    phone = models.CharField(
        _("telephone for appointments"), max_length=40, blank=True, help_text=_("Empty: the centre’s.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("visiting specialist")

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.hours:
            try:
                self.hours = opening.check(self.hours)
            except ValueError as error:
                errors["hours"] = str(error)
        if self.phone:
            try:
                self.phone = phone_number(self.phone)
            except ValidationError as error:
                errors["phone"] = error.messages[0]
        if errors:
            raise ValidationError(errors)

    @property
    def label(self) -> str:
        return (get_language() == "en" and self.what_en) or self.what

    @property
    def is_foreign(self) -> bool:
        return get_language() != settings.LANGUAGE_CODE and not self.what_en

    @property
    def schedule(self) -> str:
        """All of it in OSM syntax, as far as it is known; "" for not known."""
        if not (self.hours or self.dates):
            return ""
        rules = []
        for line in self.dates:
            day, _space, times = line.partition(" ")
            rules.append(opening.DatedRule(date.fromisoformat(day), date.fromisoformat(day), times))
        return opening.compose(self.hours or NEVER, rules, martial_law=True, holidays=[])

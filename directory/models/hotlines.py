"""Telephone lines that help at once."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Hotline(models.Model):
    """A line with its hours and audience, the source of what we say, and the day it was checked."""

    number = models.CharField(_("number as people say it"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    hours = models.CharField(
        _("hours in words"), max_length=120, blank=True, help_text=_("Empty: not known.")
    )
    hours_en = models.CharField(_("hours in words, in English"), max_length=120, blank=True)
    audience = models.CharField(_("for whom"), max_length=120, blank=True)
    audience_en = models.CharField(_("for whom, in English"), max_length=120, blank=True)
    emergency = models.BooleanField(_("danger to life"), default=False)
    source_url = models.URLField(_("source"), max_length=400, blank=True)
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day someone called it.")
    )
    shown = models.BooleanField(_("shown"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["sort_order", "number"]
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def _said(self, field: str) -> str:
        return getattr(self, f"{field}_en" if get_language() == "en" else field)

    @property
    def label(self) -> str:
        return self._said("name")

    @property
    def when(self) -> str:
        return self._said("hours")

    @property
    def whom(self) -> str:
        return self._said("audience")

    @property
    def href(self) -> str:
        return "tel:" + "".join(c for c in self.number if c.isdigit() or c == "+")

"""Numbers that others published about centers: kept beside what the directory counts, never mixed with it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.models.places import Place


class PublishedFigure(models.Model):
    """One number, with what it counts, as of when, and where it was published; what it says is its source's."""

    number = models.PositiveIntegerField(_("how many"), validators=[MinValueValidator(1)])
    more_than = models.BooleanField(
        _("more than"), default=False, help_text=_("The source says “more than” or “over”.")
    )
    what = models.CharField(
        _("what is counted"), max_length=200, help_text=_("As the source says it: “centres are open”.")
    )
    what_en = models.CharField(_("what is counted, in English"), max_length=200)
    oblast = models.ForeignKey(
        Place,
        verbose_name=_("oblast"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": ["O", "K"]},
        help_text=_("Empty: the whole country."),
    )
    as_of = models.DateField(_("as of"))
    only_year = models.BooleanField(
        _("only the year is known"), default=False, help_text=_("Then the day above is any of that year.")
    )
    source_url = models.URLField(_("source"), max_length=400)
    shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        ordering = ["-as_of", "-number", "pk"]
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")

    def __str__(self) -> str:
        return f"{self.number} · {self.what}"

    @property
    def label(self) -> str:
        """What is counted, in the language of the page."""
        return self.what_en if get_language() == "en" else self.what

    @property
    def host(self) -> str:
        """Where it was published, as people read it: decentralization.ua."""
        return (urlsplit(self.source_url).hostname or "").removeprefix("www.")

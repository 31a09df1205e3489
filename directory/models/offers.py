"""What centers help with, whom, and what a person may ask for."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory.editing.form import TermForm


class Term(models.Model):
    """A word of a vocabulary; its slug is for good, because addresses and other programs use it."""

    slug = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    base_form_class = TermForm

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name


class Service(Term):
    """Something a center helps with. The core ones every open center gives, by the standard."""

    core = models.BooleanField(_("core service of the standard"), default=False)
    hint = models.CharField(_("in a few words"), max_length=200, blank=True)
    hint_en = models.CharField(_("in a few words, in English"), max_length=200, blank=True)
    phrases = models.TextField(
        _("also called"),
        blank=True,
        help_text=_("One a line. People search by these words, and imported descriptions are read by them."),
    )

    class Meta(Term.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")


class TargetGroup(Term):
    """People whom some centers are there for in particular."""

    phrases = models.TextField(
        _("also called"), blank=True, help_text=_("One a line. People search by these words.")
    )

    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Need(Term):
    """What a person wants to talk about, in the person's words, and the service that answers it."""

    hint = models.CharField(_("in a few words"), max_length=200, blank=True)
    hint_en = models.CharField(_("in a few words, in English"), max_length=200, blank=True)
    service = models.ForeignKey(
        Service,
        verbose_name=_("service that answers it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="needs",
        help_text=_("Empty: every center can take it."),
    )

    class Meta(Term.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")


class CenterService(Orderable):
    """One thing that a center helps with."""

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(
        _("what to know"),
        max_length=200,
        blank=True,
        help_text=_("For example: on Wednesdays, for teenagers too."),
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["center", "service"], name="center_service_once")]

    def __str__(self) -> str:
        return str(self.service)

"""What centers help with, whom, and what a person may ask for."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory import hours as opening
from directory.editing.form import TermForm
from directory.editing.hours import WeeklyHoursField
from portal.fields import SeveralField


class Mode(models.TextChoices):
    """How a person gets it."""

    IN_CENTER = "in_center", _("in the centre")
    PHONE = "phone", _("by telephone")
    ONLINE = "online", _("online")
    HOME_VISIT = "home_visit", _("at home")
    MOBILE_TEAM = "mobile_team", _("from the mobile team")


class Booking(models.TextChoices):
    WALK_IN = "walk_in", _("without appointment")
    APPOINTMENT = "appointment", _("by appointment")


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
    phrases = models.TextField(
        _("also called"), blank=True, help_text=_("One a line. People search by these words.")
    )

    class Meta(Term.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")


class CenterService(Orderable):
    """One thing that a center helps with; by a `title` of its own where the community calls it more exactly."""

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(
        _("own name"),
        max_length=120,
        blank=True,
        help_text=_("If it is a service of your own: what you call it. Above, choose what it is a kind of."),
    )
    title_en = models.CharField(_("own name in English"), max_length=120, blank=True)
    modes = SeveralField(
        _("how people get it"), options=Mode.choices, help_text=_("Nothing ticked: not known.")
    )
    booking = models.CharField(_("appointment"), max_length=12, choices=Booking, blank=True)
    hours = WeeklyHoursField(
        _("hours of this service"), help_text=_("Only if they differ from the hours of the centre.")
    )
    note = models.CharField(
        _("what to know"),
        max_length=200,
        blank=True,
        help_text=_("For example: on Wednesdays, for teenagers too."),
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["center", "service", "title"], name="center_service_once")
        ]

    def __str__(self) -> str:
        return self.title or str(self.service)

    def clean(self) -> None:
        super().clean()
        if self.title_en and not self.title:
            raise ValidationError({"title": _("Write its Ukrainian name too.")})
        if self.hours:
            try:
                self.hours = opening.check(self.hours)
            except ValueError as error:
                raise ValidationError({"hours": str(error)}) from error

    @property
    def label(self) -> str:
        """Its own name, or else the service's, in the language of the page as far as it has one."""
        if not self.title:
            return self.service.label
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def is_foreign(self) -> bool:
        """Whether `label` is Ukrainian on a page that is not."""
        return bool(self.title) and get_language() != settings.LANGUAGE_CODE and not self.title_en

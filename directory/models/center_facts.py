"""What is known of a center, as the database keeps it: entered by people, and derived for searching."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from directory.contacts import email_address, phone_number
from directory.editing.hours import WeeklyHoursField
from directory.models.offers import TargetGroup
from directory.models.places import Place
from directory.spoken import LANGUAGES
from portal.fields import LinesField, SeveralField
from portal.models import SourcedPage


class CenterFacts(SourcedPage):
    """Each may be unknown. What a center has several of stands in tables of its own: communities, offers, hours."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        PLANNED = "planned", _("planned")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    class Kind(models.TextChoices):
        RESILIENCE_CENTER = "resilience_center", _("resilience centre")
        INVINCIBILITY_POINT = "invincibility_point", _("point of invincibility")
        IDP_HUB = "idp_hub", _("hub for displaced people")
        TERRITORIAL_CENTER = "territorial_center", _("territorial centre of social services")
        SERVICES_CENTER = "services_center", _("administrative services centre")

    class AccessLevel(models.TextChoices):
        BARRIER_FREE = "barrier_free", _("barrier-free")
        PARTLY = "partly", _("partly barrier-free")
        NOT = "not", _("not barrier-free")

    introduction = RichTextField(_("introduction"), features=["bold", "link", "ul"], blank=True)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.RESILIENCE_CENTER)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.OPEN)
    status_since = models.DateField(_("in this state since"), null=True, blank=True)
    notice = models.CharField(
        _("notice"), max_length=250, blank=True, help_text=_("For example: closed today, no power.")
    )
    notice_until = models.DateField(_("show the notice until"), null=True, blank=True)

    oblast = models.ForeignKey(
        Place,
        verbose_name=_("oblast"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": ["O", "K"]},
    )
    settlement = models.ForeignKey(
        Place,
        verbose_name=_("settlement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": ["K", "M", "X", "C"]},
    )
    street = models.CharField(_("street and house"), max_length=160, blank=True)
    entrance = models.CharField(
        _("how to find the entrance"),
        max_length=250,
        blank=True,
        help_text=_("For example: from the yard, yellow door."),
    )
    directions = models.CharField(_("how to get there"), max_length=250, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(44), MaxValueValidator(53)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(22), MaxValueValidator(41)]
    )
    hide_position = models.BooleanField(
        _("hide the address"),
        default=False,
        help_text=_("Then no page, file or answer shows more than the community. Staff still see it."),
    )

    phones = LinesField(_("telephones"), each=phone_number, help_text=_("One a line."))
    emails = LinesField(_("e-mail addresses"), each=email_address, help_text=_("One a line."))
    website = models.URLField(_("website"), max_length=400, blank=True)

    opening_hours = WeeklyHoursField(
        _("usual hours"),
        help_text=_("A break is two times of one day. Past midnight: from 20:00 to 02:00."),
    )

    without_grid = models.JSONField(_("what works when the grid is off"), default=dict, blank=True)

    provider = models.CharField(_("provider"), max_length=200, blank=True)
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    groups = ParentalManyToManyField(
        TargetGroup,
        verbose_name=_("for whom in particular"),
        blank=True,
        related_name="+",
        help_text=_("None: the center takes everyone."),
    )
    languages = SeveralField(
        _("languages spoken"), options=LANGUAGES, help_text=_("Sign language is told under accessibility.")
    )
    services_verified_on = models.DateField(
        _("list of services confirmed on"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: what is not in the list is unknown, not missing. Confirm the list in “What to check”."
        ),
    )
    services_remark = models.TextField(_("services as the source describes them"), blank=True)

    access = models.JSONField(_("accessibility information"), default=dict, blank=True)
    access_remark = models.TextField(_("accessibility as the source describes it"), blank=True)
    access_level = models.CharField(_("official level"), max_length=12, choices=AccessLevel, blank=True)
    access_level_on = models.DateField(_("assessed on"), null=True, blank=True)
    access_level_by = models.CharField(_("assessed by"), max_length=160, blank=True)
    access_level_evidence = models.URLField(_("link to the assessment"), max_length=400, blank=True)

    takes_requests = models.BooleanField(
        _("takes requests"), default=False, help_text=_("Works once an active case worker is there too.")
    )
    paused_until = models.DateField(
        _("paused until"), null=True, blank=True, help_text=_("The last day on which no requests are taken.")
    )

    # Days on which somebody saw that what is published is true: no part of a draft, see `with_content_json`.
    verified_on = models.DateField(
        _("everything confirmed on"), null=True, blank=True, help_text=_("Confirm it in “What to check”.")
    )
    hours_verified_on = models.DateField(_("hours confirmed on"), null=True, editable=False)
    contacts_verified_on = models.DateField(_("address and contacts confirmed on"), null=True, editable=False)
    access_verified_on = models.DateField(_("accessibility confirmed on"), null=True, editable=False)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    import_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    import_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    # What follows is derived from the above by `derive`, so that the database can search by it.
    public_latitude = models.FloatField(null=True, editable=False)
    public_longitude = models.FloatField(null=True, editable=False)
    public_precision = models.CharField(max_length=10, blank=True, editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)
    schedule = models.TextField(blank=True, editable=False)
    announced = models.JSONField(default=list, editable=False)
    service_slugs = models.JSONField(default=list, editable=False)
    group_slugs = models.JSONField(default=list, editable=False)

    CONFIRMED = (
        "verified_on", "hours_verified_on", "contacts_verified_on", "services_verified_on", "access_verified_on",
    )  # fmt: skip
    DERIVED = (
        "public_latitude", "public_longitude", "public_precision", "is_hidden", "schedule", "announced",
        "service_slugs", "group_slugs",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="center_position_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="center_level_dated",
                condition=models.Q(access_level="") | models.Q(access_level_on__isnull=False),
            ),
        ]

    @property
    def answers(self) -> dict[str, str]:
        """Accessibility: item code → yes, no or na; an item that is not there is unknown."""
        return {
            code: item["answer"]
            for code, item in self.access.items()
            if item.get("answer") in ("yes", "no", "na")
        }

    @property
    def current_notice(self) -> str:
        if self.notice_until and self.notice_until < timezone.localdate():
            return ""
        return self.notice

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until >= timezone.localdate()

"""A center and everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index

from directory import access, editors, hours
from directory.contacts import email_address, phone_number
from directory.editing.form import CenterForm
from directory.editing.hours import WeeklyHoursField
from directory.editing.panels import center_tabs
from directory.models.access import record_assessments
from directory.models.calendar import Holiday
from directory.models.disruptions import Disruption
from directory.models.offers import TargetGroup
from directory.models.places import Place
from directory.models.position import Position, public_position
from directory.query import CenterQuerySet
from directory.spoken import LANGUAGES
from portal.fields import LinesField, SeveralField
from portal.models import BasePage, PortalSettings, source_locale, words_only

# Words of the API: /api/v1/centers/nearest is no center, so none can be read there under that name.
RESERVED_SLUGS = frozenset({"nearest", "suitable"})


class CenterPage(BasePage):
    """A center, kept true by its community and published by the ministry or the oblast's coordinator.

    Facts live on the Ukrainian page alone. A page in another language carries a translated title and introduction;
    whoever shows it reads every fact from `source`.
    """

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

    template = "directory/center_page.html"
    same_address = True  # but for the language: its slug is a fact, and each language has a page
    parent_page_types = ["directory.CenterIndexPage"]
    subpage_types: list[str] = []

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

    objects = PageManager.from_queryset(CenterQuerySet)()

    base_form_class = CenterForm
    edit_handler = center_tabs(BasePage.promote_panels)

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.FilterField("status"),
    ]

    TRANSLATED = ("title", "introduction", "seo_title", "search_description")
    CONFIRMED = (
        "verified_on", "hours_verified_on", "contacts_verified_on", "services_verified_on", "access_verified_on",
    )  # fmt: skip
    DERIVED = (
        "public_latitude", "public_longitude", "public_precision", "is_hidden", "schedule", "announced",
        "service_slugs", "group_slugs",
    )  # fmt: skip

    class Meta:
        verbose_name = _("center")
        verbose_name_plural = _("centers")
        permissions = [("assign_centerpage", _("Can say what a center is and in which oblast"))]
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

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("This word is reserved. Choose another address.")
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Give both latitude and longitude, or neither.")
        try:
            self.opening_hours = hours.check(self.opening_hours) if self.opening_hours else ""
        except ValueError as error:
            errors["opening_hours"] = str(error)
        if self.access_level and not (self.access_level_on and self.access_level_by):
            errors["access_level_on"] = _(
                "An official level needs the date of the assessment and who made it."
            )
        for code, item in self.access.items():
            try:
                access.validate(code, item.get("answer", ""))
                access.measured(code, item.get("number"))
            except ValueError as error:
                errors["access"] = str(error)
        if self.settlement and self.oblast_id not in (None, self.settlement.pk, self.settlement.oblast_id):
            errors["settlement"] = _("This settlement is in another oblast.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive(*self.circumstances())
        self.changed_at = timezone.now()
        super().save(*args, **kwargs)
        written = kwargs.get("update_fields")  # a draft writes little, and its oblast is not the center's yet
        if self.locale.language_code == settings.LANGUAGE_CODE and (written is None or "oblast" in written):
            editors.hand_over(self)
        self._keep_history(written)

    def _keep_history(self, written: Iterable[str] | None) -> None:
        """What the public now reads of accessibility goes into its history; a draft's does not."""
        public = self.live and self.locale.language_code == settings.LANGUAGE_CODE
        if public and (written is None or "access" in written):
            record_assessments(self.pk, self.access, self.answers)

    def with_content_json(self, content: dict[str, Any]) -> CenterPage:
        """A draft undoes nothing that was confirmed on the published page meanwhile: of two days the later counts."""
        draft: CenterPage = super().with_content_json(content)
        for name in self.CONFIRMED:
            days = (getattr(self, name), getattr(draft, name))
            setattr(draft, name, max((day for day in days if day), default=None))
        return draft

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        key = self.pk
        deleted = super().delete(*args, **kwargs)
        editors.forget_editors(key)
        return deleted

    @staticmethod
    def circumstances() -> tuple[PortalSettings, list[date]]:
        """What `derive` goes by beside the center itself."""
        return PortalSettings.load(), list(Holiday.objects.values_list("day", flat=True))

    def derive(self, site: PortalSettings, holidays: list[date]) -> None:
        """Set what is searched by from what was entered. The only place that does."""
        position = self.position
        self.is_hidden = position.hidden
        self.public_latitude = position.point.lat if position.point else None
        self.public_longitude = position.point.lon if position.point else None
        self.public_precision = position.precision or ""
        today = timezone.localdate()
        # Not the draft's: a draft knows nothing of them.
        disruptions = [told for told in self.disruptions.all() if told.end >= today] if self.pk else []
        self.announced = [told.as_told() for told in disruptions]
        self.schedule = self.schedule_with(disruptions, site, holidays)
        self.service_slugs = sorted({offer.service.slug for offer in self.offers.all()})
        self.group_slugs = sorted(group.slug for group in self.groups.all())

    def schedule_with(
        self, disruptions: Iterable[Disruption], site: PortalSettings, holidays: list[date]
    ) -> str:
        """The usual hours, then the exceptions, then what somebody at the door has told: the last word."""
        return hours.compose(
            self.opening_hours,
            [day.as_rule() for day in (*self.exceptions.all(), *disruptions)],
            martial_law=site.martial_law,
            holidays=holidays,
        )

    # --- where

    @property
    def stands_in(self) -> list[Place]:
        """The communities in which the center stands, the first being its address's."""
        return [link.place for link in self.communities.all()]

    @property
    def origins(self) -> list[Place]:
        """The communities that a relocated center belongs to; never a position."""
        return [link.place for link in self.origin_communities.all()]

    @property
    def position(self) -> Position:
        """Where the public may know it to be."""
        return public_position(
            exact=(self.latitude, self.longitude)
            if self.latitude is not None and self.longitude is not None
            else None,
            settlement=self.settlement,
            communities=self.stands_in,
            oblast=self.oblast,
            hide=self.hide_position,
        )

    @property
    def public_street(self) -> str:
        return "" if self.is_hidden else self.street

    @property
    def public_settlement(self) -> Place | None:
        return None if self.is_hidden else self.settlement

    @property
    def raion(self) -> Place | None:
        nearest = self.stands_in[:1] or ([self.settlement] if self.settlement else [])
        return nearest[0].raion if nearest else None

    # --- what

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

    @property
    def accepts_requests(self) -> bool:
        """The truth, not the wish: the switch is on and an active case worker is there."""
        if not self.takes_requests:
            return False
        if "has_worker" in self.__dict__:  # annotated by CenterQuerySet.with_acceptance
            return bool(self.__dict__["has_worker"])
        return self.case_workers.filter(user__is_active=True).exists()

    # --- languages

    @property
    def source(self) -> CenterPage:
        """The Ukrainian page, which holds the facts."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return self
        if "_source" not in self.__dict__:
            self.__dict__["_source"] = self.get_translation(source_locale())
        return self.__dict__["_source"]

    @property
    def text(self) -> CenterPage:
        """The page whose title and introduction are shown: the translation where there is one, else this."""
        language = get_language() or settings.LANGUAGE_CODE
        if "_text" not in self.__dict__:
            self.__dict__["_text"] = {}
        known = self.__dict__["_text"]
        if language not in known:
            if language == self.locale.language_code:
                known[language] = self
            else:
                known[language] = (
                    self.get_translations().live().filter(locale__language_code=language).first() or self
                )
        return known[language]

    def remember_text(self, language: str, text: CenterPage) -> None:
        """`text` in this language, found together with its source or for many centers at once."""
        self.__dict__.setdefault("_text", {})[language] = text
        if text is not self:
            text.__dict__["_source"] = self

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, which may be kept no longer than what it says of the hours is true."""
        if not self.source.live:
            raise Http404  # a translation shows nothing of a center that is withdrawn
        response = super().serve(request, *args, **kwargs)
        center = getattr(response, "context_data", {}).get("center", self)
        patch_cache_control(response, max_age=hours.fresh_for(center.schedule, timezone.now()))
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "center": self.source, "text": self.text}


CenterPage.override_translatable_fields = words_only(CenterPage)

"""A center: what holds of it, what follows from what is known, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager
from wagtail.search import index

from directory import access, editors, hours
from directory.editing.form import CenterForm
from directory.editing.panels import center_tabs
from directory.models.access import record_assessments
from directory.models.calendar import Holiday
from directory.models.center_facts import CenterFacts
from directory.models.disruptions import Disruption
from directory.models.places import Place
from directory.models.position import Position, public_position
from directory.query import CenterQuerySet
from portal.models import BasePage, PortalSettings, words_only

# Words of the API: /api/v1/centers/nearest is no center, so none can be read there under that name.
RESERVED_SLUGS = frozenset({"nearest", "suitable"})


class CenterPage(CenterFacts):
    """A center, kept true by its community and published by the ministry or the oblast's coordinator.

    Whoever shows it reads every fact from `source`, title and introduction from `text`.
    """

    template = "directory/center_page.html"
    parent_page_types = ["directory.CenterIndexPage"]
    subpage_types: list[str] = []

    objects = PageManager.from_queryset(CenterQuerySet)()

    base_form_class = CenterForm
    edit_handler = center_tabs(BasePage.promote_panels)

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.FilterField("status"),
    ]

    TRANSLATED = ("title", "introduction", "seo_title", "search_description")

    class Meta(CenterFacts.Meta):
        verbose_name = _("center")
        verbose_name_plural = _("centers")
        permissions = [("assign_centerpage", _("Can say what a center is and in which oblast"))]

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
        if self.is_source and (written is None or "oblast" in written):
            editors.hand_over(self)
        self._keep_history(written)

    def _keep_history(self, written: Iterable[str] | None) -> None:
        """What the public now reads of accessibility goes into its history; a draft's does not."""
        public = self.live and self.is_source
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
    def accepts_requests(self) -> bool:
        """The truth, not the wish: the switch is on and an active case worker is there."""
        if not self.takes_requests:
            return False
        if "has_worker" in self.__dict__:  # annotated by CenterQuerySet.with_acceptance
            return bool(self.__dict__["has_worker"])
        return self.case_workers.filter(user__is_active=True).exists()

    # --- languages

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
            text.remember_source(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, which may be kept no longer than what it says of the hours is true."""
        response = super().serve(request, *args, **kwargs)
        center = getattr(response, "context_data", {}).get("center", self)
        patch_cache_control(response, max_age=hours.fresh_for(center.schedule, timezone.now()))
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "center": self.source, "text": self.text}


CenterPage.override_translatable_fields = words_only(CenterPage)

"""Who helps the centers, and what was agreed with them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from news.models.sourced import SourcedChildrenMixin, StoryPage
from news.query import PartnerQuerySet
from portal.blocks import StoryBlock
from portal.fields import StreamField
from portal.models import BasePage, words_only

NEWS_SHOWN = 5


class PartnerIndexPage(SourcedChildrenMixin, BasePage):
    """All partners, by kind."""

    template = "news/partner_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["news.PartnerPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "kinds": PartnerPage.objects.by_kind()}


class PartnerPage(StoryPage):
    """A body that helps the centers, with what was agreed and the news about it."""

    class Kind(models.TextChoices):
        INTERNATIONAL = "international", _("International programmes")
        CHARITY = "charity", _("Charities and civil society")
        BUSINESS = "business", _("Businesses")
        STATE = "state", _("State services")

    template = "news/partner_page.html"
    parent_page_types = ["news.PartnerIndexPage"]
    subpage_types: list[str] = []

    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    lead = models.TextField(
        _("what they do"),
        max_length=600,
        help_text=_("How the partner helps the centres, in two or three sentences."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(_("website"), max_length=400, blank=True)

    objects = PageManager.from_queryset(PartnerQuerySet)()

    FACTS = ("logo",)

    content_panels = [
        *BasePage.content_panels,
        "kind",
        "lead",
        "body",
        "logo",
        "website",
        InlinePanel("memoranda", heading=_("Memoranda"), label=_("memorandum")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "index": reverse("wagtail_serve", args=["partners/"]),
            "memoranda": list(self.source.memoranda.order_by("-signed_on")),
            "news": list(self.source.news.listed().newest_first()[:NEWS_SHOWN]),
            "news_index": reverse("wagtail_serve", args=["news/"]),
        }


class Memorandum(Orderable):
    """An agreement with a partner."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="memoranda")
    title = models.CharField(_("about what"), max_length=250)
    title_en = models.CharField(_("about what, in English"), max_length=250, blank=True)
    signed_on = models.DateField(_("signed on"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty: without a term.")
    )
    link = models.URLField(_("link to the text"), max_length=400, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("title_en"),
        FieldRowPanel(["signed_on", "valid_until"]),
        FieldPanel("link"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.valid_until and self.signed_on and self.valid_until < self.signed_on:
            raise ValidationError({"valid_until": _("This is before the day it was signed.")})

    @property
    def label(self) -> str:
        """What it is about, in the language of the page as far as that was written down."""
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def is_foreign(self) -> bool:
        """Whether `label` is Ukrainian on a page that is not."""
        return get_language() != settings.LANGUAGE_CODE and not self.title_en

    @property
    def has_ended(self) -> bool:
        today: date = timezone.localdate()
        return self.valid_until is not None and self.valid_until < today


PartnerPage.override_translatable_fields = words_only(PartnerPage)

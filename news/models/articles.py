"""News: the list and its articles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from news import filters
from news.models.partners import PartnerPage
from news.models.sourced import SourcedChildrenMixin, StoryPage
from news.query import NewsQuerySet
from portal.blocks import StoryBlock
from portal.fields import StreamField
from portal.models import BasePage, words_only
from portal.paging import page_or_404
from portal.parameters import Refused

PER_PAGE = 10
RELATED = 3


@register_snippet
class NewsTag(TagBase):
    """What news is about. Editors type a new one in Ukrainian; its English name is added in the list of tags."""

    name_en = models.CharField(_("name in English"), max_length=100, blank=True)

    panels = [FieldPanel("name"), FieldPanel("name_en"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("tag of news")
        verbose_name_plural = _("tags of news")
        ordering = ["name"]

    @property
    def label(self) -> str:
        """The name in the language of the page, as far as it has one."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def is_foreign(self) -> bool:
        """Whether `label` is Ukrainian on a page that is not."""
        return get_language() != settings.LANGUAGE_CODE and not self.name_en


class TaggedNews(ItemBase):
    """A tag on an article."""

    tag = models.ForeignKey(NewsTag, models.CASCADE, related_name="tagged_items")
    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="news_tag_once")]


class NewsIndexPage(SourcedChildrenMixin, BasePage):
    """All news, newest first, by tag, oblast, partner and year."""

    template = "news/news_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        listed = NewsPage.objects.listed()
        offer, asked, complaints = filters.Offer.of(listed), filters.Asked(), []
        try:
            asked = filters.Asked.read(request.GET, offer)
            found = listed.about(asked)
        except Refused as refused:  # nothing is listed then: never more than was asked for
            found, complaints = listed.none(), filters.complaints(refused.problems, request.GET)
        return {
            **super().get_context(request, *args, **kwargs),
            "complaints": complaints,
            "filters": filters.filters_of(offer, asked, request.GET),
            "filtered": asked != filters.Asked(),
            "news": page_or_404(found.newest_first(), request.GET.get("page"), PER_PAGE),
        }


class NewsPage(StoryPage):
    """An article, written and published by the ministry."""

    template = "news/news_page.html"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []

    date = models.DateField(_("date"), default=timezone.localdate)
    lead = models.TextField(
        _("lead"), max_length=400, help_text=_("What happened and whom it concerns, in one or two sentences.")
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_text = models.CharField(
        _("text in place of the picture"),
        max_length=250,
        blank=True,
        help_text=_("Empty: the text that was given when the picture was uploaded."),
    )
    tags = ClusterTaggableManager(through=TaggedNews, blank=True, verbose_name=_("tags"))
    oblast = models.ForeignKey(
        "directory.Place",
        verbose_name=_("oblast"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": ["O", "K"]},
        help_text=_("Empty: it concerns the whole country."),
    )
    partners = ParentalManyToManyField(
        PartnerPage,
        verbose_name=_("partners"),
        blank=True,
        related_name="news",
        limit_choices_to={"locale__language_code": settings.LANGUAGE_CODE},
    )
    source_title = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Who reported it first.")
    )
    source_url = models.URLField(_("link to the source"), max_length=500, blank=True)

    objects = PageManager.from_queryset(NewsQuerySet)()

    TRANSLATED = (*StoryPage.TRANSLATED, "picture_text")
    FACTS = ("oblast", "picture")

    content_panels = [
        *BasePage.content_panels,
        "date",
        "lead",
        MultiFieldPanel(["picture", "picture_text"], _("Picture")),
        "body",
        MultiFieldPanel(["tags", "oblast", "partners"], _("What it is about")),
        MultiFieldPanel(["source_title", "source_url"], _("Source")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")
        indexes = [models.Index(fields=["-date"], name="news_newest")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "index": reverse("wagtail_serve", args=["news/"]),
            "tags": list(self.source.tags.all()),
            "partners": list(self.source.partners.listed().order_by("title")),
            "related": list(NewsPage.objects.listed().related_to(self.source)[:RELATED]),
        }


NewsPage.override_translatable_fields = words_only(NewsPage)

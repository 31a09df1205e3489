"""Pages whose facts live once, on the Ukrainian page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page, PageManager
from wagtail.url_routing import RouteResult

from news.query import SourcedQuerySet
from portal.models import SourcedPage, UntranslatedChildrenMixin, source_locale


class SourcedChildrenMixin(UntranslatedChildrenMixin):
    """An index page whose children are StoryPages of one type; finds one with its source in a single query."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if len(path_components) != 1:
            return super().route(request, path_components)
        [model] = self.allowed_subpage_models()  # type: ignore[attr-defined]  # the mixin stands before a Page
        source, own = settings.LANGUAGE_CODE, get_language()
        pages = model.objects.live().filter(slug=path_components[0], locale__language_code__in=(source, own))
        found = {page.locale.language_code: page for page in pages.with_facts()}
        page = found.get(own) or found.get(source)
        if page is None:
            raise Http404
        if source in found and found[source].translation_key == page.translation_key:
            page.remember_source(found[source])
        return page.route(request, [])


@dataclass(frozen=True, slots=True)
class Words:
    """What a list shows of a page; `is_foreign` when it is Ukrainian and the list is not."""

    title: str
    lead: str
    is_foreign: bool


class StoryPage(SourcedPage):
    """Something told, with its facts: dates, links, pictures, what it is about.

    Whoever shows one reads every fact from `source` and the words from `text`; without a translation these are
    Ukrainian too, and are marked as such.
    """

    objects = PageManager.from_queryset(SourcedQuerySet)()

    TRANSLATED: tuple[str, ...] = ("title", "lead", "body", "seo_title", "search_description")
    FACTS: tuple[str, ...] = ()  # foreign keys that the page shows

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Written in Ukrainian first; other languages are made by translating."""
        return super().can_create_at(parent) and parent.locale_id == source_locale().pk

    @property
    def text(self) -> Self | Words:
        """What the reader gets: this page, or of one from `listed()` its words in the reader's language."""
        if not hasattr(self, "translated_title"):
            return self
        if self.translated_title is None:
            return Words(self.title, self.lead, is_foreign=True)
        return Words(self.translated_title, self.translated_lead, is_foreign=False)

    @property
    def address(self) -> str:
        """The path of the page in the language of the reader."""
        below_home = self.url_path.split("/", 2)[2]
        return reverse("wagtail_serve", args=[below_home])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "source": self.source, "text": self.text}

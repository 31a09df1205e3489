"""What every page of the site shares."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult

from portal.page_cache import forget_pages


def source_locale() -> Locale:
    """The language that pages are written in: Ukrainian."""
    return Locale.objects.get_for_language(settings.LANGUAGE_CODE)


class BasePage(Page):
    """A public page: its picture and text where it is listed or shared."""

    listing_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], _("For search engines")),
        FieldPanel("listing_image"),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget_pages()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        forget_pages()
        return super().delete(*args, **kwargs)

    @property
    def is_foreign(self) -> bool:
        """Whether the text is in another language than the one the visitor reads in."""
        return self.locale.language_code != get_language()


class UntranslatedChildrenMixin:
    """An index page under which each child has its address in every language from the day it is published.

    A child that nobody has translated yet is served from its Ukrainian page; its template marks the text `lang="uk"`.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        page: Any = self
        if path_components and page.locale.language_code != settings.LANGUAGE_CODE:
            translated = page.get_children().live().filter(slug=path_components[0])
            if not translated.exists():
                source = page.get_translation_or_none(source_locale())
                if source is not None and source.live:
                    return source.specific.route(request, path_components)
        return super().route(request, path_components)  # type: ignore[misc]  # the mixin stands before a Page

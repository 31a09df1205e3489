"""The news for programs that read feeds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.models import NewsPage

LONGEST = 30


class BilingualAtom(Atom1Feed):
    """An Atom feed of which each entry says its language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}


class NewsFeed(Feed):
    """The newest articles in the reader's language; those not translated yet in Ukrainian, marked as such."""

    feed_type = BilingualAtom

    def title(self) -> str:
        return _("News of the resilience centres of Ukraine")

    def subtitle(self) -> str:
        return _("What changes for people who come to the centres, and for those who work there.")

    def author_name(self) -> str:
        return _("Ministry of Social Policy, Family and Unity of Ukraine")

    def link(self) -> str:
        return f"{settings.SITE_URL}{reverse('wagtail_serve', args=['news/'])}"

    def feed_url(self) -> str:
        return f"{settings.SITE_URL}{reverse('news:feed')}"

    def items(self) -> Iterable[NewsPage]:
        return NewsPage.objects.listed().newest_first()[:LONGEST]

    def item_title(self, item: NewsPage) -> str:
        return item.text.title

    def item_description(self, item: NewsPage) -> str:
        return escape(item.text.lead)  # a summary is HTML to those who read it

    def item_link(self, item: NewsPage) -> str:
        return f"{settings.SITE_URL}{item.address}"

    def item_guid(self, item: NewsPage) -> str:
        """The same whatever happens to the address, and another one in each language."""
        return uuid5(item.translation_key, _language(item)).urn

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.date, datetime.min.time()))

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)

    def item_extra_kwargs(self, item: NewsPage) -> dict[str, str]:
        return {"language": _language(item)}


def _language(item: NewsPage) -> str:
    return settings.LANGUAGE_CODE if item.text.is_foreign else get_language() or settings.LANGUAGE_CODE

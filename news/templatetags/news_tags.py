"""News and partners on pages of other apps."""

from django import template
from django.utils.functional import Promise

from news.models import NewsPage, PartnerPage

register = template.Library()


@register.simple_tag
def latest_news(count: int) -> list[NewsPage]:
    """The newest articles, each with its `text` and `address` in the reader's language."""
    return list(NewsPage.objects.listed().newest_first()[:count])


@register.simple_tag
def partners_by_kind() -> list[tuple[str | Promise, list[PartnerPage]]]:
    """All partners by name, as (kind in words, partners); kinds without partners are left out."""
    return PartnerPage.objects.by_kind()

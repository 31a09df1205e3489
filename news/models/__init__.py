"""News and partners: what the ministry tells."""

from news.models.articles import NewsIndexPage, NewsPage, NewsTag, TaggedNews
from news.models.partners import Memorandum, PartnerIndexPage, PartnerPage
from news.models.sourced import StoryPage

__all__ = [
    "Memorandum",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "PartnerIndexPage",
    "PartnerPage",
    "StoryPage",
    "TaggedNews",
]

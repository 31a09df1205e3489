"""News and partners by what they mean."""

from datetime import date
from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image

from news.models import NewsIndexPage, NewsPage, NewsTag, PartnerIndexPage, PartnerPage
from portal.models import PortalImage
from tests.factories import PageFactory, english, home, locale, unindexed


def news_index() -> NewsIndexPage:
    """The list of news, with its English page."""
    if found := NewsIndexPage.objects.filter(locale=locale()).first():
        return found
    above = home()
    with unindexed():
        index = above.add_child(instance=NewsIndexPage(title="Новини", slug="news", locale=locale()))
    english(index, title="News")
    return index


def partner_index() -> PartnerIndexPage:
    if found := PartnerIndexPage.objects.filter(locale=locale()).first():
        return found
    above = home()
    with unindexed():
        index = above.add_child(instance=PartnerIndexPage(title="Партнери", slug="partners", locale=locale()))
    english(index, title="Partners")
    return index


def tag(name: str, **fields: Any) -> NewsTag:
    return NewsTag.objects.get_or_create(name=name, defaults=fields)[0]


def picture(alt_text: str = "Двоє людей на ґанку", **fields: Any) -> PortalImage:
    """An uploaded JPEG of 1,600 × 1,000 pixels."""
    content = BytesIO()
    Image.new("RGB", (1600, 1000), "#3c1631").save(content, "JPEG")
    file = ContentFile(content.getvalue(), name="picture.jpg")
    return PortalImage.objects.create(title="Ґанок", file=file, alt_text=alt_text, **fields)


class PartnerPageFactory(PageFactory):
    """A charity. Give `memoranda` as a list."""

    class Meta:
        model = PartnerPage

    parent = factory.LazyFunction(partner_index)
    title = factory.Sequence("Фонд {}".format)
    slug = factory.Sequence("partner-{}".format)
    locale = factory.LazyFunction(locale)
    kind = PartnerPage.Kind.CHARITY
    lead = "Навчає психологів центрів."


class NewsPageFactory(PageFactory):
    """A published article. `tags` takes names, `partners` pages."""

    class Meta:
        model = NewsPage

    parent = factory.LazyFunction(news_index)
    title = factory.Sequence("Новина {}".format)
    slug = factory.Sequence("article-{}".format)
    locale = factory.LazyFunction(locale)
    date = date(2026, 11, 20)
    lead = "Прийти можна без запису."

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        tags, partners = kwargs.pop("tags", []), kwargs.pop("partners", [])
        article = model_class(**kwargs)
        article.tags.add(*tags)
        article.partners = partners
        with unindexed():
            return parent.add_child(instance=article)

"""What of the news and partners a reader sees, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils.functional import Promise
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from news.filters import Asked
    from news.models import NewsPage, PartnerPage


class SourcedQuerySet(PageQuerySet):
    def listed(self) -> Self:
        """What the public sees, once each: the Ukrainian pages, whose `text` is in the language of the reader."""
        below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restrictions = PageViewRestriction.objects.alias(below=below).filter(
            below__startswith=F("page__path")
        )
        found = (
            self.live()
            .filter(~Exists(restrictions), locale__language_code=settings.LANGUAGE_CODE)
            .select_related("locale")
            .defer_streamfields()
        )
        language = get_language()
        if language == settings.LANGUAGE_CODE:
            return found
        twins = self.model.objects.live().filter(
            translation_key=OuterRef("translation_key"), locale__language_code=language
        )
        return found.annotate(
            **{f"translated_{name}": Subquery(twins.values(name)[:1]) for name in ("title", "lead")}
        )

    def with_facts(self) -> Self:
        """With all that the page itself shows of other tables."""
        return self.select_related("locale", *self.model.FACTS)


class PartnerQuerySet(SourcedQuerySet):
    def by_kind(self) -> list[tuple[str | Promise, list[PartnerPage]]]:
        """What the public sees, by name, as (kind in words, partners); kinds without partners are left out."""
        partners = list(self.listed().order_by("title"))
        kinds = [(kind, [one for one in partners if one.kind == kind]) for kind in self.model.Kind]
        return [(kind.label, found) for kind, found in kinds if found]


class NewsQuerySet(SourcedQuerySet):
    def about(self, asked: Asked) -> Self:
        wanted: dict[str, Any] = {
            "tagged_items__tag": asked.tag,
            "oblast": asked.oblast,
            "partners": asked.partner,
            "date__year": asked.year,
        }
        return self.filter(**{name: value for name, value in wanted.items() if value is not None})

    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")

    def related_to(self, page: NewsPage) -> Self:
        """The others, first those that share most with the page: tags, partners, the oblast; else the newest."""
        tags = Count("tagged_items", distinct=True, filter=Q(tagged_items__tag__in=page.tags.all()))
        partners = Count("partners", distinct=True, filter=Q(partners__in=page.partners.all()))
        oblast = Case(
            When(oblast__isnull=False, oblast=page.oblast_id, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        found = self.exclude(pk=page.pk).annotate(shared=tags + partners + oblast)
        return found.order_by("-shared", "-date", "-pk")

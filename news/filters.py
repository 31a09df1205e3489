"""What a reader asks of the list of news by the parameters of its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.filtering import Choice, Filter, complaints
from portal.parameters import Problem, Problems, Refused, unexpected, whole_number

if TYPE_CHECKING:
    from news.models import NewsTag, PartnerPage
    from news.query import NewsQuerySet

__all__ = ["Asked", "Offer", "complaints", "filters_of"]

FILTERS = ("tag", "oblast", "partner", "year")
FIRST_YEAR = 1991


@dataclass(slots=True)
class Offer:
    """What the listed news is about, newest year first; one query."""

    tags: list[NewsTag]
    oblasts: list[Any]  # directory's Place
    years: list[int]

    @classmethod
    def of(cls, listed: NewsQuerySet) -> Offer:
        tag, place = _model("NewsTag"), _oblasts().model
        of_tag = [f"tagged_items__tag__{name}" for name in ("id", "name", "slug", "name_en")]
        rows = listed.values_list("date__year", "oblast", "oblast__kind", "oblast__name", *of_tag).distinct()
        by_oblast = list(rows.order_by("oblast__name", "oblast_id"))
        oblasts = {row[1:4]: place(*row[1:4]) for row in by_oblast if row[1]}
        tags = {row[4:]: tag(*row[4:]) for row in by_oblast if row[4]}
        return cls(
            tags=sorted(tags.values(), key=lambda one: one.name),
            oblasts=list(oblasts.values()),
            years=sorted({row[0] for row in by_oblast}, reverse=True),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the news must be about; None where anything will do."""

    tag: NewsTag | None = None
    oblast: Any = None  # directory's Place
    partner: PartnerPage | None = None
    year: int | None = None

    @classmethod
    def read(cls, params: QueryDict, offer: Offer) -> Asked:
        """Raises Refused with every parameter that is not understood; an empty one asks for nothing."""
        problems: Problems = unexpected(params, (*FILTERS, "page"))
        found: dict[str, Any] = {}
        for name, offered, rows, field, message in (
            ("tag", offer.tags, _model("NewsTag").objects.all(), "slug", _("There is no such tag.")),
            ("oblast", offer.oblasts, _oblasts(), "code", _("There is no such oblast.")),
            ("partner", [], _model("PartnerPage").objects.listed(), "slug", _("There is no such partner.")),
        ):
            if not (typed := params.get(name)):
                continue
            known = next((one for one in offered if getattr(one, field) == typed), None)
            found[name] = known or rows.filter(**{field: typed}).first()
            if found[name] is None:
                problems.setdefault(name, Problem("invalid_value", message))
        if params.get("year"):
            found["year"] = whole_number(params, "year", problems, least=FIRST_YEAR, most=MAXYEAR, default=0)
        if problems:
            raise Refused(problems)
        return cls(**found)


def filters_of(offer: Offer, asked: Asked, params: QueryDict) -> list[Filter]:
    """The filters as this reader has set them, without those that have nothing to choose from.

    News about a partner is reached from the partner's page: that filter is there once it was asked for.
    """
    tags = _with(offer.tags, asked.tag)
    oblasts = _with(offer.oblasts, asked.oblast)
    partners = _with([], asked.partner)
    years = _with(offer.years, asked.year)
    found = (
        ("tag", _("Topic"), _("All topics"), [Choice(one.slug, one.label, one.is_foreign) for one in tags]),
        ("oblast", _("Oblast"), _("All of Ukraine"), [Choice(one.pk, one.local_label) for one in oblasts]),
        (
            "partner",
            _("Partner"),
            _("All partners"),
            [Choice(one.slug, one.text.title, one.text.is_foreign) for one in partners],
        ),
        ("year", _("Year"), _("All years"), [Choice(str(one), str(one)) for one in years]),
    )
    return [
        Filter(
            name, label, anything, choices, next((c for c in choices if c.value == params.get(name)), None)
        )
        for name, label, anything, choices in found
        if choices
    ]


def _with(offered: Iterable[Any], asked: Any) -> list[Any]:
    return [*offered, *([asked] if asked and asked not in offered else [])]


def _model(name: str) -> Any:
    return apps.get_model("news", name)  # models.articles builds its page on this module


def _oblasts() -> models.QuerySet[Any]:
    """The regions an article may be about; the model is directory's, which news does not know."""
    field = _model("NewsPage")._meta.get_field("oblast")
    return field.related_model.objects.filter(**field.get_limit_choices_to())

"""The centers around a center, by public positions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language, gettext

from directory.atlas import Atlas, current
from directory.geo import Point
from directory.models import CenterPage
from directory.models.position import Precision
from directory.origins import Origin
from directory.query import CenterQuerySet, CenterRow
from directory.wording.distance import distance_words


@dataclass(frozen=True, slots=True)
class Nearby:
    """A center, how far it is from here in kilometres, and the same in words."""

    center: CenterPage
    km: float
    distance: str


@dataclass(frozen=True, slots=True)
class Around:
    """Open centers, the nearest first, and the nearest that takes a request today."""

    open: list[Nearby]
    taking: Nearby | None


def around(here: CenterPage, count: int, today: date, atlas: Atlas | None = None) -> Around:
    """The `count` open centers nearest to `here`, by (km, slug); nothing where no position is known.

    One query when nothing changed, none with the `atlas`, and one for the pages found.
    """
    if here.public_latitude is None or here.public_longitude is None:
        return Around([], None)
    origin = Point(here.public_latitude, here.public_longitude)
    start = Origin(origin, cast(Precision, here.public_precision))
    atlas = atlas or current()
    nearest: list[tuple[float, CenterRow]] = []
    taking: tuple[float, CenterRow] | None = None
    for km, row in atlas.nearest(origin, atlas.having(status="open")):
        if row.pk == here.pk:
            continue
        if len(nearest) < count:
            nearest.append((km, row))
        if taking is None and row.is_able(today):
            taking = (km, row)
        if len(nearest) == count and taking:
            break
    pages = _pages({row.key for _km, row in filter(None, (*nearest, taking))})

    def shown(km: float, row: CenterRow) -> Nearby:
        if km == 0 and here.public_precision == row.precision == "community":
            distance = gettext("in the same community")
        else:
            distance = distance_words(km, start, row)
        return Nearby(pages[row.key], km, distance)

    return Around(
        [shown(*hit) for hit in nearest if hit[1].key in pages],
        shown(*taking) if taking and taking[1].key in pages else None,
    )


def _pages(keys: Iterable[UUID]) -> dict[UUID, CenterPage]:
    """The centers by translation key, each with its text; one query."""
    return with_texts(CenterPage.objects.live().filter(translation_key__in=keys).select_related("locale"))


def with_texts(pages: CenterQuerySet) -> dict[UUID, CenterPage]:
    """Of pages in all languages the Ukrainian ones, by translation key; each knows its text in the reader's."""
    found = list(pages.filter(locale__language_code__in={settings.LANGUAGE_CODE, get_language()}))
    sources = {
        page.translation_key: page for page in found if page.locale.language_code == settings.LANGUAGE_CODE
    }
    texts = {page.translation_key: page for page in found if not page.is_foreign}
    for key, source in sources.items():
        source.remember_text(get_language() or settings.LANGUAGE_CODE, texts.get(key, source))
    return sources


def give_texts(centers: Iterable[CenterPage]) -> None:
    """Give each center its translation in the language of the page: one query instead of one a center."""
    language = get_language()
    foreign = {center.translation_key: center for center in centers if center.is_foreign}
    if not foreign or language is None:
        return
    translations = CenterPage.objects.live().filter(
        translation_key__in=foreign, locale__language_code=language
    )
    texts = {page.translation_key: page for page in translations.select_related("locale")}
    for key, center in foreign.items():
        center.remember_text(language, texts.get(key, center))

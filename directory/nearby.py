"""The centers around a center, by public positions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language, gettext

from directory import geo
from directory.geo import Box, Point
from directory.models import CenterPage
from directory.models.position import Precision
from directory.origins import Origin
from directory.query import CenterQuerySet
from directory.wording.distance import distance_words

FIRST_REACH_KM, EVERYWHERE_KM = 60.0, 20_100.0  # the second is the whole earth: no radius cliff


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


@dataclass(frozen=True, slots=True)
class _Place:
    key: UUID  # of the page and its translations
    slug: str
    point: Point
    precision: str
    takes: bool

    def sphere_km(self, origin: Point) -> float:
        return geo.sphere_km(origin, self.point)


def around(here: CenterPage, count: int, today: date) -> Around:
    """The `count` open centers nearest to `here`, by (km, slug); nothing where no position is known.

    One query for positions around it, a second for all when there are too few, one for the pages found.
    """
    if here.public_latitude is None or here.public_longitude is None:
        return Around([], None)
    origin = Point(here.public_latitude, here.public_longitude)
    start = Origin(origin, cast(Precision, here.public_precision))
    others = CenterPage.objects.listed().with_status("open").exclude(pk=here.pk)
    for reach in (FIRST_REACH_KM, EVERYWHERE_KM):
        places = _places(others.inside(Box.around(origin, reach)), today)
        nearest = _nearest(origin, places, count)
        taking = _nearest(origin, [place for place in places if place.takes], 1)
        # What is in a corner of the box may be farther than something outside it.
        if _whole(nearest, count, reach) and _whole(taking, 1, reach):
            break
    pages = _pages({place.key for _km, place in (*nearest, *taking)})

    def shown(km: float, place: _Place) -> Nearby:
        if km == 0 and here.public_precision == place.precision == "community":
            distance = gettext("in the same community")
        else:
            distance = distance_words(km, start, place)
        return Nearby(pages[place.key], km, distance)

    return Around([shown(*hit) for hit in nearest], shown(*taking[0]) if taking else None)


def _places(centers: Any, today: date) -> list[_Place]:
    fields = (
        "translation_key",
        "slug",
        "public_latitude",
        "public_longitude",
        "public_precision",
        "takes_requests",
        "has_worker",
        "paused_until",
    )
    return [
        _Place(key, slug, Point(lat, lon), precision, takes and worker and (paused is None or paused < today))
        for key, slug, lat, lon, precision, takes, worker, paused in centers.with_acceptance()
        .order_by()
        .values_list(*fields)
    ]


def _nearest(origin: Point, places: list[_Place], count: int) -> list[tuple[float, _Place]]:
    """Measured on the ellipsoid only where the sphere leaves it open."""
    spheres = sorted((place.sphere_km(origin), place.slug, place) for place in places)
    if len(spheres) > count:
        limit = spheres[count - 1][0] * (1 + geo.SPHERE_ERROR) / (1 - geo.SPHERE_ERROR)
        spheres = [candidate for candidate in spheres if candidate[0] <= limit]
    measured = ((geo.km(origin, place.point), place) for _sphere, _slug, place in spheres)
    return sorted(measured, key=lambda hit: (hit[0], hit[1].slug))[:count]


def _whole(found: list[tuple[float, _Place]], count: int, reach: float) -> bool:
    return len(found) == count and found[-1][0] <= reach


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

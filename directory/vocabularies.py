"""The words that centers are described and searched by, as the public API lists them.

A `count` says of how many published centers with status `open` the word is true, exactly as the filter of the same
name judges it: so many are listed for it when nothing else is asked.
"""

from collections import Counter
from datetime import date
from typing import Annotated

from django.db.models import Count
from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory import access
from directory.alphabet import alphabetical
from directory.atlas import current
from directory.fit import Asked
from directory.models import CenterPage, Hotline, Need, Place, Service, TargetGroup
from directory.regions import region

Centers = Annotated[int, Field(ge=0, description="Published open centers that the filter finds for it.")]


class ServiceAnswer(TypedDict):
    slug: str
    name: str
    name_en: str
    core: Annotated[bool, Field(description="By the standard every open center gives it.")]
    count: Centers


class NeedAnswer(TypedDict):
    slug: str
    name: str
    name_en: str
    service: Annotated[str | None, Field(description="The service that answers it; null: every center can.")]
    count: Annotated[int, Field(ge=0, description="Published open centers that give that service.")]


class GroupAnswer(TypedDict):
    slug: str
    name: str
    name_en: str
    count: Centers


class FeatureAnswer(TypedDict):
    code: str
    name: str
    name_en: str
    group: str
    group_en: str
    count: Centers


class ProfileAnswer(TypedDict):
    code: str
    name: str
    name_en: str
    must: Annotated[list[list[str]], Field(description="Groups of items; of each group one is enough.")]
    count: Centers


class OblastAnswer(TypedDict):
    code: str
    iso: Annotated[str | None, Field(description="ISO 3166-2.")]
    name: str
    name_en: str | None
    count: Centers


class HotlineAnswer(TypedDict):
    number: str
    name: str
    name_en: str
    hours: str | None
    hours_en: str | None
    audience: str | None
    audience_en: str | None
    emergency: Annotated[bool, Field(description="For danger to life.")]
    source_url: str | None
    checked_on: Annotated[date | None, Field(description="The day someone called it.")]


class Counts:
    """For how many open centers each word is true; one query when nothing changed, however many words there are."""

    def __init__(self) -> None:
        self._atlas = current()
        self._open = self._atlas.having(status="open")

    def of(self, asked: Asked) -> int:
        return (self._atlas.judge(asked).yes & self._open).bit_count()


def services() -> list[ServiceAnswer]:
    counts = Counts()
    return [
        {
            "slug": service.slug,
            "name": service.name,
            "name_en": service.name_en,
            "core": service.core,
            "count": counts.of(Asked(services=(service.slug,))),
        }
        for service in Service.objects.all()
    ]


def needs() -> list[NeedAnswer]:
    counts = Counts()
    return [
        {
            "slug": need.slug,
            "name": need.name,
            "name_en": need.name_en,
            "service": need.service.slug if need.service else None,
            "count": counts.of(Asked(services=(need.service.slug,) if need.service else ())),
        }
        for need in Need.objects.select_related("service")
    ]


def groups() -> list[GroupAnswer]:
    counts = Counts()
    return [
        {
            "slug": group.slug,
            "name": group.name,
            "name_en": group.name_en,
            "count": counts.of(Asked(group=group.slug)),
        }
        for group in TargetGroup.objects.all()
    ]


def features() -> list[FeatureAnswer]:
    counts = Counts()
    return [
        {
            "code": feature.code,
            "name": feature.name,
            "name_en": feature.name_en,
            "group": feature.group,
            "group_en": feature.group_en,
            "count": counts.of(Asked(access=(feature.code,))),
        }
        for feature in access.FEATURES.values()
    ]


def profiles() -> list[ProfileAnswer]:
    counts = Counts()
    return [
        {
            "code": profile.code,
            "name": profile.name,
            "name_en": profile.name_en,
            "must": [list(group) for group in profile.must],
            "count": counts.of(Asked(profiles=(profile.code,))),
        }
        for profile in access.PROFILES.values()
    ]


def oblasts() -> list[OblastAnswer]:
    """All 27 regions in the order of the alphabet, those without centers too."""
    centers = CenterPage.objects.listed().with_status("open").order_by()
    counts = Counter(dict(centers.values_list("oblast").annotate(count=Count("pk"))))
    found: list[OblastAnswer] = []
    places = Place.objects.filter(kind__in=("O", "K"))
    for place in sorted(places, key=lambda place: alphabetical(place.name)):
        known = region(place.code)
        found.append(
            {
                "code": place.code,
                "iso": known.iso if known else None,
                "name": place.name,
                "name_en": known.name_en if known else None,
                "count": counts[place.code],
            }
        )
    return found


def hotlines() -> list[HotlineAnswer]:
    return [
        {
            "number": line.number,
            "name": line.name,
            "name_en": line.name_en,
            "hours": line.hours or None,
            "hours_en": line.hours_en or None,
            "audience": line.audience or None,
            "audience_en": line.audience_en or None,
            "emergency": line.emergency,
            "source_url": line.source_url or None,
            "checked_on": line.checked_on,
        }
        for line in Hotline.objects.filter(shown=True)
    ]

"""The words that centers are searched by, read once for a state of the directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from django.utils.translation import get_language

from directory import wording
from directory.alphabet import alphabetical
from directory.models import Need, Place, Service, TargetGroup

Made = TypeVar("Made")


class Vocabulary:
    """Services, groups and needs by slug, regions by code, each in its order; a query for each that is asked for."""

    def __init__(self) -> None:
        self._made: dict[tuple[str | None, str], Any] = {}

    @cached_property
    def services(self) -> dict[str, Service]:
        return {service.slug: service for service in Service.objects.all()}

    @property
    def core(self) -> frozenset[str]:
        return frozenset(slug for slug, service in self.services.items() if service.core)

    @cached_property
    def groups(self) -> dict[str, TargetGroup]:
        return {group.slug: group for group in TargetGroup.objects.all()}

    @cached_property
    def needs(self) -> dict[str, Need]:
        return {need.slug: need for need in Need.objects.select_related("service")}

    @cached_property
    def regions(self) -> dict[str, Place]:
        """The 27 regions in the order of the alphabet."""
        places = Place.objects.filter(kind__in=["O", "K"])
        return {place.pk: place for place in sorted(places, key=lambda place: alphabetical(place.name))}

    def in_words(self) -> wording.Vocabulary:
        """What reasons are said with, in the language of the page."""
        return self.once(
            "words",
            lambda: wording.Vocabulary(
                services={slug: service.label for slug, service in self.services.items()},
                groups={slug: group.label for slug, group in self.groups.items()},
                reach_km=0,  # no search speaks of reach
            ),
        )

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once in each language."""
        language = get_language()
        if (language, key) not in self._made:
            self._made[language, key] = make()
        return self._made[language, key]

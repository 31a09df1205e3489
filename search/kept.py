"""What pages say of centers and is true for a whole state of the directory: read once, forgotten with that state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, TypeVar

from django.db.models import Q, Value
from django.utils.translation import get_language

from directory.atlas import Atlas, current
from directory.models import CenterCommunity, CenterPage, MobileStop, OriginCommunity
from directory.nearby import give_texts
from search.vocabulary import Vocabulary

# Held in memory, in each language; the whole country has some hundreds of centers.
MOST_PAGES, MOST_MADE = 2_000, 20_000

Made = TypeVar("Made")
Belongs = Literal["stands", "moved"]  # in the community, or away from it


class Shelf:
    """What was made in one language."""

    def __init__(self) -> None:
        self.pages: dict[int, CenterPage] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once; `key` says of what and of which center."""
        known = self._made.get(key)
        if known is None:
            if len(self._made) > MOST_MADE:
                self._made.clear()
            known = self._made[key] = make()
        return known


class Kept:
    """Of one state of the directory. What it gives out is shared by all readers: nobody changes it."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.words = Vocabulary()
        self._shelves: dict[str | None, Shelf] = defaultdict(Shelf)

    @property
    def shelf(self) -> Shelf:
        """In the language of the page."""
        return self._shelves[get_language()]

    def pages(self, pks: Iterable[int]) -> Mapping[int, CenterPage]:
        """The centers with what a card shows, each with its text in the language of the page.

        Three queries for those that nobody asked for before; what is no longer listed is left out.
        """
        pks = list(pks)
        known = self.shelf.pages
        if unread := [pk for pk in pks if pk not in known]:
            if len(known) + len(unread) > MOST_PAGES:
                known.clear()
                unread = pks
            read = {page.pk: page for page in CenterPage.objects.listed().filter(pk__in=unread).for_cards()}
            give_texts(read.values())
            known |= read
        return {pk: known[pk] for pk in pks if pk in known}

    @cached_property
    def stops(self) -> Mapping[int, Sequence[MobileStop]]:
        """The stops of mobile teams by the pk of their center, but for those that the public may not know exactly."""
        hidden = Q(center__is_hidden=True)
        for unit in ("place", "place__community", "place__oblast"):
            hidden |= Q(**{f"{unit}__hide_centers": True})
        stops: dict[int, list[MobileStop]] = defaultdict(list)
        for stop in MobileStop.objects.exclude(hidden).select_related("place"):
            stops[stop.center_id].append(stop)
        return stops

    def own_centers(self, community: str) -> Mapping[int, Belongs]:
        """pks of the listed centers of the community with this code: those that stand in it, and those that left it."""
        return self._own.get(community, {})

    @cached_property
    def _own(self) -> dict[str, dict[int, Belongs]]:
        listed: Collection[int] = {row.pk for row in self.atlas.rows}
        own: dict[str, dict[int, Belongs]] = defaultdict(dict)
        stands = CenterCommunity.objects.order_by().values_list("center_id", "place_id", Value("stands"))
        moved = OriginCommunity.objects.order_by().values_list("center_id", "place_id", Value("moved"))
        for pk, place, belongs in stands.union(moved):
            if pk in listed and own[place].get(pk) != "stands":
                own[place][pk] = belongs
        return own


def kept() -> Kept:
    """As the database is now; one query when nothing changed."""
    global _kept
    atlas, known = current(), _kept
    if known is None or known.atlas is not atlas:
        known = _kept = Kept(atlas)
    return known


_kept: Kept | None = None

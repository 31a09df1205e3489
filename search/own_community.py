"""The centers of the community that a person is from: those that stand in it, and those that had to leave it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from directory.models import Place
from search.geosearch import Hit, find_centers
from search.kept import Belongs, Kept
from search.parameters import Search


def own_centers(kept: Kept, search: Search) -> Mapping[int, Belongs]:
    """pks; none where distances start from a point, which says nothing of whose center is meant."""
    place = search.query.origin.place if search.query.origin else None
    if place is None:
        return {}
    community = place.pk if place.kind == Place.Kind.COMMUNITY else place.community_id
    return kept.own_centers(community) if community else {}


def own_farther_on(search: Search, own: Mapping[int, Belongs], shown: Collection[int]) -> Hit | None:
    """The first of them that answers the search, unless one of them is `shown` already (pks)."""
    if not own or not own.keys().isdisjoint(shown):
        return None
    among = frozenset(own)
    if search.query.among is not None:
        among &= search.query.among
    hits = find_centers(replace(search.query, among=among))
    return hits[0] if hits else None

"""The whole directory at one moment, and files made of it, kept as long as they are true."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Max
from django.utils import timezone

from directory import access, hours
from directory.answers import Center, center_answer
from directory.models import CenterPage, Place

Measures = dict[str, tuple[float, str]]  # accessibility item → a number and its unit
LONGEST_KEPT = timedelta(seconds=60)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All centers that the public sees, in any state, by slug, as they were at `as_of`; `measures` by slug.

    `until` is when something in it may be true no more by the clock alone; `digest` is the same as long as nothing
    but `as_of` differs.
    """

    as_of: datetime
    until: datetime
    centers: list[Center]
    measures: Mapping[str, Measures]
    digest: str


@dataclass(frozen=True, slots=True)
class File:
    """Bytes as they go out, the tag that changes when they say something else, and as of when they are true."""

    content: bytes
    digest: str
    as_of: datetime
    until: datetime


def take() -> Snapshot:
    """A constant number of queries for each `BATCH` of centers."""
    now = timezone.now()
    centers, measures = [], {}
    for page in _pages():
        centers.append(center_answer(page, now))
        measures[page.slug] = _measures(page)
    digest = hashlib.sha256(encode([centers, measures])).hexdigest()[:32]
    return Snapshot(hours.kyiv(now).replace(microsecond=0), _until(centers, now), centers, measures, digest)


def every_center(now: datetime) -> Iterator[Center]:
    """By slug, as the API says them."""
    return (center_answer(page, now) for page in _pages())


def _pages() -> Iterator[CenterPage]:
    return CenterPage.objects.listed().for_display().order_by("slug").iterator(chunk_size=BATCH)


def _measures(center: CenterPage) -> Measures:
    found = {code: access.recorded(center.access, code) for code in center.access}
    return {code: (item.number, item.unit) for code, item in found.items() if item.number is not None}


def kept(name: str, make: Callable[[Snapshot], bytes]) -> File:
    """The file of that name: from the cache as long as nobody changed anything and no door opened or closed."""
    key = f"opendata:{name}:{version()}"
    if (file := cache.get(key)) and timezone.now() < file.until:
        return file
    snapshot = take()
    file = File(make(snapshot), f"{name}-{snapshot.digest}", snapshot.as_of, snapshot.until)
    if seconds := int((snapshot.until - timezone.now()).total_seconds()):
        cache.set(key, file, seconds)
    return file


def version() -> str:
    """Another one as soon as anything of any center changed, or a place became a hidden one; two small queries."""
    listed = CenterPage.objects.listed().order_by().aggregate(last=Max("changed_at"), number=Count("pk"))
    hidden = Place.objects.filter(hide_centers=True).order_by("code").values_list("code", flat=True)
    text = f"{listed['last']} {listed['number']} {' '.join(hidden)}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def encode(value: Any) -> bytes:
    """Compact JSON, Cyrillic as it is."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def _until(centers: list[Center], now: datetime) -> datetime:
    """A minute, or earlier: the next opening or closing of any, or the end of the day, when notices end."""
    midnight = (hours.kyiv(now) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    changes = [center["next_change"] for center in centers if center["next_change"]]
    return min([now + LONGEST_KEPT, midnight, *changes])

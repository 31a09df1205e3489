"""Which centers: the filters that views, the API and the routing share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch
from django.db.models.lookups import StartsWith
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from directory.fit import Facts
from directory.geo import Point
from portal.page_cache import forget_pages

BATCH = 500
# What few centers have any of: their pages ask for none of it where `for_page` has seen that there is none.
RARE = ("origin_communities", "exceptions", "visits", "stops", "events", "access_photos", "assessments")


@dataclass(frozen=True, slots=True)
class CenterRow:
    """What finding and routing need to know of a center, without its page. `key`: of the page and its translations."""

    pk: int
    key: UUID
    slug: str
    point: Point | None
    precision: str | None
    facts: Facts
    accepting: bool
    paused_until: date | None
    name: str = ""
    oblast: str = ""  # КАТОТТГ code

    def is_able(self, day: date) -> bool:
        """Whether it takes requests then: open, accepting, not paused; `paused_until` is the last day of a pause."""
        paused = self.paused_until is not None and self.paused_until >= day
        return self.facts.status == "open" and self.accepting and not paused


class CenterQuerySet(PageQuerySet):
    def listed(self) -> Self:
        """The centers that the public sees: published, unrestricted, each once (its Ukrainian page)."""
        return self.live().unrestricted().filter(locale__language_code=settings.LANGUAGE_CODE)

    def unrestricted(self) -> Self:
        """What `public()` of Wagtail leaves, but asked of the database together with the rest."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        return self.exclude(Exists(PageViewRestriction.objects.filter(StartsWith(path, F("page__path")))))

    def with_status(self, status: str) -> Self:
        """`any` is all but the closed ones."""
        return self.exclude(status="closed") if status == "any" else self.filter(status=status)

    def with_acceptance(self) -> Self:
        """Annotate `has_worker`: whether an active case worker is there."""
        workers = self.model.case_workers.rel.related_model.objects.filter(
            center=OuterRef("pk"), user__is_active=True
        )
        return self.annotate(has_worker=Exists(workers))

    def for_page(self) -> Self:
        """With what the page of a center asks of other tables; what it has several of, `presenting` fetches."""
        units = ("settlement__community", "settlement__raion", "settlement__oblast")
        related = {name: getattr(self.model, name).rel.related_model.objects for name in RARE}
        there = {f"has_{name}": Exists(rows.filter(center=OuterRef("pk"))) for name, rows in related.items()}
        return self.select_related("locale", "oblast", "capacity", *units).with_acceptance().annotate(**there)

    def for_display(self) -> Self:
        """With everything that a card or the API shows of a center; a constant number of queries."""
        related = {name: getattr(self.model, name).rel.related_model.objects for name in ("visits", "stops")}
        return (
            self.select_related(
                "oblast", "settlement__community", "settlement__raion", "settlement__oblast", "locale"
            )
            .prefetch_related(
                "communities__place__raion",
                "origin_communities__place",
                "offers__service",
                Prefetch("visits", related["visits"].select_related("body")),
                Prefetch("stops", related["stops"].select_related("place__community", "place__oblast")),
            )
            .with_acceptance()
        )

    def for_cards(self) -> Self:
        """With what a list shows of a center: address, hours, accessibility, telephone; two queries."""
        communities = self.model.communities.rel.related_model.objects.select_related("place__raion")
        return self.select_related(
            "oblast", "settlement__raion", "settlement__oblast", "locale"
        ).prefetch_related(Prefetch("communities", communities))

    def rows(self) -> list[CenterRow]:
        """The compact rows that finding and routing judge; one query."""
        fields = (
            "pk", "translation_key", "slug", "public_latitude", "public_longitude", "public_precision", "status",
            "service_slugs", "services_verified_on", "group_slugs", "access", "schedule", "takes_requests",
            "has_worker", "paused_until", "title", "oblast",
        )  # fmt: skip
        return [_row(*values) for values in self.with_acceptance().values_list(*fields)]

    def touch(self) -> None:
        """What the API says of these centers changed just now, by something other than saving them."""
        self.order_by().update(changed_at=timezone.now())

    def rederive(self) -> int:
        """Derive again what is searched by, after places, holidays or settings changed; how many differed."""
        circumstances, changed, now = self.model.circumstances(), [], timezone.now()
        related = (
            "communities__place", "exceptions", "disruptions", "offers__service", "groups",
        )  # fmt: skip
        centers = self.select_related("oblast", "settlement__community").prefetch_related(*related)
        for center in centers.iterator(chunk_size=BATCH):
            before = [getattr(center, name) for name in self.model.DERIVED]
            center.derive(*circumstances)
            if before != [getattr(center, name) for name in self.model.DERIVED]:
                center.changed_at = now
                changed.append(center)
        self.bulk_update(changed, (*self.model.DERIVED, "changed_at"), batch_size=BATCH)
        if changed:
            forget_pages()
        return len(changed)


def _row(
    pk: int,
    key: UUID,
    slug: str,
    lat: float | None,
    lon: float | None,
    precision: str,
    status: str,
    services: list[str],
    confirmed: date | None,
    groups: list[str],
    access: dict[str, Any],
    schedule: str,
    takes: bool,
    worker: bool,
    paused_until: date | None,
    name: str,
    oblast: str,
) -> CenterRow:
    return CenterRow(
        pk=pk,
        key=key,
        slug=slug,
        point=None if lat is None or lon is None else Point(lat, lon),
        precision=precision or None,
        facts=Facts(
            status=status,
            services=frozenset(services),
            services_confirmed=confirmed is not None,
            groups=frozenset(groups),
            access={
                intern(code): intern(item["answer"]) for code, item in access.items() if item.get("answer")
            },
            schedule=schedule,
        ),
        accepting=takes and worker,
        paused_until=paused_until,
        name=name,
        oblast=oblast,
    )

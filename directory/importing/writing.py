"""Centers written many at a time.

A page of its own costs Wagtail some thirty queries to add. Here the rows of all new pages, of their centers and of
their lists go in together; what saving a page would do besides is done once for all of them.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from directory.importing.facts import Facts
from directory.importing.rows import CheckedRow
from directory.importing.slugs import slug_for
from directory.importing.tasks import index_centers
from directory.models import (
    CenterCommunity,
    CenterIndexPage,
    CenterPage,
    CenterService,
    OriginCommunity,
    Place,
    Service,
)
from portal.models import source_locale
from portal.page_cache import forget_pages

BATCH = 500
LISTS = ((CenterCommunity, "communities"), (OriginCommunity, "origin_communities"), (CenterService, "offers"))


class Writer:
    """Adds and changes centers below the directory's page, inside a transaction of the caller.

    The directory's row is locked, so that nobody adds a page there meanwhile.
    """

    def __init__(self, rows: Sequence[CheckedRow]) -> None:
        self._locale = source_locale()
        index = CenterIndexPage.objects.filter(locale=self._locale).first()
        if index is None:
            raise LookupError("there is no directory of centers to add to")
        self.index = Page.objects.select_for_update().get(pk=index.pk)
        self._services = {service.slug: service for service in Service.objects.all()}
        codes = {
            code
            for row in rows
            for code in (
                row.facts.fields["oblast_id"],
                row.facts.fields["settlement_id"],
                *row.facts.communities,
                *row.facts.origins,
            )
            if code
        }
        self._places = Place.objects.select_related("community", "raion").in_bulk(list(codes))

    def add(self, rows: Sequence[CheckedRow]) -> Iterable[int]:
        """Write the rows as new pages; yields how many, batch by batch."""
        circumstances = CenterPage.circumstances()
        taken = set(self.index.get_children().values_list("slug", flat=True))
        last = self.index.get_last_child()
        number = int(last.path[-Page.steplen :], 36) if last else 0
        rows_left = iter(rows)
        while batch := list(islice(rows_left, BATCH)):
            centers = []
            for row in batch:
                number += 1
                center = self._new(
                    row, CenterPage._get_path(self.index.path, self.index.depth + 1, number), taken
                )
                center.derive(*circumstances)
                centers.append(center)
            self._insert(centers)
            yield len(batch)

    def change(self, center: CenterPage, facts: Facts) -> None:
        """Bring a page that nobody has changed by hand up to date, as an editor would: with a revision and a log."""
        self._fill(center, facts)
        center.save_revision(log_action=True).publish()

    def _new(self, row: CheckedRow, path: str, taken: set[str]) -> CenterPage:
        facts, now = row.facts, timezone.now()
        oblast = self._places[facts.fields["oblast_id"]]
        slug = slug_for(facts.fields["title"], row.owners, oblast, taken)
        center = CenterPage(
            path=path,
            depth=self.index.depth + 1,
            slug=slug,
            url_path=f"{self.index.url_path}{slug}/",
            locale=self._locale,
            live=True,
            first_published_at=now,
            last_published_at=now,
            import_key=row.key,
            changed_at=now,
        )
        self._fill(center, facts)
        center.groups = []
        return center

    def _fill(self, center: CenterPage, facts: Facts) -> None:
        for name, value in facts.fields.items():
            setattr(center, name, value)
        center.draft_title = center.title
        center.oblast = self._places[facts.fields["oblast_id"]]
        settlement = facts.fields["settlement_id"]
        center.settlement = self._places[settlement] if settlement else None
        center.communities = _in_order(
            CenterCommunity(place=self._places[code]) for code in facts.communities
        )
        center.origin_communities = _in_order(
            OriginCommunity(place=self._places[code]) for code in facts.origins
        )
        notes = {offer.service.slug: offer.note for offer in center.offers.all()} if center.pk else {}
        center.offers = _in_order(
            CenterService(service=self._services[slug], note=notes.get(slug, "")) for slug in facts.services
        )
        center.import_digest = facts.digest

    def _insert(self, centers: list[CenterPage]) -> None:
        # bulk_create() refuses models with a parent of their own. This is what it does for one table, done for two.
        page_fields = [field for field in Page._meta.concrete_fields if not field.primary_key]
        written = _insert_rows(Page, centers, page_fields)
        for center, (pk,) in zip(centers, written, strict=True):
            center.id = center.page_ptr_id = pk
            center._state.adding = False
        _insert_rows(CenterPage, centers, CenterPage._meta.local_concrete_fields)
        for model, name in LISTS:
            items = []
            for center in centers:
                for item in getattr(center, name).all():
                    item.center_id = center.pk
                    items.append(item)
            model.objects.bulk_create(items)
        Page.objects.filter(pk=self.index.pk).update(numchild=F("numchild") + len(centers))
        _tell(centers)


def _insert_rows(
    model: type[Page], centers: list[CenterPage], fields: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """The generated keys of the rows, if the table generates them."""
    return model._base_manager.get_queryset()._batched_insert(centers, fields, batch_size=None)


def _in_order(items: Iterable[Any]) -> list[Any]:
    found = list(items)
    for order, item in enumerate(found):
        item.sort_order = order
    return found


def _tell(centers: list[CenterPage]) -> None:
    """What publishing each of them would do: its log, the signal for other apps, indexes, pages kept in memory."""
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=center.content_type_id,
            page_id=center.pk,
            label=center.title[:200],
            action=action,
            timestamp=now,
            uuid=None,
            content_changed=True,
            data={},
        )
        for center in centers
        for action in ("wagtail.create", "wagtail.publish")
    )
    for center in centers:
        page_published.send(sender=CenterPage, instance=center, revision=None)
    index_centers.enqueue([center.pk for center in centers])
    forget_pages()

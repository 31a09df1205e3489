"""Which records an address under `/api/hsds/` lists: judged on compact rows, written in full for one page alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from django.utils import timezone

from directory.answers import center_answer
from directory.models import CenterPage
from directory.opendata.hsds.asking import Asked
from directory.opendata.hsds.ids import uid
from directory.opendata.hsds.records import Records, given_services
from directory.opendata.hsds.terms import Terms

BATCH = 200  # centers in memory at a time
Write = Callable[[Records, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A center, or one of its services (a slug; "" for the center itself)."""

    pk: int
    slug: str
    service: str
    name: str
    services: frozenset[str]  # all of the center, or this one
    groups: frozenset[str]
    access: frozenset[str]  # items answered
    present: frozenset[str]  # items answered yes
    changed_at: datetime


def centers(terms: Terms) -> list[Entry]:
    """All that the public sees, by slug; one query."""
    fields = ("pk", "slug", "title", "status", "group_slugs", "access", "changed_at", "service_slugs")
    rows = CenterPage.objects.listed().order_by().values_list(*fields)
    return sorted((_entry(terms, *row) for row in rows), key=lambda entry: entry.slug)


def services(terms: Terms) -> list[Entry]:
    """Each service of each center, by slugs; one query."""
    return [
        replace(center, service=service, services=frozenset({service}))
        for center in centers(terms)
        for service in sorted(center.services)
    ]


def matching(entries: Sequence[Entry], asked: Asked, terms: Terms) -> list[Entry]:
    return [entry for entry in entries if _matches(entry, asked, terms)]


def written(entries: Sequence[Entry], terms: Terms, write: Write) -> Iterator[dict[str, Any]]:
    """The records in the same order; a constant number of queries for each `BATCH` of centers."""
    now = timezone.now()
    rows = ((pk, list(group)) for pk, group in groupby(entries, key=lambda entry: entry.pk))
    while batch := list(islice(rows, BATCH)):
        pages = CenterPage.objects.listed().for_display().in_bulk([pk for pk, _group in batch])
        for pk, group in batch:
            if pk in pages:  # else it was withdrawn in between
                records = Records(pages[pk], center_answer(pages[pk], now), terms)
                yield from (write(records, entry.service) for entry in group)


def found(entries: Sequence[Entry], kind: str, key: str) -> Entry | None:
    """The one with that identifier, if there is one."""
    wanted = key.lower()
    return next((entry for entry in entries if _key(entry, kind) == wanted), None)


def page_of(
    rows: Sequence[Any], asked: Asked, write: Callable[[Sequence[Any]], list[dict[str, Any]]]
) -> dict[str, Any]:
    """HSDS's envelope; a page after the last is empty."""
    start = (asked.page - 1) * asked.per_page
    contents = write(rows[start : start + asked.per_page])
    pages = -(-len(rows) // asked.per_page)
    return {
        "total_items": len(rows),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _entry(
    terms: Terms,
    pk: int,
    slug: str,
    title: str,
    status: str,
    groups: list[str],
    access: dict[str, dict[str, str]],
    changed_at: datetime,
    recorded: list[str],
) -> Entry:
    answers = {code: item.get("answer") for code, item in access.items()}
    return Entry(
        pk=pk,
        slug=slug,
        service="",
        name=title,
        services=frozenset(given_services(status, recorded, terms.core)),
        groups=frozenset(groups),
        access=frozenset(code for code, answer in answers.items() if answer in ("yes", "no", "na")),
        present=frozenset(code for code, answer in answers.items() if answer == "yes"),
        changed_at=changed_at,
    )


def _key(entry: Entry, kind: str) -> str:
    return uid(kind, entry.slug, *([entry.service] if entry.service else []))


def _matches(entry: Entry, asked: Asked, terms: Terms) -> bool:
    if asked.organization and uid("organization", entry.slug) != asked.organization:
        return False
    if asked.modified_after and entry.changed_at < asked.modified_after:
        return False
    if asked.term and not _has_term(entry, asked.term):
        return False
    if asked.taxonomy and not _has_any(entry, asked.taxonomy):
        return False
    if not asked.words:
        return True
    said = (terms.by_key["services", service] for service in entry.services)
    text = " ".join([entry.name, *(f"{term['name']} {term['description']}" for term in said)]).casefold()
    return all(word in text for word in asked.words)


def _has_term(entry: Entry, term: tuple[str, str]) -> bool:
    taxonomy, code = term
    return (
        code in {"services": entry.services, "groups": entry.groups, "access-card": entry.present}[taxonomy]
    )


def _has_any(entry: Entry, taxonomy: str) -> bool:
    return bool({"services": entry.services, "groups": entry.groups, "access-card": entry.access}[taxonomy])

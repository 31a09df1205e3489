"""Answers of `/api/hsds/`: a page of records, all of them as lines, or one."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone

from directory.opendata.hsds import listing
from directory.opendata.hsds.asking import Asked
from directory.opendata.hsds.records import Records
from directory.opendata.hsds.terms import Terms
from directory.opendata.snapshot import encode, version
from directory.opendata.terms import LICENCE_LINK

NDJSON = "application/x-ndjson"


def listed(
    request: HttpRequest, asked: Asked, terms: Terms, entries: Sequence[listing.Entry], write: listing.Write
) -> Any:
    rows = listing.matching(entries, asked, terms)
    if asked.ndjson:
        return lines(request, listing.written(rows, terms, write))
    return listing.page_of(rows, asked, lambda page: list(listing.written(page, terms, write)))


def words(request: HttpRequest, asked: Asked, rows: list[dict[str, Any]]) -> Any:
    kept = [
        row
        for row in rows
        if all(word in f"{row['name']} {row['description']}".casefold() for word in asked.words)
    ]
    return lines(request, iter(kept)) if asked.ndjson else listing.page_of(kept, asked, list)


def one(
    entries: Sequence[listing.Entry],
    kind: str,
    key: str,
    terms: Terms,
    write: Callable[[Records, str], dict[str, Any]],
) -> dict[str, Any]:
    entry = listing.found(entries, kind, key)
    for record in listing.written([entry] if entry else [], terms, write):
        return record
    raise Http404


def with_id(rows: Iterable[dict[str, Any]], key: str) -> dict[str, Any]:
    for row in rows:
        if row["id"] == key.lower():
            return row
    raise Http404


def lines(request: HttpRequest, records: Iterator[dict[str, Any]]) -> StreamingHttpResponse:
    """One record a line. Nothing here hangs on the hour, so the directory's version and the day tell what it says."""
    response = StreamingHttpResponse((encode(record) + b"\n" for record in records), content_type=NDJSON)
    text = f"{version()} {timezone.localdate()} {request.get_full_path()}"
    response["ETag"] = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response["Link"] = LICENCE_LINK
    return response

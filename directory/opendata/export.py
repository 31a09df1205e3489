"""The same files as the addresses give, written into a folder: for a mirror, an archive, an open data portal."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from directory.opendata import a11y, geojson, table, terms
from directory.opendata.hsds import listing
from directory.opendata.hsds.answering import NDJSON
from directory.opendata.hsds.records import Records
from directory.opendata.hsds.terms import Terms, taxonomies
from directory.opendata.snapshot import Snapshot, encode, take

Progress = Callable[[Iterable[Any]], Iterable[Any]]

README = """\
# Центри життєстійкості України / Resilience centres of Ukraine

Станом на / as of: {as_of}
Ліцензія / licence: {licence}
Джерело / source: {attribution}

| file | what |
|---|---|
| centers.geojson | every published centre, any status: GeoJSON (RFC 7946) |
| centers.csv, centers.csv-metadata.json | the same as a table; its columns (CSV on the Web) |
| centers.a11y.json | accessibility: A11yJSON {a11y} |
| hsds/*.ndjson | HSDS 3 (Open Referral), one record a line |
| datapackage.json | sizes and SHA-256 of the files |

Empty or missing means not known, never no. Where `hidden` is true, nothing finer than the community is told.
"""


def export(folder: Path, progress: Progress = iter) -> int:
    """Write all files as of one moment; how many. Raises OSError.

    Each is written whole beside its place, and takes it only when all are there: whoever reads meanwhile, or after a
    failure, finds whole files.
    """
    snapshot, written, resources = take(), [], []
    try:
        for name, media_type, content in progress(_files(snapshot)):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.{uuid4().hex}")
            written.append((beside, path))
            beside.write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            resources.append(_resource(name, media_type, len(content), digest))
        last = folder / "datapackage.json"
        beside = last.with_name(f".{last.name}.{uuid4().hex}")
        written.append((beside, last))
        beside.write_bytes(encode(_package(snapshot, resources)))
        for beside, path in written:
            os.replace(beside, path)  # noqa: PTH105 - the one that is atomic on every system
    finally:
        for beside, _path in written:
            beside.unlink(missing_ok=True)
    return len(written)


def _files(snapshot: Snapshot) -> Iterator[tuple[str, str, bytes]]:
    """(name, media type, content)"""
    terms_ = Terms.load()
    centers, services = listing.centers(terms_), listing.services(terms_)
    yield "centers.geojson", geojson.MEDIA_TYPE, geojson.centers_geojson(snapshot)
    yield table.NAME, table.MEDIA_TYPE, table.centers_csv(snapshot)
    yield table.DESCRIPTION, "application/csvm+json", encode(table.description(snapshot.as_of))
    yield "centers.a11y.json", a11y.MEDIA_TYPE, a11y.centers_a11y(snapshot)
    yield (
        "hsds/organizations.ndjson",
        NDJSON,
        _lines(listing.written(centers, terms_, lambda records, _service: records.organization_full())),
    )
    yield "hsds/services.ndjson", NDJSON, _lines(listing.written(services, terms_, Records.service_full))
    at_locations = listing.written(services, terms_, Records.service_at_location)
    yield "hsds/service_at_locations.ndjson", NDJSON, _lines(at_locations)
    yield "hsds/taxonomies.ndjson", NDJSON, _lines(taxonomies())
    yield "hsds/taxonomy_terms.ndjson", NDJSON, _lines(terms_.by_key.values())
    readme = README.format(
        as_of=snapshot.as_of.isoformat(),
        licence=terms.LICENCE,
        attribution=terms.attribution(),
        a11y=a11y.FORMAT,
    )
    yield "README.md", "text/markdown", readme.encode()


def _lines(records: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(encode(record) + b"\n" for record in records)


def _resource(name: str, media_type: str, size: int, digest: str) -> dict[str, Any]:
    return {
        "name": Path(name).name.lower().replace(".", "-").replace("_", "-"),
        "path": name,
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }


def _package(snapshot: Snapshot, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Frictionless Data Package."""
    return {
        "name": "resilience-centers-ua",
        "title": "Центри життєстійкості України / Resilience centres of Ukraine",
        "created": snapshot.as_of,
        "licenses": [{"name": "CC-BY-4.0", "path": terms.LICENCE, "title": terms.LICENCE_NAME}],
        "sources": [{"title": terms.attribution()}],
        "resources": resources,
    }

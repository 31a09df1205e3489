"""What travels to a telephone, compressed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from directory.models import CenterPage
from tests.bench.measuring import Row
from tests.bench.yardsticks import answering

RESULTS = "/uk/centers/?q=%D0%9B%D1%8C%D0%B2%D1%96%D0%B2"  # Львів
PARTS = re.compile(rb'(?:src|href)="(/static/[^"#]+)')
IN_STYLES = re.compile(rb"url\(([^)\"']+)\)")
KB = 1_024


def rows(folder: Path) -> Iterator[Row]:
    results = answering(RESULTS)()
    yield Row("page of 20 results, HTML", len(results) / KB, "KB", 30)
    yield Row("page of 20 results, HTML compressed", _packed(results), "KB", 10)
    yield Row("page of 20 results with all it needs", _packed(results) + _parts([results]), "KB", 100)
    able = [row.pk for row in CenterPage.objects.listed().rows() if row.is_able(timezone.localdate())]
    center = CenterPage.objects.get(pk=able[0])
    journey = [
        answering(address)()
        for address in (
            "/uk/",
            RESULTS,
            center.get_url(),
            f"/uk/request/?center={center.slug}",
            "/uk/request/track/",
        )
    ]
    whole = sum(_packed(page) for page in journey) + _parts(journey)
    yield Row("the journey from home to a request", whole, "KB", 160)


def _packed(content: bytes) -> float:
    return len(gzip.compress(content, 6)) / KB


def _parts(pages: list[bytes]) -> float:
    """Styles, scripts, pictures and the font, each once."""
    paths = {found.decode() for page in pages for found in PARTS.findall(page)}
    total = 0.0
    for path in paths:
        file = Path(settings.STATIC_ROOT) / path.removeprefix(settings.STATIC_URL)
        content = file.read_bytes()
        total += _packed(content)
        if file.suffix == ".css":
            for name in IN_STYLES.findall(content):
                total += len((file.parent / name.decode()).resolve().read_bytes()) / KB
    return total

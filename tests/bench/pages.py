"""Public pages: seen before, for the first time, and the results of a search."""

from collections.abc import Iterator
from pathlib import Path

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import CenterPage
from news.models import NewsPage
from tests.bench.measuring import Row, cpu_ms, paired_wall_ms
from tests.bench.yardsticks import answering

SEARCH = "/uk/centers/?lat=49.84&lon=24.03&profile=wheelchair&open=now"


def rows(folder: Path) -> Iterator[Row]:
    hello = cpu_ms(answering("/hello/", plain=True))
    yield Row("a page seen before, CPU", cpu_ms(answering("/uk/")), "ms", 1.3, "hello", hello)
    yield Row("results of a search, CPU", cpu_ms(answering(SEARCH), times=60), "ms", 15, "hello", hello)
    ours, plain = paired_wall_ms(_uncached("/uk/centers/"), answering("/listing/", plain=True), times=20)
    yield Row("directory of 1,000 centers, first render", ours, "ms", 1, "plain Wagtail listing", plain)
    most = max((_queries(address), address) for address in addresses())
    yield Row(f"SQL queries of a first render, most ({most[1]})", most[0], "queries", 15)


def addresses() -> list[str]:
    center = CenterPage.objects.listed().order_by("pk").last()
    article = NewsPage.objects.live().filter(locale__language_code="uk").first()
    paths = [page.get_url() for page in (center, article) if page is not None]
    return [
        "/uk/",
        "/uk/centers/",
        SEARCH,
        "/uk/news/",
        "/uk/partners/",
        "/uk/faq/",
        "/uk/request/",
        "/en/",
        *paths,
    ]


def _uncached(address: str) -> object:
    answer = answering(address)

    def work() -> bytes:
        cache.clear()
        return answer()

    return work


def _queries(address: str) -> int:
    answer = answering(address)
    answer()  # what a process learns once
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        answer()
    return len(asked)

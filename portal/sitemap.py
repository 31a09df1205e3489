"""The addresses that search engines may show: every public page, in each language in which it can be read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import Page, Site, get_page_models

from portal.languages import swapped
from portal.models import UntranslatedChildrenMixin

LONGEST = 50_000  # addresses in one file, by the protocol
VIEWS = (
    "intake:request",
    "directory:statistics",
    "directory:open_data",
)  # public pages that are not in the tree
# Pages of an app that are not in the tree: what gives (name of the view, its arguments, when it changed) of each.
SOURCES: list[Callable[[], Iterable[tuple[str, list[Any], datetime | None]]]] = []


@dataclass(frozen=True, slots=True)
class Entry:
    """An address, when it was last changed, and the same page by language; addresses are absolute."""

    url: str
    changed: datetime | None
    languages: dict[str, str]


def entries() -> list[Entry]:
    """A few queries, however many pages there are."""
    found: list[Entry] = []
    for paths, changed in (*_views(), *_pages()):
        languages = {code: f"{settings.SITE_URL}{path}" for code, path in paths.items()}
        found += [Entry(url, changed, languages) for url in languages.values()]
    return found[:LONGEST]


def _views() -> Iterator[tuple[dict[str, str], datetime | None]]:
    more = chain.from_iterable(source() for source in SOURCES)
    for name, args, changed in chain(((name, [], None) for name in VIEWS), more):
        paths = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                try:
                    paths[code] = reverse(name, args=args)
                except NoReverseMatch:  # this part of the site is not built yet
                    continue
        if paths:
            yield paths, changed


def _pages() -> Iterator[tuple[dict[str, str], datetime | None]]:
    """Paths by language and the last change of each page of the tree, in the order of the tree."""
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    everywhere = _types_in_every_language()
    pages = Page.objects.live().public().filter(locale__language_code__in=roots).order_by("path")
    rows = pages.values_list(
        "translation_key", "locale__language_code", "url_path", "content_type", "last_published_at"
    )
    paths: dict[object, dict[str, str]] = defaultdict(dict)
    changes: dict[object, list[datetime]] = defaultdict(list)
    carried = set()
    for key, code, url_path, content_type, published in rows:
        if not url_path.startswith(roots[code]):
            continue
        paths[key][code] = f"/{code}/{url_path.removeprefix(roots[code])}"
        changes[key] += [published] if published else []
        if content_type in everywhere:
            carried.add(key)
    for key, own in paths.items():
        if key in carried:
            source = own.get(settings.LANGUAGE_CODE)
            if source is None:  # withdrawn, and with it every translation
                continue
            own = {
                code: own.get(code) or swapped(source, code) or source for code, _name in settings.LANGUAGES
            }
        yield own, max(changes[key], default=None)


def _types_in_every_language() -> set[int]:
    """The types of pages that have their address in each language from the day their Ukrainian page is published."""
    models = [
        model
        for model in get_page_models()
        if (parents := model.allowed_parent_page_models())
        and all(issubclass(parent, UntranslatedChildrenMixin) for parent in parents)
    ]
    return {content_type.pk for content_type in ContentType.objects.get_for_models(*models).values()}

"""The menus of the public site: only what exists is in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.page_cache import remembered


@dataclass(frozen=True, slots=True)
class Entry:
    """What the site may have: a view by `name`, a child of the home page by `slug`, or a fixed `path`."""

    label: str | Promise
    name: str = ""
    slug: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A link that works. `current` is "page" on that page, "true" on one below it, else ""."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """`main` stands in the header; `full` in the footer, as (heading, items)."""

    main: tuple[Item, ...]
    full: tuple[tuple[str, tuple[Item, ...]], ...]


CENTERS = Entry(_("Find a centre"), name="search:centers")
REQUEST = Entry(_("Ask for support"), name="intake:request")
TRACK = Entry(_("Check your request"), name="intake:track")
NEWS = Entry(_("News"), slug="news")
FAQ = Entry(_("Questions and answers"), slug="faq")
EVENTS = Entry(_("Events"), name="directory:events")
PARTNERS = Entry(_("Partners"), slug="partners")
STATISTICS = Entry(_("Statistics"), name="directory:statistics")
OPEN_DATA = Entry(_("Open data"), name="directory:open_data")
LEGAL = Entry(_("Legal acts"), slug="legal")
SEARCH = Entry(_("Search the site"), name="search:site")
ACCESSIBILITY = Entry(_("Accessibility"), slug="accessibility")
PRIVACY = Entry(_("Privacy"), slug="privacy")

MAIN = (CENTERS, REQUEST, NEWS, EVENTS, FAQ, PARTNERS, STATISTICS)
FULL = (
    (_("Help"), (CENTERS, REQUEST, TRACK)),
    (_("About the centres"), (FAQ, NEWS, EVENTS, PARTNERS)),
    (_("Data and law"), (STATISTICS, OPEN_DATA, LEGAL)),
    (_("About the portal"), (SEARCH, ACCESSIBILITY, PRIVACY)),
)

HOME_DEPTH = 2  # in Wagtail's tree: below the root there are only the home pages, one in each language

# Views that are in the menus only while there is something to see: by name, the rows of which one is enough. An app
# puts its own in.
WHILE_ANY: dict[str, Callable[[], QuerySet[Any]]] = {}


def build(path: str) -> Menu:
    """The menus as a reader of `path` gets them, in the active language; one query."""
    return remembered(("menu", get_language()), _Menus).at(path)


class _Menus:
    """The menus of one language: alike wherever they mark the same entries."""

    def __init__(self) -> None:
        self.addresses = _addresses(entry for _heading, entries in FULL for entry in entries)
        self._known: dict[tuple[str, ...], Menu] = {}

    def at(self, path: str) -> Menu:
        marks = tuple(_current(path, url) for _label, url in self.addresses.values())
        if marks not in self._known:
            self._known[marks] = self._build(path)
        return self._known[marks]

    def _build(self, path: str) -> Menu:
        full = ((str(heading), found) for heading, entries in FULL if (found := self._items(entries, path)))
        return Menu(main=self._items(MAIN, path), full=tuple(full))

    def _items(self, entries: Iterable[Entry], path: str) -> tuple[Item, ...]:
        found = (self.addresses[entry] for entry in entries if entry in self.addresses)
        return tuple(Item(label, url, _current(path, url)) for label, url in found)


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def _addresses(entries: Iterable[Entry]) -> dict[Entry, tuple[str, str]]:
    """Label and address, in the active language, of what is there."""
    entries = list(entries)
    live = _live([entry.slug for entry in entries if entry.slug])
    found = {}
    for entry in entries:
        try:
            if entry.slug:
                if entry.slug in live:
                    found[entry] = str(entry.label), reverse("wagtail_serve", args=[f"{entry.slug}/"])
            elif entry.path:
                resolve(entry.path)
                found[entry] = str(entry.label), entry.path
            elif entry.name not in WHILE_ANY or entry.name in live:
                found[entry] = str(entry.label), reverse(entry.name)
        except (NoReverseMatch, Resolver404):  # this part of the site is not built yet
            continue
    return found


def _live(slugs: list[str]) -> set[str]:
    """Those of `slugs` that are live children of the home page in the active language, and names of WHILE_ANY."""
    pages = Page.objects.live().filter(
        depth=HOME_DEPTH + 1,
        locale__language_code=get_language(),
        slug__in=slugs,
        view_restrictions__isnull=True,  # as .public(): only the home page stands above
    )
    names = [
        rows().annotate(shown=Value(name, CharField())).order_by().values_list("shown")
        for name, rows in WHILE_ANY.items()
    ]
    return {name for (name,) in pages.order_by().values_list("slug").union(*names)}

"""The same results on a map: every one of them at once, and what a map may draw of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory import counts
from directory.geo import Point
from directory.origins import Origin
from directory.presenting.spots import Spot, spot
from directory.presenting.where import region_name
from search import links
from search.presenting import Card
from search.vocabulary import Vocabulary

MOST = 2_000  # a page that a telephone can still hold; the whole country has some hundreds


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the results: `on` is the one that is shown."""

    name: str
    label: str
    url: str
    on: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A center under the map. `at` is a `Spot` written, "" where it is not drawn; `place` is Ukrainian."""

    url: str
    title: str
    ukrainian: bool
    at: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading: those that fit, those not known to, and of each those without a place on the map."""

    code: str  # fits, unknown
    rows: list[Row]
    unplaced: list[Row]

    @property
    def number(self) -> int:
        return len(self.rows) + len(self.unplaced)


@dataclass(frozen=True, slots=True)
class Shaded:
    """A region on the map that needs no script: how many results it has."""

    symbol: str
    shade: int
    total: int
    x: int
    y: int
    name: str
    url: str


def views(params: QueryDict) -> list[View]:
    """The list and the map of the same search, from its first page on."""
    shown = params.get("view", "").strip() or "list"
    made = (("list", _("List"), None), ("map", _("Map"), "map"))
    return [
        View(name, label, links.changed(params, view=value), name == shown) for name, label, value in made
    ]


def parts(cards: Iterable[Card]) -> list[Part]:
    """In the order of the cards; parts without a row are left out."""
    found = {fits: Part("fits" if fits else "unknown", [], []) for fits in (True, False)}
    for card in cards:
        row, part = _row(card), found[card.says.fits]
        (part.rows if row.at else part.unplaced).append(row)
    return [part for part in found.values() if part.number]


def origin_at(origin: Origin | None) -> str:
    """Where it is measured from, as a point; a device's position comes rounded already."""
    return Spot(Point(round(origin.point.lat, 3), round(origin.point.lon, 3)), 0).written if origin else ""


def by_region(cards: Sequence[Card], params: QueryDict, words: Vocabulary) -> list[Shaded]:
    """All 27 regions, with how many of the results stand in each."""
    totals = Counter(card.center.oblast_id for card in cards)
    drawings = counts.drawings()
    return [
        Shaded(
            symbol=code[:4],
            shade=_shade(totals[code]),
            total=totals[code],
            x=drawings[code[:4]]["x"],
            y=drawings[code[:4]]["y"],
            name=region_name(region),
            url=links.changed(params, oblast=code),
        )
        for code, region in words.regions.items()
        if code[:4] in drawings
    ]


def _shade(total: int) -> int:
    """1 to 4, as on the home page's map; 0 for none."""
    return 1 + sum(total > step for step in counts.STEPS) if total else 0


def _row(card: Card) -> Row:
    words = (
        card.distance.text if card.distance else "",
        card.says.opening.text,
        card.about.hidden.rstrip("."),
        card.says.stop,
    )
    place = spot(card.center)
    return Row(
        url=card.about.url,
        title=card.about.title,
        ukrainian=card.about.ukrainian,
        at=place.written if place else "",
        words=" · ".join(filter(None, words)),
        place=_place(card),
    )


def _place(card: Card) -> str:
    """The town or the community, with «≈» where the map shows no more than that."""
    center = card.center
    name = center.public_settlement.label if center.public_settlement else ""
    if not name and center.stands_in:
        name = center.stands_in[0].label
    return name if center.public_precision == "address" or not name else f"≈\u00a0{name}"

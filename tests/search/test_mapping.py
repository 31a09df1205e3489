"""The map: what it may draw of a center, that it shows the list's results, and what it weighs."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from directory.models import CenterCommunity, CenterPage, Place
from directory.place_names.latin import to_latin
from directory.presenting.spots import area_of, spot
from directory.regions import REGIONS
from portal.models import PortalSettings
from search import mapping
from tests.examples import many
from tests.factories import CenterPageFactory, community, home

STATIC = Path(settings.BASE_DIR) / "static"
PARTS = (
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet.markercluster/leaflet.markercluster.js",
    "js/map-base.js",
    "js/map.js",
    "css/map.css",
    "map/ukraine-uk.json",
)

# --- What may be drawn -------------------------------------------------------------------------------------------

coordinates = st.tuples(st.floats(44, 53), st.floats(22, 41))


@st.composite
def places(draw: st.DrawFn, kinds: str) -> Place:
    lat, lon = draw(coordinates)
    known = draw(st.booleans())
    return Place(
        code=draw(st.sampled_from([f"UA46000000000{number:06d}" for number in range(9)])),
        kind=draw(st.sampled_from(kinds)),
        name="Назва",
        latitude=lat if known else None,
        longitude=lon if known else None,
        own_point=draw(st.booleans()),
        population=draw(st.none() | st.integers(0, 3_000_000)),
        hide_centers=draw(st.booleans()),
    )


@st.composite
def centers(draw: st.DrawFn) -> CenterPage:
    """A center that is in no database, known as exactly or as little as real ones are."""
    exact = draw(st.none() | coordinates)
    settlement = draw(st.none() | places("KMXC"))
    if settlement is not None and draw(st.booleans()):
        settlement.community = draw(places("H"))
    center = CenterPage(
        title="Центр",
        oblast=draw(places("OK")),
        settlement=settlement,
        latitude=exact[0] if exact else None,
        longitude=exact[1] if exact else None,
        hide_position=draw(st.booleans()),
    )
    center.communities = [CenterCommunity(place=place) for place in draw(st.lists(places("H"), max_size=2))]
    return center


@many
@given(center=centers())
def test_a_pin_is_an_address_that_is_public_and_everything_else_an_area(center: CenterPage):
    center.derive(PortalSettings(), [])
    position = center.position
    found = spot(center)

    assert (found is None) == (position.point is None)
    if found is None:
        return
    assert found.exact == (position.precision == "address" and not position.hidden)
    if not found.exact:
        assert found.km >= (2 if position.precision == "settlement" else 8)
    off = max(abs(found.point.lat - position.point.lat), abs(found.point.lon - position.point.lon))
    assert off <= 0.005001
    assert len(found.written.split()) == (2 if found.exact else 3)


def test_a_city_is_drawn_as_wide_as_it_is():
    def km(**fields: Any) -> float:
        return area_of(Place(latitude=50, longitude=30, own_point=True, **fields)).km

    assert km(kind="C", population=300) == km(kind="M", population=None) == 2
    assert km(kind="M", population=720_000) == 8.5
    assert km(kind="K", population=2_900_000) == 17


# --- The page ----------------------------------------------------------------------------------------------------


def listed(response: HttpResponse) -> list[str]:
    found = re.findall(r'<li class="result">.*?</li>', response.content.decode(), flags=re.DOTALL)
    return [re.search(r"/centers/([^/]+)/", each)[1] for each in found]


def on_map(response: HttpResponse) -> list[tuple[str, str]]:
    """Slug and position of every row, in the order of the page."""
    rows = re.findall(
        r'<li(?: data-at="([^"]*)")?><a href="/\w\w/centers/([^/"]+)/"', response.content.decode()
    )
    return [(unescape(slug), at) for at, slug in rows]


@pytest.fixture
def site(db: None) -> None:
    home()


@pytest.fixture
def twelve(site: None) -> None:
    """Centers that differ in all that is asked about."""
    for number in range(12):
        CenterPageFactory(
            title=f"Центр {number * 7 % 12}",
            latitude=None if number % 5 == 4 else 48 + number % 3,
            longitude=None if number % 5 == 4 else 30 + number % 4,
            status=("open", "open", "open", "planned")[number % 4],
            opening_hours=("", "24/7", "Mo-Fr 09:00-18:00")[number % 3],
            access={"elevator": ("yes", "no")[number % 2]} if number % 3 else {},
            groups=["veterans"] if number % 4 == 1 else [],
        )


@given(
    asked=st.fixed_dictionaries(
        {},
        optional={
            "access": st.just("elevator"),
            "open": st.sampled_from(["now", "2026-12-24T15:00"]),
            "status": st.sampled_from(["any", "planned", "suspended"]),
            "group": st.sampled_from(["veterans", "children"]),
            "profile": st.just("wheelchair"),
        },
    ),
    origin=st.none() | st.tuples(st.floats(44, 53), st.floats(22, 41)),
    km=st.none() | st.integers(1, 1500),
)
def test_the_map_has_the_results_of_the_list(
    twelve: None, asked: dict[str, str], origin: tuple[float, float] | None, km: int | None
):
    if origin:
        asked = (
            asked | {"lat": f"{origin[0]:.3f}", "lon": f"{origin[1]:.3f}"} | ({"km": str(km)} if km else {})
        )
    client = Client()

    found = listed(client.get("/uk/centers/", asked))  # fewer than a page of them
    rows = on_map(client.get("/uk/centers/", asked | {"view": "map"}))

    assert sorted(slug for slug, _at in rows) == sorted(found)
    drawn = [slug for slug, at in rows if at]  # the others stand at the end of their part
    assert drawn == [slug for slug in found if slug in set(drawn)]


def test_hidden_and_unplaced_centers(client: Client, site: None):
    around = community(latitude=49.413, longitude=24.617)
    CenterPageFactory(slug="open", latitude=49.83971, longitude=24.02974)
    CenterPageFactory(
        slug="hidden", latitude=49.4449, longitude=24.6789, hide_position=True, communities=[around]
    )
    CenterPageFactory(slug="nowhere", unlocated=True)

    response = client.get("/uk/centers/?view=map")
    page = response.content.decode()

    assert dict(on_map(response)) == {"open": "49.8397 24.0297", "hidden": "49.41 24.62 8", "nowhere": ""}
    assert "Без місця на карті: 1" in page.replace("\u00a0", " ")
    assert "49.44" not in page
    assert "Адресу повідомить центр після запиту" in page.replace("\u00a0", " ")


def test_switching_keeps_what_was_asked_and_says_where_one_is(client: Client, site: None):
    CenterPageFactory()
    for view, other in (("", "map"), ("map", "list")):
        page = client.get("/uk/centers/", {"status": "any", "oblast": "UA46000000000026241", "view": view})
        nav = re.search(r'<nav class="views".*?</nav>', page.content.decode(), flags=re.DOTALL)[0]
        current = re.findall(r'<a href="([^"]*)" aria-current="true"', nav)
        there = [unescape(url) for url in re.findall(r'<a href="([^"]*)">', nav)]
        assert len(current) == len(there) == 1
        query = QueryDict(there[0].partition("?")[2])
        assert query["status"] == "any"
        assert query["oblast"] == "UA46000000000026241"
        assert query.get("view", "list") == other


def test_searching_again_stays_on_the_map(client: Client, site: None):
    CenterPageFactory()
    page = client.get("/uk/centers/?view=map").content.decode()
    assert '<input type="hidden" name="view" value="map">' in page


def test_without_a_script_there_is_a_map_that_stands_still(client: Client, site: None):
    CenterPageFactory()
    page = client.get("/uk/centers/?view=map&status=any").content.decode()
    still = re.search(r"<noscript>.*?</noscript>", page, flags=re.DOTALL)[0]
    assert "JavaScript" in still
    assert "?view=map&amp;status=any&amp;oblast=UA46000000000026241" in still
    assert 'class="m1"' in still


def test_a_page_that_is_not_there_and_a_view_that_is_none(client: Client, site: None):
    CenterPageFactory()
    assert client.get("/uk/centers/?view=map&page=2").status_code == 404
    assert not on_map(client.get("/uk/centers/?view=globe"))
    assert client.get("/uk/centers/?view=map&q=щщщщщ").status_code == 200


def test_queries_do_not_grow_with_the_centers(client: Client, site: None):
    numbers = []
    for _round in range(2):
        CenterPageFactory.create_batch(4)
        client.get("/uk/centers/?view=map")
        with CaptureQueriesContext(connection) as queries:
            client.get("/uk/centers/?view=map&status=any&utm_source=x")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 15


# --- What it weighs, and what it is drawn on ---------------------------------------------------------------------


def row(number: int) -> mapping.Row:
    """One of many that differ as real ones do."""
    stem = "".join(
        "бвгджзклмнпрст"[number // step % 14] + "аеиіоу"[number // step % 6] for step in (1, 5, 31)
    )
    lat, lon = 44.5 + number * 7919 % 7841 / 1000, 22.3 + number * 104_729 % 17_863 / 1000
    at = (f"{lat:.4f} {lon:.4f}", f"{lat:.3f} {lon:.3f} 2", f"{lat:.2f} {lon:.2f} 8")[number % 3]
    hours = ("Години невідомі", "Відчинено до 18:00", "Зачинено, відчиниться завтра о 9:00")[number % 3]
    return mapping.Row(
        url=f"/uk/centers/tsentr-zhyttiestiikosti-{to_latin(stem)}nskoi-hromady/",
        title=f"Центр життєстійкості {stem.capitalize()}нської громади",
        ukrainian=False,
        at=at,
        words=f"≈ {number * 31 % 700} км · {hours}",
        place=f"≈ {stem.capitalize()}нська громада",
    )


def test_the_map_with_a_thousand_centers_is_at_most_100_kilobytes():
    rows = render_to_string("search/_spots.html", {"rows": [row(number) for number in range(1_000)]})
    around = render_to_string("search/_map.html", {"regions": [], "origin_at": "", "asked": True})
    files = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in PARTS)
    assert files + len(gzip.compress((rows + around).encode(), 6)) <= 100 * 1024


def test_the_map_loads_nothing_where_it_is_not(client: Client, site: None):
    CenterPageFactory()
    for address in ("/uk/centers/", "/uk/", "/sw.js"):
        page = client.get(address).content.decode()
        assert not [name for name in PARTS if name in page]
    shown = client.get("/uk/centers/?view=map").content.decode()
    assert all(name in shown for name in PARTS)


def test_every_region_is_drawn_and_all_are_ukraine():
    symbols = (STATIC / "map" / "regions.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'id="(UA\d\d)"', symbols)) == set(REGIONS)
    for language in ("uk", "en"):
        country = read_country(language)
        assert inside(33.9, 45.2, country), "Crimea"
        assert inside(33.55, 44.6, country), "Sevastopol"
        assert inside(38.5, 48.6, country)
        assert not inside(39.7, 47.2, country)
        names = {name for _lat, _lon, name in country["names"]}
        assert ({"Севастополь", "Сімферополь"} if language == "uk" else {"Sevastopol", "Simferopol"}) <= names


def read_country(language: str) -> dict[str, Any]:
    return json.loads((STATIC / "map" / f"ukraine-{language}.json").read_text(encoding="utf-8"))


def inside(lon: float, lat: float, country: dict[str, Any]) -> bool:
    """By how often a line to the east crosses the outline."""
    x, y, crossings = lon * 500, lat * 500, 0
    for number in country["country"]:
        ax, ay, *steps = country["arcs"][number]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            bx, by = ax + dx, ay + dy
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossings += 1
            ax, ay = bx, by
    return crossings % 2 == 1

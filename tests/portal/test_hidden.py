"""The safety walk: where a hidden center is, is in nothing that leaves the staff side, whichever switch hides it.

Everything that is linked is walked, and everything that the two APIs describe: an output that is added later is in it.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from geopy.distance import geodesic

from directory import atlas
from directory.models import AccessPhoto, CenterPage, Event, MobileStop, Place
from portal.demo.pictures import door
from portal.models import PortalImage
from tests.factories import CenterPageFactory, PlaceFactory, case_worker_of, community, oblast

SECRET_POINT, VILLAGE_POINT, STOP_POINT = (
    (49.123457, 24.765432),
    (49.234568, 24.876543),
    (49.345679, 24.987654),
)
COMMUNITY_POINT = (49.41, 24.61)
# What of it must be nowhere: words, codes, and coordinates even if they are rounded to a hundred metres.
WORDS = (
    "Криївков",
    "Схованка",
    "Сховища",
    "Засідка",
    "від церкви ліворуч",
    "жовті двері",
    "За млином",
    "таємний-вхід",
)
CODES = ("UA88000000000000001", "UA88000000000000002")
NUMBERS = ("49.123", "24.765", "49.234", "24.876", "49.345", "24.987", "49,123", "24,765")
SINCE = "2020-01-01T00:00:00Z"

pytestmark = pytest.mark.django_db


def _photo() -> PortalImage:
    """One whose text and file give the place away; its title is what staff find it by."""
    known = door()
    return PortalImage.objects.create(
        title="Фото",
        alt_text="Фото: таємний-вхід",
        file=ContentFile(known.file.open().read(), "secret-entrance.png"),
    )


class World:
    """A hidden center of which everything is recorded that could give it away, between two that are not hidden."""

    def __init__(self, switch: str) -> None:
        self.community = community("Рогатинська", hide_centers=switch == "community")
        oblast_ = self.community.oblast
        if switch == "oblast":
            Place.objects.filter(pk=oblast_.pk).update(hide_centers=True)
            oblast_.refresh_from_db()
        inside = {"community": self.community, "raion": self.community.raion, "oblast": oblast_}
        village = PlaceFactory(
            code=CODES[0], name="Схованка", latitude=VILLAGE_POINT[0], longitude=VILLAGE_POINT[1], **inside
        )
        far = PlaceFactory(
            code=CODES[1], name="Засідка", latitude=STOP_POINT[0], longitude=STOP_POINT[1], **inside
        )
        self.center: CenterPage = CenterPageFactory(
            title="Центр у Рогатині",
            slug="hidden",
            oblast=oblast_,
            settlement=village,
            communities=[self.community],
            latitude=SECRET_POINT[0],
            longitude=SECRET_POINT[1],
            street="вул. Криївкова, 17",
            entrance="жовті двері у дворі",
            directions="від церкви ліворуч",
            hide_position=switch == "center",
            phones=["+380671234567"],
            opening_hours="Mo-Fr 09:00-18:00",
            services=["legal-aid"],
            access={"entrance_step_free": "yes"},
            takes_requests=True,
        )
        case_worker_of(self.center)
        tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 - any day that is to come
        self.center.stops = [
            MobileStop(place=far, spot="За млином", day=tomorrow, starts=time(10), ends=time(12))
        ]
        self.center.access_photos = [
            AccessPhoto(spot=spot, image=_photo()) for spot in ("street", "entrance")
        ]
        self.center.save()
        starts = datetime.combine(tomorrow, time(12), ZoneInfo("Europe/Kyiv"))
        Event.objects.create(
            center=self.center, title="Коло підтримки", starts=starts, ends=starts + timedelta(hours=1)
        )
        elsewhere = oblast("UA26000000000069363", "Івано-Франківська")
        self.open = [
            CenterPageFactory(title="Центр поруч", slug="near", oblast=elsewhere, services=["legal-aid"]),
            CenterPageFactory(
                title="Центр далі", slug="far", oblast=elsewhere, latitude=48.62, longitude=22.29
            ),
        ]


SWITCHES = ("center", "community", "oblast")


@pytest.fixture
def world() -> World:
    return World("center")


# --- What there is to walk


def linked_from(html: str) -> Iterator[str]:
    for address in re.findall(r'(?:href|src|action|srcset|data-[a-z-]+)="(/[^"\s]*)"', html):
        yield unescape(address).partition("#")[0]


def kind_of(address: str) -> tuple[str, frozenset[str]]:
    """One of each kind is enough: the same page with the same parameters, whatever they say."""
    parts = urlsplit(address)
    return parts.path, frozenset(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))


def starting_points(world: World) -> Iterator[str]:
    place, slug = world.community.pk, world.center.slug
    for language in ("uk", "en"):
        yield f"/{language}/"
        yield f"/{language}/centers/{slug}/"
        for query in (
            f"place={place}", f"place={place}&view=map", "lat=49.2&lon=24.8", "view=map", f"place={place}&km=1500",
            "q=юридична", "lat=49.2&lon=24.8&access=entrance_step_free&profile=wheelchair&service=legal-aid",
        ):  # fmt: skip
            yield f"/{language}/centers/?{query}"
        yield f"/{language}/request/?center={slug}"
        yield f"/{language}/request/?place={place}"
        yield f"/{language}/request/?lat=49.2&lon=24.8&center=near"
    yield from ("/sitemap.xml", "/robots.txt", "/manifest.webmanifest", "/sw.js", "/readyz", "/uk/news/feed/")
    yield from ("/api/v1/docs", "/api/hsds/docs", "/api/v1/openapi.json", "/api/hsds/openapi.json")


def api_addresses(client: Client, world: World) -> Iterator[str]:
    for root in ("/api/v1", "/api/hsds"):
        description = client.get(f"{root}/openapi.json").json()
        for path in description["paths"]:
            named = re.findall(r"{(\w+)}", path)
            if not named:
                yield path
                for query in (
                    "lat=49.2&lon=24.8",
                    f"place={world.community.pk}",
                    f"since={SINCE}",
                    "q=Рогатин",
                ):
                    yield f"{path}?{query}"
                yield f"{path}?lat=49.2&lon=24.8&chosen=near&need=legal&profile=wheelchair&unknown=1"
            elif named == ["slug"]:
                yield path.replace("{slug}", world.center.slug)
            else:
                listing = client.get(path.partition("/{")[0])
                for item in listing.json().get("contents", []):
                    yield re.sub(r"{\w+}", item["id"], path)


class Walk:
    """Visits each kind of address once and keeps what it answered."""

    def __init__(self, client: Client) -> None:
        self.client, self.seen, self.answers = client, set(), {}

    def visit(self, addresses: Iterator[str]) -> None:
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            kind = kind_of(address)
            if kind in self.seen or address.startswith(("/static/", "/admin/", "/accounts/")):
                continue
            self.seen.add(kind)
            response = self.client.get(address)
            body = (
                b"".join(response.streaming_content)  # type: ignore[attr-defined]
                if response.streaming
                else response.content
            )
            text = body.decode(errors="replace")
            self.answers[address] = text + "".join(f"{name}: {value}\n" for name, value in response.items())
            if "html" in response.get("Content-Type", ""):
                waiting += linked_from(text)
            if address == "/sitemap.xml":
                waiting += [urlsplit(found).path for found in re.findall(r"<loc>([^<]*)", text)]


def traces(text: str) -> list[str]:
    decoded = unescape(text)
    if "\\u04" in decoded:
        decoded += json.dumps(decoded).encode().decode("unicode_escape", errors="replace")
    return [trace for trace in (*WORDS, *CODES, *NUMBERS) if trace.lower() in decoded.lower()]


# --- The walk


@pytest.mark.shown
@pytest.mark.parametrize("switch", SWITCHES)
def test_where_it_is_leaves_the_staff_side_nowhere(
    switch: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    door()
    call_command("setup_site", verbosity=0)
    world = World(switch)
    with caplog.at_level(logging.DEBUG):
        walk = Walk(Client())
        walk.visit(starting_points(world))
        walk.visit(api_addresses(walk.client, world))
        call_command("export_open_data", str(tmp_path), verbosity=0)
    found = {address: given for address, text in walk.answers.items() if (given := traces(text))}
    for file in filter(Path.is_file, tmp_path.rglob("*")):
        if given := traces(file.read_text(encoding="utf-8", errors="replace")):
            found[str(file)] = given
    if given := traces("\n".join(record.getMessage() for record in caplog.records)):
        found["the log"] = given
    assert found == {}

    pages, other = 60, 60
    assert sum(address.startswith(("/uk/", "/en/")) for address in walk.answers) > pages
    assert sum(address.startswith("/api/") for address in walk.answers) > other
    shown = [address for address, text in walk.answers.items() if "Центр у Рогатині" in text]
    assert len(shown) > 20, "the center itself is shown: only where it is is not"


def test_no_index_and_no_cache_knows_it(world: World) -> None:
    Client().get("/uk/centers/", {"place": world.community.pk})
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if "indexentry" in name]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name that the database gave
            assert traces(repr(cursor.fetchall())) == [], table
    assert traces(repr(getattr(cache, "_cache", {}))) == []
    [row] = [row for row in atlas.current().rows if row.slug == world.center.slug]
    assert (row.point.lat, row.point.lon) == COMMUNITY_POINT  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["Криївкова", "жовті двері", "церкви"])
def test_it_is_not_found_by_what_only_staff_see(world: World, text: str) -> None:
    assert world.center.is_hidden
    page = Client().get("/uk/centers/", {"q": text}).content.decode()
    assert "/centers/hidden/" not in page


def test_distances_lead_to_its_community_from_everywhere(world: World) -> None:
    """So that nobody finds it by measuring from several places, its own door among them."""
    chance, client = Random(3), Client()
    origins = [SECRET_POINT, VILLAGE_POINT, STOP_POINT]
    origins += [(chance.uniform(48.9, 49.6), chance.uniform(24.3, 25.1)) for _ in range(5)]
    for origin in origins:
        where = {"lat": f"{origin[0]:.6f}", "lon": f"{origin[1]:.6f}"}
        expected = round(geodesic((float(where["lat"]), float(where["lon"])), COMMUNITY_POINT).km, 3)
        nearest = client.get("/api/v1/centers/nearest", {**where, "unknown": "1"}).json()["results"]
        suitable = client.get("/api/v1/centers/suitable", where).json()
        told = {each["center"]["slug"]: each["distance_km"] for each in nearest}
        assert told["hidden"] == expected
        assert suitable["chosen"]["center"]["slug"] == "hidden"
        assert suitable["chosen"]["distance_km"] == expected


@pytest.mark.django_db(transaction=True)
def test_hiding_it_takes_its_place_out_of_what_was_kept(world: World, sign_in: Any) -> None:
    """Pages that were kept while it was still shown are not given out afterwards."""
    center = world.open[0]
    CenterPage.objects.filter(pk=center.pk).update(street="вул. Відома, 5")
    client = Client()
    assert "Відома" in client.get("/uk/centers/near/").content.decode()
    center.refresh_from_db()
    center.hide_position = True
    center.save()
    for address in ("/uk/centers/near/", "/en/centers/near/", "/uk/centers/", "/api/v1/centers/near"):
        assert "Відома" not in client.get(address).content.decode(), address

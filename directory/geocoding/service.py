"""Asking Photon or Nominatim through geopy: bounded to Ukraine, in time, and in what it may answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import requests
from geopy.adapters import BaseSyncAdapter
from geopy.geocoders import Nominatim, Photon
from geopy.location import Location

from directory.geo import Point

SECONDS = 2.0
MOST_BYTES = 256 * 1024
MOST_HITS = 5
AT_ONCE = 4  # no more questions wait for an answer at the same time, in one process
SOUTH, WEST, NORTH, EAST = 44.0, 22.0, 52.5, 40.3
BOX = [(SOUTH, WEST), (NORTH, EAST)]
NAME = "resilience-centres-portal"
NO_ADDRESS = frozenset({"place", "boundary", "natural", "waterway", "landuse"})  # classes of OpenStreetMap


class Unavailable(Exception):
    """No answer in time, too much of it, or none that can be understood. Says nothing of what was asked."""


@dataclass(frozen=True, slots=True)
class Hit:
    """`is_address`: a street or finer, no settlement or region; `house`: the house itself."""

    point: Point
    label: str
    is_address: bool
    house: bool


class Bounded(BaseSyncAdapter):
    """geopy's way to the network: no redirects, no proxies of the environment, no more bytes than an answer needs."""

    is_available = True

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        return json.loads(self.get_text(url, timeout=timeout, headers=headers))

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        with requests.Session() as session:
            session.trust_env = False
            with session.get(
                url, timeout=timeout, headers=headers, stream=True, allow_redirects=False
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise Unavailable
                body = response.raw.read(MOST_BYTES + 1, decode_content=True)
        if len(body) > MOST_BYTES:
            raise Unavailable
        return body.decode("utf-8")


class Service:
    """One geocoder. `search` asks it and gives geopy's locations."""

    def __init__(
        self,
        search: Callable[[str], list[Location] | None],
        kind_of: Callable[[dict[str, Any]], tuple[str, bool]],
    ) -> None:
        self._search, self._kind_of = search, kind_of
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, text: str) -> list[Hit]:
        """What it finds in Ukraine; raises after SECONDS, whatever the other side does."""
        if not self._free.acquire(blocking=False):
            raise Unavailable
        answer: SimpleQueue[list[Hit] | Exception] = SimpleQueue()
        threading.Thread(target=self._run, args=(text, answer), daemon=True, name="geocoder").start()
        try:
            found = answer.get(timeout=SECONDS)
        except Empty:
            raise Unavailable from None
        if isinstance(found, Exception):
            raise found
        return found

    def _run(self, text: str, answer: SimpleQueue[list[Hit] | Exception]) -> None:
        try:
            answer.put([hit for each in self._search(text) or [] if (hit := self._hit(each))])
        except Exception as error:  # noqa: BLE001  # whoever asked is told; nonsense raises anything
            answer.put(Unavailable(type(error).__name__))
        finally:
            self._free.release()

    def _hit(self, location: Location) -> Hit | None:
        lat, lon = float(location.latitude), float(location.longitude)
        if not (isfinite(lat) and isfinite(lon) and SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
            return None
        kind, house = self._kind_of(location.raw)
        point = Point(round(lat, 5), round(lon, 5))
        return Hit(point, str(location.address)[:200], house or kind not in NO_ADDRESS, house)


@lru_cache(maxsize=4)
def geocoder_at(address: str) -> Service:
    """The geocoder of the setting GEOCODER: `photon:http://host:2322` or `nominatim:http://host`."""
    kind, _, url = address.partition(":")
    parts = urlsplit(url)
    to = {
        "scheme": parts.scheme,
        "domain": f"{parts.netloc}{parts.path}",
        "timeout": SECONDS,
        "user_agent": NAME,
        "adapter_factory": Bounded,
    }
    if kind == "photon":
        photon = Photon(**to)
        return Service(
            lambda text: photon.geocode(text, exactly_one=False, limit=MOST_HITS, bbox=BOX), _of_photon
        )
    nominatim = Nominatim(**to)
    return Service(
        lambda text: nominatim.geocode(
            text,
            exactly_one=False,
            limit=MOST_HITS,
            viewbox=BOX,
            bounded=True,
            addressdetails=True,
            language="uk",
        ),
        _of_nominatim,
    )


def _of_photon(raw: dict[str, Any]) -> tuple[str, bool]:
    properties = raw["properties"]
    return str(properties.get("osm_key", "place")), bool(properties.get("housenumber"))


def _of_nominatim(raw: dict[str, Any]) -> tuple[str, bool]:
    return str(raw.get("class", "place")), bool((raw.get("address") or {}).get("house_number"))

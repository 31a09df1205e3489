"""Little geocoders that speak Photon's and Nominatim's JSON over real HTTP, in good and in bad health."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Geocoder:
    """`answer`: the body that is sent, or what makes it of the text asked for; `health`: "up", "slow", "drip", "error",
    "moved"."""

    kind: str
    answer: Any = None
    health: str = "up"
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    address: str = ""

    def body(self, params: dict[str, list[str]]) -> bytes:
        made = self.answer(params["q"][0]) if callable(self.answer) else self.answer
        return made if isinstance(made, bytes) else json.dumps(made).encode()


def photon(*places: dict[str, Any]) -> dict[str, Any]:
    """A Photon answer of these places: lat, lon, and properties."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
                "properties": {name: value for name, value in place.items() if name not in ("lat", "lon")},
            }
            for place in places
        ],
    }


def nominatim(*places: dict[str, Any]) -> list[dict[str, Any]]:
    """A Nominatim answer of these places; numbers are text, as Nominatim has it."""
    return [
        {
            "lat": str(place["lat"]),
            "lon": str(place["lon"]),
            "class": place.get("osm_key", "highway"),
            "type": place.get("osm_value", "residential"),
            "display_name": place.get("name", ""),
            "address": {"house_number": place["housenumber"]} if "housenumber" in place else {},
        }
        for place in places
    ]


@contextmanager
def serving(kind: str, answer: Any = None, health: str = "up") -> Iterator[Geocoder]:
    geocoder = Geocoder(kind, answer, health)
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            geocoder.asked.append(parse_qs(parts.query) | {"path": [parts.path]})
            if geocoder.health == "slow":
                stopped.wait(10)
                return
            if geocoder.health == "moved":
                self.send_response(302)
                self.send_header("Location", f"http://{self.headers['Host']}/elsewhere?{parts.query}")
                self.end_headers()
                return
            body = geocoder.body(parse_qs(parts.query))
            self.send_response(500 if geocoder.health == "error" else 200)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for byte in body if geocoder.health == "drip" else ():
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if stopped.wait(0.3):
                    return
            if geocoder.health != "drip":
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # who asked went away
                time.sleep(0)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    geocoder.address = f"{kind}:http://127.0.0.1:{server.server_port}"
    try:
        yield geocoder
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()

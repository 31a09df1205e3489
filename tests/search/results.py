"""The page of results as a reader sees it."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse

from directory.gazetteer.indexing import index
from directory.models import Place
from tests.factories import PlaceFactory, community, oblast

STEP_FREE = dict.fromkeys(
    ("entrance_step_free", "entrance_door_width", "rooms_step_free", "accessible_toilet"), "yes"
)


def words(response: HttpResponse) -> str:
    """What the page says, as one line."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " "))


def town(name: str = "Рогатин", **fields) -> Place:
    region, around = oblast(), community()
    fields = {"kind": "M", "population": 7_000, "latitude": 49.4, "longitude": 24.6, **fields}
    place = PlaceFactory(name=name, oblast=region, raion=around.raion, community=around, **fields)
    index()
    return place


def slugs(response: HttpResponse) -> list[str]:
    found = re.findall(r'<li class="result">.*?</li>', response.content.decode(), flags=re.DOTALL)
    return [re.search(r"/centers/([^/]+)/", each)[1] for each in found]

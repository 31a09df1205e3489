"""A center’s page as a reader gets it, and a village for it to stand in."""

import re

from django.test import Client

from directory.models import CenterPage
from tests.factories import PlaceFactory, community


def page(center: CenterPage, language: str = "uk", status: int = 200) -> str:
    response = Client().get(f"/{language}/centers/{center.slug}/")
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def text(html: str) -> str:
    """The words of the page without its markup."""
    body = re.sub(
        r"<(script|svg)\b.*?</\1>", " ", html[html.index("<main") : html.index("</main>")], flags=re.S
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.replace("\u2060", "")))


def village(name="Путятинці", **fields):
    around = fields.pop("community", None) or community()
    units = {"community": around, "raion": around.raion, "oblast": around.oblast}
    return PlaceFactory(name=name, **{"latitude": 49.45, "longitude": 24.6, **units, **fields})

"""The files of the whole directory as a program reads them, and a center of which much is known."""

import csv
import io
import json
from typing import Any

from django.test import Client

from tests.factories import CenterPageFactory, community

FILES = ("centers.geojson", "centers.csv", "centers.a11y.json", "centers.csv-metadata.json")
DANGEROUS = "=+-@\t\r＝＋－＠"


def get(name: str, **headers: str) -> Any:
    response = Client().get(f"/api/v1/{name}", headers=headers)
    assert response.status_code in (200, 304)
    return response


def features(name: str = "centers.geojson") -> dict[str, Any]:
    return {feature["id"]: feature for feature in json.loads(get(name).content)["features"]}


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(get("centers.csv").content.decode("utf-8-sig"), newline="")))


def known_center(**fields: Any) -> Any:
    return CenterPageFactory(
        **{
            "slug": "one",
            "communities": [community()],
            "street": "вул. Галицька, 1",
            "phones": ["+380671234567", "+380441234567"],
            "services": ["legal-aid"],
            "opening_hours": "Mo-Fr 09:00-18:00",
            "access": {
                "entrance_step_free": "yes",
                "accessible_toilet": "no",
                "elevator": "no",
                "shelter": "yes",
            },
            **fields,
        }
    )

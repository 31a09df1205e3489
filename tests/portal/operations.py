"""Everything that can be asked of the two public APIs, by their own descriptions."""

from typing import Any
from urllib.parse import urlencode

from directory.opendata.hsds.ids import uid
from portal.api import api, description, hsds

DOCUMENTS = {"/api/v1/": description("en", api), "/api/hsds/": description("en", hsds)}
OPERATIONS = {
    path: methods["get"] for document in DOCUMENTS.values() for path, methods in document["paths"].items()
}
PATHS = list(OPERATIONS)
DESCRIPTIONS = [f"{root}openapi.json" for root in DOCUMENTS]
PARAMETERS = {
    path: [parameter for parameter in operation["parameters"] if parameter["in"] == "query"]
    for path, operation in OPERATIONS.items()
}
NAMES = sorted({parameter["name"] for parameters in PARAMETERS.values() for parameter in parameters})
SERVICE = "psychosocial-support"
LINES = "/api/hsds/services?format=ndjson"
IDS = {
    "services": uid("service", "one", SERVICE),
    "organizations": uid("organization", "one"),
    "service_at_locations": uid("at", "one", SERVICE),
    "taxonomies": uid("taxonomy", "services"),
    "taxonomy_terms": uid("term", "services", SERVICE),
}


def address(path: str) -> str:
    return path.replace("{slug}", "one").replace("{id}", IDS.get(path.split("/")[3], ""))


def document_of(path: str) -> dict[str, Any]:
    return next(document for root, document in DOCUMENTS.items() if path.startswith(root))


def asked(path: str) -> str:
    """With what it cannot do without."""
    required = {"since": "2020-01-01", "q": "Рогатин"}
    names = [parameter["name"] for parameter in PARAMETERS.get(path, []) if parameter["required"]]
    query = {name: required[name] for name in names}
    if path.endswith(("nearest", "suitable")):
        query = {"lat": "49.8", "lon": "24"}
    return address(path) + (f"?{urlencode(query)}" if query else "")

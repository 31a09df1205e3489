"""Questions to the public API."""

import json
from typing import Any

from django.test import Client


def get(address: str, status: int = 200, **params: Any) -> Any:
    response = Client().get(f"/api/v1/{address}", params)
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)

"""The door of the public API: what every address under /api/ has in common."""

from typing import Any

import pytest
from django.test import Client

from portal.limits import LIMITS
from tests.portal.operations import DESCRIPTIONS, LINES, PARAMETERS, PATHS, address, asked

pytestmark = pytest.mark.django_db


def test_the_api_is_read_only(one: None) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in [*PATHS, *DESCRIPTIONS, "/api/v1/docs"]:
        for method in ("post", "put", "patch", "delete"):
            response = getattr(client, method)(address(path))

            assert response.status_code == 405, path
            assert response["Allow"] == "GET, HEAD, OPTIONS"
            assert set(response.json()) == {"code", "message", "fields"}
            assert response.json()["code"] == "method_not_allowed"


def test_other_sites_may_read_an_answer_and_nothing_is_left_in_the_browser(one: None) -> None:
    for path in [*PATHS, *DESCRIPTIONS]:
        response = Client().get(address(path))

        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert "ETag" in response["Access-Control-Expose-Headers"]
        assert "Accept-Language" in response["Vary"]
        assert response["Cache-Control"] == "no-cache"
        assert not response.cookies


def test_a_browser_that_asks_before_it_reads_is_told_what_it_may(one: None) -> None:
    for path in [*PATHS, *DESCRIPTIONS]:
        response = Client().options(
            address(path),
            headers={
                "Origin": "https://example.org",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "if-none-match",
            },
        )

        assert (response.status_code, response.content) == (204, b"")
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Access-Control-Allow-Origin"] == response["Access-Control-Allow-Headers"] == "*"
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_other_sites_may_read_why_there_is_no_answer() -> None:
    for path in ("/api/v1/nothing", "/api/v1/places?q=%ff", "/api/v1/site?x=1"):
        assert Client().get(path)["Access-Control-Allow-Origin"] == "*"


def test_head_is_get_without_the_body(one: None) -> None:
    for path in [*PATHS, *DESCRIPTIONS, LINES]:
        got, head = Client().get(asked(path)), Client().head(asked(path))

        body = b"".join(head) if head.streaming else head.content
        assert (got.status_code, head.status_code, body) == (200, 200, b"")
        # `as_of` may have been a second later
        assert path == "/api/hsds/" or head["ETag"] == got["ETag"]


def test_what_has_not_changed_is_not_sent_again(one: None) -> None:
    for path in {*PATHS, *DESCRIPTIONS, LINES} - {"/api/hsds/"}:
        tag = Client().get(asked(path))["ETag"]

        again = Client().get(asked(path), headers={"If-None-Match": tag})
        other = Client().get(asked(path), headers={"If-None-Match": '"x"'})

        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        assert other.status_code == 200


def test_who_calls_too_often_is_told_when_to_come_back(settings: Any) -> None:
    settings.RATE_LIMITS = True
    allowed = LIMITS["api"].count
    client = Client()

    codes = [client.get("/api/v1/site").status_code for _ in range(allowed)]
    response = client.get("/api/v1/openapi.json")

    # a window may end in between, and then another begins
    assert set(codes) == {200}
    if response.status_code == 200:
        responses = [client.get("/api/v1/site") for _ in range(allowed)]
        response = responses[-1]
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 60
    assert set(response.json()) == {"code", "message", "fields"}
    assert response.json()["code"] == "too_many"


def test_what_is_not_there_is_said_in_json() -> None:
    for path in ("/api/v1/nothing", "/api/v1/", "/api/v2/centers", "/api/v1/centers/a/b"):
        response = Client().get(path)
        assert response.status_code == 404
        assert response.json()["code"] == "not_found"


def test_what_cannot_be_read_is_said_in_json() -> None:
    response = Client().get("/api/v1/places?q=%ff")

    assert response.status_code == 400
    assert set(response.json()) == {"code", "message", "fields"}


@pytest.mark.parametrize(
    ("accepted", "word"), [("en", "parameter"), ("uk", "параметра"), ("de", "параметра")]
)
def test_the_reason_is_in_the_language_that_is_wanted(accepted: str, word: str) -> None:
    response = Client().get("/api/v1/site?nothing=1", headers={"Accept-Language": accepted})

    said = response.json()
    assert response.status_code == 422
    assert (said["code"], list(said["fields"])) == ("unknown_parameter", ["nothing"])
    assert said["fields"]["nothing"]["code"] == "unknown_parameter"
    assert word in said["fields"]["nothing"]["message"]


def test_marks_of_campaigns_are_passed_over_everywhere_and_other_names_nowhere(one: None) -> None:
    for path in PATHS:
        client, plain = Client(), Client().get(address(path))

        marked = client.get(address(path), {"utm_source": "x", "fbclid": "y", "gclid": ["z", "z"]})
        unknown = client.get(address(path), {"nothing": "1"})

        assert marked.status_code == plain.status_code
        assert unknown.status_code == 422
        assert unknown.json()["fields"]["nothing"]["code"] == "unknown_parameter"


def test_what_may_be_said_once_is_not_said_twice(one: None) -> None:
    for path in PATHS:
        for parameter in PARAMETERS[path]:
            if parameter["schema"].get("type") != "array":
                response = Client().get(address(path), {parameter["name"]: ["1", "1"]})
                assert response.status_code == 422
                assert response.json()["fields"][parameter["name"]]["code"] == "repeated"

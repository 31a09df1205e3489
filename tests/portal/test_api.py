"""The door of the public API, and its description: what every address under /api/v1/ has in common."""

import json
from typing import Any

import jsonschema_rs
import pytest
import schemathesis.openapi
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from portal.api import description
from portal.limits import LIMITS
from tests.factories import CenterPageFactory, home

pytestmark = pytest.mark.django_db

PATHS = list(description("en")["paths"])
PARAMETERS = {
    path: [parameter for parameter in methods["get"]["parameters"] if parameter["in"] == "query"]
    for path, methods in description("en")["paths"].items()
}
NAMES = sorted({parameter["name"] for parameters in PARAMETERS.values() for parameter in parameters})


def address(path: str) -> str:
    return path.replace("{slug}", "one")


@pytest.fixture
def one() -> None:
    CenterPageFactory(slug="one", taking_requests=True)


# --- The door


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/openapi.json", "/api/v1/docs", "/api/v1/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_the_api_is_read_only(path: str, method: str, one: None) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address(path))

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert set(response.json()) == {"code", "message", "fields"}
    assert response.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/openapi.json"])
def test_other_sites_may_read_an_answer_and_nothing_is_left_in_the_browser(path: str, one: None) -> None:
    response = Client().get(address(path))

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert response["Content-Type"].startswith("application/json")


def test_head_is_get_without_the_body(one: None) -> None:
    got, head = Client().get("/api/v1/centers/one"), Client().head("/api/v1/centers/one")

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]


def test_what_has_not_changed_is_not_sent_again(one: None) -> None:
    tag = Client().get("/api/v1/centers/one")["ETag"]

    again = Client().get("/api/v1/centers/one", headers={"If-None-Match": tag})
    other = Client().get("/api/v1/centers/one", headers={"If-None-Match": '"x"'})

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


@pytest.mark.parametrize("path", PATHS)
def test_marks_of_campaigns_are_passed_over_everywhere_and_other_names_nowhere(path: str, one: None) -> None:
    client, plain = Client(), Client().get(address(path))

    marked = client.get(address(path), {"utm_source": "x", "fbclid": "y", "gclid": ["z", "z"]})
    unknown = client.get(address(path), {"page": "1"})

    assert marked.status_code == plain.status_code
    assert unknown.status_code == 422
    assert unknown.json()["fields"]["page"]["code"] == "unknown_parameter"


@pytest.mark.parametrize("path", [path for path in PATHS if PARAMETERS[path]])
def test_what_may_be_said_once_is_not_said_twice(path: str, one: None) -> None:
    for parameter in PARAMETERS[path]:
        if parameter["schema"].get("type") != "array":
            response = Client().get(address(path), {parameter["name"]: ["1", "1"]})
            assert response.status_code == 422
            assert response.json()["fields"][parameter["name"]]["code"] == "repeated"


# --- Whatever is asked


values = (
    st.text(max_size=30)
    | st.sampled_from(["", " ", "1", "0", "-1", "50", "101", "nan", "inf", "1e999", "٣", "true", "9" * 400])
    | st.sampled_from(["now", "one", "legal", "veterans", "Рогатин", "any", "closed"])
    | st.sampled_from(["49.84", "24.03", "UA46060250010015970", "UA80000000000093317", "legal-aid", "wheelchair"])
    | st.sampled_from(["2026-12-24T15:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59", "2026-03-29T03:30"])
    | st.floats().map(str)
    | st.integers().map(str)
)  # fmt: skip
names = st.sampled_from(
    [*NAMES, *NAMES, "page", "view", "utm_source", "limit[]", "__proto__", "Q", ""]
) | st.text(max_size=8)


@given(
    path=st.sampled_from([*PATHS, "/api/v1/openapi.json"]),
    params=st.dictionaries(names, st.lists(values, min_size=1, max_size=3), max_size=5),
    slug=st.text(max_size=10),
)
def test_whatever_is_asked_the_answer_is_an_answer_or_names_what_is_wrong(
    path: str, params: dict[str, list[str]], slug: str
) -> None:
    response = Client(raise_request_exception=True).get(path.replace("{slug}", slug or "one"), params)

    assert response.status_code in (200, 400, 404, 422)
    said = json.loads(response.content)
    if response.status_code == 422:
        assert set(said) - {"candidates"} == {"code", "message", "fields"}
        assert said["fields"]
        assert said["code"] in {field["code"] for field in said["fields"].values()}
        for name, field in said["fields"].items():
            assert set(field) - {"candidates"} == {"code", "message"}
            assert field["message"]
            if field["code"] in ("unknown_parameter", "repeated", "out_of_range"):
                assert name in params
    if response.status_code == 200 and path in PARAMETERS:
        known = {parameter["name"] for parameter in PARAMETERS[path]}
        assert all(name in known or name.startswith(("utm_", "fbclid", "gclid")) for name in params)


schema = schemathesis.openapi.from_dict(description("en"))


def declared(path: str, status: int) -> jsonschema_rs.Draft202012Validator:
    """What the description says of the body of that answer."""
    document = description("en")
    content = document["paths"][path]["get"]["responses"][str(status)]["content"]
    body = content["application/json"]["schema"]
    return jsonschema_rs.Draft202012Validator({**body, "components": document["components"]})


@schema.parametrize()
def test_the_answers_are_as_the_description_says(case: Any, one: None) -> None:
    response = Client().get(case.formatted_path, case.query or {})

    assert response.status_code in (200, 400, 404, 422)
    if response.status_code in (200, 422):
        declared(case.operation.path, response.status_code).validate(response.json())


@pytest.mark.parametrize("path", PATHS)
def test_a_plain_answer_is_as_the_description_says(path: str, one: None) -> None:
    origin = {"lat": "49.8", "lon": "24"} if path.endswith(("nearest", "suitable")) else {}
    text = {"q": "Рогатин"} if path.endswith("places") else {}

    response = Client().get(address(path), origin | text)

    assert response.status_code == 200
    declared(path, 200).validate(response.json())


# --- The description


def test_the_description_is_openapi_3_1_and_leaves_nothing_out() -> None:
    said = Client().get("/api/v1/openapi.json").json()

    assert said["openapi"].startswith("3.1")
    assert set(said["paths"]) >= {
        f"/api/v1/{path}"
        for path in (
            "centers", "centers/{slug}", "centers/nearest", "centers/suitable", "places", "services", "needs", "groups",
            "access-features", "profiles", "oblasts", "hotlines", "site",
        )
    }  # fmt: skip
    for path, methods in said["paths"].items():
        assert set(methods) == {"get"}
        assert methods["get"]["summary"]
        for parameter in methods["get"]["parameters"]:
            assert parameter["schema"]
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])


@pytest.mark.parametrize("language", ["uk", "en"])
def test_people_read_the_same_as_a_page(language: str) -> None:
    home()

    response = Client().get("/api/v1/docs", headers={"Accept-Language": language})
    page = response.content.decode()

    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert 'href="/api/v1/openapi.json"' in page
    assert not response.cookies
    for path, parameters in PARAMETERS.items():
        assert path in page
        assert all(f"<code>{parameter['name']}</code>" in page for parameter in parameters)


def test_the_docs_are_in_the_menu_and_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    home()

    with django_assert_max_num_queries(5) as queries:
        page = Client().get("/api/v1/docs").content.decode()

    assert isinstance(queries, CaptureQueriesContext)
    assert page.count('href="/api/v1/docs"') >= 1

"""The door of the public API, and its description: what every address under /api/v1/ has in common."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from directory.opendata.hsds.ids import uid
from portal.api import api, description, hsds
from portal.limits import LIMITS
from tests.examples import CASES
from tests.factories import CenterPageFactory, community, home

pytestmark = pytest.mark.django_db

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


@pytest.fixture
def one() -> None:
    CenterPageFactory(
        slug="one",
        taking_requests=True,
        services=[SERVICE],
        communities=[community()],
        groups=["veterans"],
        phones=["+380671234567"],
        opening_hours="Mo-Fr 09:00-18:00",
        programme="ЮНІСЕФ",
        access={"entrance_step_free": "yes", "elevator": "no"},
    )


# --- The door


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


def asked(path: str) -> str:
    """With what it cannot do without."""
    required = {"since": "2020-01-01", "q": "Рогатин"}
    names = [parameter["name"] for parameter in PARAMETERS.get(path, []) if parameter["required"]]
    query = {name: required[name] for name in names}
    if path.endswith(("nearest", "suitable")):
        query = {"lat": "49.8", "lon": "24"}
    return address(path) + (f"?{urlencode(query)}" if query else "")


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
    path=st.sampled_from([*PATHS, *DESCRIPTIONS]),
    params=st.dictionaries(names, st.lists(values, min_size=1, max_size=3), max_size=5),
    slug=st.text(max_size=10),
)
def test_whatever_is_asked_the_answer_is_an_answer_or_names_what_is_wrong(
    path: str, params: dict[str, list[str]], slug: str
) -> None:
    asked_for = path.replace("{slug}", slug or "one").replace("{id}", slug or "one")
    response = Client(raise_request_exception=True).get(asked_for, params)

    assert response.status_code in (200, 400, 404, 422)
    if response.status_code == 422:
        said = json.loads(response.content)
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


def declared(
    path: str, status: int, media_type: str = "application/json"
) -> jsonschema_rs.Draft202012Validator:
    """What the description says of the body of that answer."""
    content = OPERATIONS[path]["responses"][str(status)]["content"]
    schema = {**content[media_type]["schema"], "components": document_of(path)["components"]}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def body_of(response: Any) -> Any:
    content = b"".join(response) if response.streaming else response.content
    if "json" not in response["Content-Type"] or "ndjson" in response["Content-Type"]:
        return content.decode()
    return json.loads(content)


def test_a_plain_answer_is_as_the_description_says(one: None) -> None:
    for path in PATHS:
        response = Client().get(asked(path))

        assert response.status_code == 200
        assert 'rel="license"' in response["Link"]
        media_type = response["Content-Type"].partition(";")[0]
        declared(path, 200, media_type).validate(body_of(response))


schemathesis.checks.load_all_checks()
# Not judged: what a parameter means beside the others (a point is two of them), and that an empty one is none.
CHECKS = [
    check
    for check in schemathesis.checks.CHECKS.get_all()
    if "positive_data_acceptance" not in str(check) and "negative_data_rejection" not in str(check)
]
first = schemathesis.openapi.from_dict(DOCUMENTS["/api/v1/"])
second = schemathesis.openapi.from_dict(DOCUMENTS["/api/hsds/"])


def send(case: Any) -> requests.Response:
    """Through Django's own client, which shares the connection, and with it the transaction, of the test."""
    arguments = case.as_transport_kwargs(base_url="http://testserver")
    known = {name: arguments.get(name) for name in ("method", "url", "params", "headers")}
    asked_for = requests.Request(**known).prepare()
    headers = {name: value for name, value in asked_for.headers.items() if name != "Accept-Encoding"}
    answer = Client().generic(asked_for.method, asked_for.path_url, headers=headers)
    response = requests.Response()
    response.status_code, response.request, response.url = answer.status_code, asked_for, asked_for.url
    response.headers.update(answer.headers)
    response._content = b"".join(answer) if answer.streaming else answer.content
    response.elapsed = timedelta()
    response.raw = HTTPResponse(headers=dict(answer.headers), status=answer.status_code)
    return response


few = settings(max_examples=CASES // 20)


@first.parametrize()
@few
def test_schemathesis_cannot_break_the_api(case: Any, one: None) -> None:
    case.validate_response(send(case), checks=CHECKS)


@second.parametrize()
@few
def test_schemathesis_cannot_break_hsds(case: Any, one: None) -> None:
    case.validate_response(send(case), checks=CHECKS)


# --- The description


@pytest.mark.parametrize("address", DESCRIPTIONS)
def test_a_description_is_openapi_3_1(address: str) -> None:
    said = Client().get(address).json()

    assert said["openapi"].startswith("3.1")
    assert said["info"]["license"]["url"].startswith("https://creativecommons.org/")
    for path, methods in said["paths"].items():
        assert set(methods) == {"get"}
        assert methods["get"]["summary"]
        assert {"200", "304", "422", "429"} <= set(methods["get"]["responses"])
        for parameter in methods["get"]["parameters"]:
            assert parameter["schema"]
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])


def test_the_description_leaves_nothing_out() -> None:
    said = Client().get("/api/v1/openapi.json").json()

    assert set(said["paths"]) >= {
        f"/api/v1/{path}"
        for path in (
            "centers", "centers/{slug}", "centers/nearest", "centers/suitable", "places", "services", "needs", "groups",
            "access-features", "profiles", "oblasts", "hotlines", "site", "centers.geojson", "centers.csv",
            "centers.a11y.json", "changes",
        )
    }  # fmt: skip
    hsds = Client().get("/api/hsds/openapi.json").json()
    assert set(hsds["paths"]) == {
        f"/api/hsds/{path}{one}"
        for path in ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
        for one in ("", "/{id}")
    } | {"/api/hsds/"}


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("root", DOCUMENTS)
def test_people_read_the_same_as_a_page(root: str, language: str) -> None:
    home()

    response = Client().get(f"{root}docs", headers={"Accept-Language": language})
    page = response.content.decode()

    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert f'href="{root}openapi.json"' in page
    assert not response.cookies
    for path, parameters in PARAMETERS.items():
        if not path.startswith(root):
            continue
        assert path in page
        assert all(f"<code>{parameter['name']}</code>" in page for parameter in parameters)


def test_the_docs_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    home()

    with django_assert_max_num_queries(5):
        Client().get("/api/v1/docs")

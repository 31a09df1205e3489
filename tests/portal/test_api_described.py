"""The public API as it describes itself: whatever is asked is answered so, and the description is whole."""

import json
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from tests.examples import CASES
from tests.factories import home
from tests.portal.operations import (
    DESCRIPTIONS,
    DOCUMENTS,
    NAMES,
    OPERATIONS,
    PARAMETERS,
    PATHS,
    asked,
    document_of,
)

pytestmark = pytest.mark.django_db


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

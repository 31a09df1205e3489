"""HSDS 3: valid by its own schema, the same identifiers each time, pages that are whole."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory import access
from directory.answers import center_answer
from directory.models import CenterPage
from directory.opendata.hsds.ids import uid
from directory.opendata.hsds.records import Records
from directory.opendata.hsds.terms import Terms
from tests.factories import CenterPageFactory, PlaceFactory, community

pytestmark = [pytest.mark.django_db, pytest.mark.shown]

SCHEMA = json.loads((Path(__file__).parent / "hsds" / "schema.json").read_text())
KINDS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
CORE = ["case-management", "community-cohesion", "psychosocial-support", "volunteer-coordination"]


def valid(kind: str, record: Any) -> None:
    schema = {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]}
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(record)


def get(address: str = "", status: int = 200, **params: str) -> Any:
    response = Client().get(f"/api/hsds/{address}", params)
    assert response.status_code == status, response.content.decode()
    return response.json()


def every(kind: str, **params: str) -> list[dict[str, Any]]:
    """All records, through all pages."""
    found, page = [], 1
    while True:
        said = get(kind, page=str(page), **params)
        valid("page", said)
        assert said["size"] == len(said["contents"])
        found += said["contents"]
        if said["last_page"]:
            assert said["total_items"] == len(found)
            return found
        page += 1


def known_center(slug: str = "one", **fields: Any) -> CenterPage:
    rohatyn = community()
    town = PlaceFactory(
        kind="M", name="Рогатин", oblast=rohatyn.oblast, community=rohatyn, raion=rohatyn.raion
    )
    return CenterPageFactory(
        **{
            "slug": slug,
            "settlement": town,
            "street": "вул. Галицька, 1",
            "communities": [rohatyn],
            "phones": ["+380671234567"],
            "emails": ["a@example.org"],
            "website": "https://example.org/",
            "opening_hours": "Mo-Fr 09:00-18:00",
            "services": ["legal-aid"],
            "groups": ["veterans"],
            "programme": "ЮНІСЕФ",
            "provider": "Надавач",
            "notice": "Світло є",
            "access": {"entrance_step_free": "yes", "accessible_toilet": "no"},
            "services_verified_on": date(2026, 2, 1),
            **fields,
        }
    )


def test_everything_is_valid_by_the_published_schema() -> None:
    known_center()
    for status in ("planned", "suspended", "closed"):
        CenterPageFactory(slug=status, status=status, unlocated=True, services=["legal-aid"])

    for kind, name in KINDS.items():
        records = every(kind)
        assert records
        assert len({record["id"] for record in records}) == len(records)
        for record in records:
            valid(name, record)
            one = get(f"{kind}/{record['id']}")
            valid(name, one)
            assert one["id"] == record["id"]
    for kind in ("services", "organizations", "service_at_locations"):
        for record in every(kind, full="true"):
            valid(KINDS[kind], record)


codes = st.sampled_from(list(access.FEATURES))
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(
    status=st.sampled_from(CenterPage.Status.values),
    kind=st.sampled_from(CenterPage.Kind.values),
    title=texts.filter(str.strip),
    street=texts,
    programme=texts,
    hide=st.booleans(),
    located=st.booleans(),
    answers=st.dictionaries(codes, st.sampled_from(["yes", "no"])),
)
def test_whatever_is_recorded_its_records_are_valid(
    status: str,
    kind: str,
    title: str,
    street: str,
    programme: str,
    hide: bool,
    located: bool,
    answers: dict[str, str],
) -> None:
    center = CenterPage.objects.first() or known_center()
    center.status, center.kind, center.title, center.street = status, kind, title, street
    center.programme, center.hide_position = programme, hide
    center.latitude, center.longitude = (49.5, 24.5) if located else (None, None)
    center.access = {code: {"answer": answer} for code, answer in answers.items()}
    center.derive(*CenterPage.circumstances())
    records = Records(center, center_answer(center, timezone.now()), Terms.load())

    valid("organization", json.loads(json.dumps(records.organization_full(full_service=True))))
    for service in records.services:
        valid("service", json.loads(json.dumps(records.service_full(service))))
        valid("service_at_location", json.loads(json.dumps(records.service_at_location_full(service))))
    if hide:
        assert "addresses" not in records.location_full()


def test_an_open_center_gives_the_core_services_too_and_another_does_not() -> None:
    known_center()
    CenterPageFactory(slug="closed", status="closed", services=["legal-aid"])

    said = {(service["organization_id"], service["status"]) for service in every("services")}
    slugs = {service["id"] for service in every("services", organization_id=uid("organization", "one"))}

    assert said == {(uid("organization", "one"), "active"), (uid("organization", "closed"), "defunct")}
    assert slugs == {uid("service", "one", slug) for slug in (*CORE, "legal-aid")}


def test_identifiers_are_for_good() -> None:
    """Other programs keep them: this value may never change."""
    assert uid("service", "rohatyn", "legal-aid") == "527dd6f2-85e0-5c43-afe3-33c56c9990e2"


def test_of_a_center_all_that_hsds_has_a_word_for_is_said() -> None:
    center = known_center()

    said = get(f"services/{uid('service', 'one', 'legal-aid')}")

    location = said["service_at_locations"][0]["location"]
    assert (location["latitude"], location["longitude"]) == (center.latitude, center.longitude)
    assert location["addresses"][0]["address_1"] == "вул. Галицька, 1"
    assert location["addresses"][0]["city"] == "м. Рогатин"
    assert said["phones"][0]["number"] == "+380671234567"
    assert (said["status"], said["alert"], said["assured_date"]) == ("active", "Світло є", "2026-02-01")
    assert said["program"]["name"] == "ЮНІСЕФ"
    assert "Mo-Fr 09:00-18:00" in said["schedules"][0]["description"]
    values = {
        each["taxonomy_term"]["code"]: each["value"] for each in location["accessibility"][0]["attributes"]
    }
    assert values == {"entrance_step_free": "yes", "accessible_toilet": "no"}
    assert {each["taxonomy_term"]["code"] for each in said["attributes"]} == {"legal-aid", "veterans"}


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"search": "ПРАВНИЧ"}, {"one"}),
        ({"search": "такого немає"}, set()),
        ({"taxonomy_term_id": uid("term", "services", "legal-aid")}, {"one"}),
        ({"taxonomy_term_id": uid("term", "groups", "veterans")}, {"one"}),
        ({"taxonomy_term_id": uid("term", "access-card", "entrance_step_free")}, {"one"}),
        ({"taxonomy_term_id": uid("term", "access-card", "accessible_toilet")}, set()),
        ({"taxonomy_id": uid("taxonomy", "groups")}, {"one"}),
        ({"organization_id": uid("organization", "two")}, {"two"}),
        ({"organization_id": uid("organization", "gone")}, set()),
        ({"modified_after": (timezone.now() + timedelta(days=1)).isoformat()}, set()),
        ({"modified_after": "2020-01-01"}, {"one", "two"}),
    ],
)
def test_what_is_asked_for_is_listed(params: dict[str, str], found: set[str]) -> None:
    known_center()
    CenterPageFactory(slug="two", title="Центр")

    for kind in ("services", "service_at_locations"):
        records = every(kind, **params)
        names = {uid("organization", slug): slug for slug in ("one", "two")}
        organizations = {
            names[record.get("organization_id") or record["service"]["organization_id"]] for record in records
        }
        assert organizations == found


def test_lines_are_the_pages_without_pages() -> None:
    known_center()
    CenterPageFactory(slug="two")

    for kind in KINDS:
        response = Client().get(f"/api/hsds/{kind}", {"format": "ndjson"})
        lines = [json.loads(line) for line in b"".join(response).splitlines()]
        assert response["Content-Type"] == "application/x-ndjson"
        assert lines == every(kind, per_page="3")
    tag = Client().get("/api/hsds/services?format=ndjson")["ETag"]
    again = Client().get("/api/hsds/services?format=ndjson", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_minimal_and_full() -> None:
    known_center()

    assert all(set(record) == {"id", "last_modified"} for record in every("services", minimal="true"))
    [organization] = every("organizations", full_service="true")
    assert {"status", "name"} <= set(organization["services"][0])
    assert [set(service) for service in get(f"organizations/{organization['id']}")["services"]] == [
        {"id"}
    ] * 5


def test_a_page_after_the_last_is_empty() -> None:
    said = get("services", page="7")

    assert (said["empty"], said["contents"], said["total_pages"], said["last_page"]) == (True, [], 0, True)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"page": "0"}, "out_of_range"),
        ({"per_page": "101"}, "out_of_range"),
        ({"full": "1"}, "invalid_value"),
        ({"format": "xml"}, "invalid_value"),
        ({"taxonomy_term_id": "x"}, "unknown_slug"),
        ({"modified_after": "soon"}, "invalid_value"),
        ({"postcode": "79000"}, "unknown_parameter"),
    ],
)
def test_what_is_not_understood_is_named(params: dict[str, str], code: str) -> None:
    [name] = params

    assert get("services", 422, **params)["fields"][name]["code"] == code


def test_what_is_not_there_is_not_found() -> None:
    for kind in KINDS:
        assert get(f"{kind}/{uid('service', 'nothing')}", 404)["code"] == "not_found"


def test_a_page_costs_the_same_queries_however_many_centers_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(4):
        known_center(f"c{number}")

    for kind in ("services", "organizations", "service_at_locations"):
        with django_assert_max_num_queries(13):
            get(kind, full="true")

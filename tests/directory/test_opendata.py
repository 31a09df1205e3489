"""The files of the whole directory: what stands in them."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from directory import access
from directory.opendata import a11y, table
from tests.directory.files import DANGEROUS, FILES, features, get, known_center, rows
from tests.factories import CenterPageFactory
from tests.shapes import CENTER, fits

pytestmark = pytest.mark.django_db


# --- What stands in them


def test_every_published_center_is_in_every_file_whatever_its_state() -> None:
    for state in ("open", "planned", "suspended", "closed"):
        CenterPageFactory(slug=state, status=state)
    CenterPageFactory(slug="draft", live=False)

    states = {"open", "planned", "suspended", "closed"}
    assert {slug: one["properties"]["status"] for slug, one in features().items()} == {
        state: state for state in states
    }
    assert {row["slug"]: row["status"] for row in rows()} == {state: state for state in states}
    places = features("centers.a11y.json")
    assert {slug: place["properties"]["status"] for slug, place in places.items()} == {
        state: state for state in states
    }


def test_geojson_says_of_a_center_what_the_api_says() -> None:
    known_center()
    CenterPageFactory(slug="nowhere", unlocated=True)

    found = features()

    for slug, feature in found.items():
        said = get(f"centers/{slug}").json()
        assert fits(said, CENTER)
        lat, lon = said.pop("lat"), said.pop("lon")
        assert feature["properties"] == said
        assert feature["geometry"] == (None if lat is None else {"type": "Point", "coordinates": [lon, lat]})
    assert found["nowhere"]["geometry"] is None
    assert found["one"]["geometry"]["coordinates"] == [24.0297, 49.8397]


def test_a_row_says_of_a_center_what_the_api_says() -> None:
    known_center()

    [row] = rows()

    said = get("centers/one").json()
    assert row["phones"] == "tel:+380671234567 tel:+380441234567"
    assert (row["communities_codes"], row["communities"]) == (said["communities"][0]["code"], "Рогатинська")
    assert (row["lat"], row["lon"]) == ("49.8397", "24.0297")
    assert (row["hidden"], row["services"], row["notice"]) == ("false", "legal-aid", "")
    assert {code: row[f"access.{code}"] for code in access.FEATURES} == said["access"]
    assert row["access_summary.wheelchair"] == said["access_summary"]["wheelchair"]["fit"]


def test_each_says_its_licence_and_as_of_when() -> None:
    known_center()
    at = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)

    with time_machine.travel(at, tick=False):
        answers = {name: get(name) for name in FILES}

    for name, answer in answers.items():
        assert 'rel="license"' in answer["Link"], name
        assert datetime.fromisoformat(answer["X-As-Of"]) == at
    for name in ("centers.geojson", "centers.a11y.json"):
        said = answers[name].json()
        assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert datetime.fromisoformat(said["as_of"]) == at
    about = answers["centers.csv-metadata.json"].json()
    assert datetime.fromisoformat(about["dc:modified"]["@value"]) == at
    assert table.DESCRIPTION in answers["centers.csv"]["Link"]


def test_the_columns_are_described() -> None:
    known_center()
    columns = json.loads(get(table.DESCRIPTION).content)["tableSchema"]["columns"]

    assert [column["name"] for column in columns] == list(rows()[0])
    assert len({column["name"] for column in columns}) == len(columns)


# --- No formulas

texts = st.text(st.characters(codec="utf-8"), max_size=30) | st.from_regex(
    r"[\s;]{0,2}[=+\-@＝][^\0]{0,9}", fullmatch=True
)


@given(texts)
def test_no_cell_is_a_formula_however_a_spreadsheet_parts_the_line(text: str) -> None:
    cell = table.cell(text)

    assert not re.search(r"[\0-\x1f\x7f\u2028\u2029]", cell)
    for part in [cell, *cell.split(";")]:
        assert part.lstrip()[:1] not in tuple(DANGEROUS) or not part.strip()
    kept = re.sub(r"\s+", "", cell.replace("'", ""))
    assert kept == re.sub(r"[\s\0-\x1f\x7f]+", "", text.replace("'", ""))


@given(texts, st.lists(st.just("+380671234567"), max_size=2))
def test_a_row_is_read_back_as_it_was(text: str, phones: list[str]) -> None:
    out = io.StringIO()
    cells = [table.cell(text), *(table.cell(f"tel:{phone}") for phone in phones)]
    csv.writer(out).writerow(cells)

    [read] = list(csv.reader(io.StringIO(out.getvalue(), newline="")))

    assert read == cells
    assert [cell.removeprefix("tel:") for cell in read[1:]] == phones


def test_what_an_editor_wrote_is_no_formula() -> None:
    known_center(
        title="=cmd|' /C calc'!A0", notice="@SUM(1);=1+1", provider="+1\n=2", emails=["-a@example.org"]
    )

    raw = get("centers.csv").content.decode("utf-8-sig")

    for row in csv.reader(io.StringIO(raw, newline="")):
        assert all(cell[:1] not in tuple(DANGEROUS) or not cell for cell in row)
    for line in raw.split("\r\n"):
        assert all(part.lstrip()[:1] not in tuple(DANGEROUS) or not part for part in line.split(";"))


# --- Accessibility

answered = st.dictionaries(
    st.sampled_from(list(access.FEATURES)), st.sampled_from(["yes", "no", "na", "unknown"])
)


@given(answered)
def test_only_what_is_known_of_accessibility_is_told_and_all_of_it(answers: dict[str, str]) -> None:
    said, words = a11y.accessibility(answers, {}), a11y.described(answers)

    leaves = list(_leaves(said))
    flags = [answers[code] == "yes" for code in a11y.FLAGS if answers.get(code) in ("yes", "no")]
    assert sorted(leaf for leaf in leaves if isinstance(leaf, bool)) == sorted(flags)
    for code, feature in access.FEATURES.items():
        told = (
            code in a11y.FLAGS or code in a11y.OBJECTS or (code == "elevator" and answers.get(code) == "yes")
        )
        mentioned = feature.name_en in words.get("en", "") if words else False
        if answers.get(code) in ("yes", "no"):
            assert told or mentioned, code
    assert "unknown" not in json.dumps(said)
    assert (said, words) != ({}, {}) or not {"yes", "no"} & set(answers.values())


def _leaves(value: Any) -> Any:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    else:
        yield value


def test_accessibility_in_the_words_of_a11yjson() -> None:
    known_center()

    place = features("centers.a11y.json")["one"]["properties"]

    assert place["name"] == {"uk": place["name"]["uk"]}
    assert place["accessibility"] == {
        "entrances": [{"properties": {"isLevel": True}}],
        "restrooms": [{"isAccessibleWithWheelchair": False}],
    }
    assert set(place["description"]) == {"uk", "en"}
    assert access.FEATURES["shelter"].name in place["description"]["uk"]


def test_a_number_is_told_where_one_was_measured() -> None:
    center = known_center(access={})
    center.access = {
        "entrance_door_width": {"answer": "yes", "number": "95"},
        "door_threshold": {"answer": "yes"},
        "ramp_slope": {"answer": "unknown", "number": "8"},
    }
    center.save()

    place = features("centers.a11y.json")["one"]["properties"]

    assert place["accessibility"] == {
        "entrances": [{"properties": {"door": {"width": {"value": 95.0, "unit": "cm"}}}}]
    }

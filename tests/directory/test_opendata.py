"""The files of the whole directory: what stands in them, what never may, and how long they are kept."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory import access
from directory.models import Place
from directory.opendata import a11y, table
from tests.factories import CenterPageFactory, community, home, oblast
from tests.shapes import CENTER, fits

pytestmark = pytest.mark.django_db

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


# --- Hidden


@pytest.mark.parametrize("switch", ["center", "community", "oblast", "community, at once"])
def test_where_a_hidden_center_stands_is_in_no_file(switch: str, tmp_path: Path) -> None:
    region = oblast()
    rohatyn = community(oblast=region, hide_centers=switch == "community")
    CenterPageFactory(
        slug="secret",
        communities=[rohatyn],
        street="вул. Таємна, 7",
        entrance="двері з двору",
        directions="маршрутка 12",
        latitude=49.512345,
        longitude=24.712345,
        hide_position=switch == "center",
    )
    if switch == "oblast":
        region.hide_centers = True
        region.save()
    if switch == "community, at once":
        for name in FILES:
            get(name)
        Place.objects.filter(pk=rohatyn.pk).update(hide_centers=True)

    call_command("export_open_data", str(tmp_path / "out"))

    texts = [get(name).content.decode() for name in FILES]
    texts += [path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    for kind in ("services", "organizations", "service_at_locations"):
        said = Client().get(f"/api/hsds/{kind}", {"full": "true"}).json()["contents"]
        texts += [json.dumps(said, ensure_ascii=False)]
        texts += [Client().get(f"/api/hsds/{kind}/{said[0]['id']}").content.decode()]
    for text in texts:
        assert text
        for trace in ("Таємна", "двору", "маршрутка", "512345", "712345"):
            assert trace not in text
    assert features()["secret"]["geometry"]["coordinates"] == [rohatyn.longitude, rohatyn.latitude]


# --- Kept as long as it is true


@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_the_same_queries_however_many_centers_there_are(
    name: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        CenterPageFactory(
            communities=[community(f"Громада{number}ська")], services=["legal-aid"], taking_requests=True
        )

    with django_assert_max_num_queries(12):
        first = get(name)
    with django_assert_max_num_queries(2):
        again = get(name, if_none_match=first["ETag"])

    assert again.status_code == 304


def test_a_change_is_in_the_files_at_once() -> None:
    center = known_center()
    tags = {name: get(name)["ETag"] for name in FILES}

    center.title = "Інша назва"
    center.save()

    assert features()["one"]["properties"]["name"] == "Інша назва"
    for name, tag in tags.items():
        assert get(name, if_none_match=tag).status_code == 200


def test_a_door_that_opened_a_second_ago_is_open() -> None:
    known_center(opening_hours="Mo-Fr 09:00-18:00")
    with time_machine.travel(datetime(2026, 7, 6, 5, 59, 58, tzinfo=UTC), tick=False) as clock:
        tag = get("centers.geojson")["ETag"]
        before = features()["one"]["properties"]
        clock.shift(3)
        after = features()["one"]["properties"]
        again = get("centers.geojson", if_none_match=tag)

    assert (before["open_now"], after["open_now"], again.status_code) == (False, True, 200)
    assert before["next_change"] == "2026-07-06T09:00:00+03:00"


def test_a_notice_ends_with_its_day() -> None:
    known_center(notice="Сьогодні зачинено", notice_until=date(2026, 7, 6), opening_hours="")
    with time_machine.travel(datetime(2026, 7, 6, 20, 59, 50, tzinfo=UTC), tick=False) as clock:
        before = features()["one"]["properties"]["notice"]
        clock.shift(20)
        after = features()["one"]["properties"]["notice"]

    assert (before, after) == ("Сьогодні зачинено", None)


# --- The command


def test_the_command_writes_whole_files_as_of_one_moment(tmp_path: Path, capsys: Any) -> None:
    known_center()
    folder = tmp_path / "made" / "here"

    call_command("export_open_data", str(folder))
    call_command("export_open_data", str(folder))

    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "README.md", "datapackage.json", *FILES,
        *(f"hsds/{kind}.ndjson" for kind in (
            "organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms",
        )),
    }  # fmt: skip
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["created"] == json.loads((folder / "centers.geojson").read_text())["as_of"]
    for resource in package["resources"]:
        assert (folder / resource["path"]).stat().st_size == resource["bytes"]
    assert "%|" not in capsys.readouterr().err


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_center()
    call_command("export_open_data", str(tmp_path / "out"))
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CommandError):
        call_command("export_open_data", str(tmp_path / "file"))
    monkeypatch.setattr(table, "centers_csv", lambda snapshot: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(CommandError, match="full"):
        call_command("export_open_data", str(tmp_path / "out"))

    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


# --- The page


@pytest.mark.parametrize("language", ["uk", "en"])
def test_people_find_the_files_and_the_code_of_a_frame(
    language: str, django_assert_max_num_queries: Any
) -> None:
    home()
    known_center()

    with django_assert_max_num_queries(12):
        page = Client().get(f"/{language}/open-data/", {"oblast": oblast().code}).content.decode()

    for name in ("centers.csv", "centers.geojson", "centers.a11y.json"):
        assert f'href="/api/v1/{name}"' in page
    assert 'href="/api/v1/docs"' in page
    assert 'rel="license"' in page
    assert f"/{language}/embed/centers/?oblast={oblast().code}" in page
    assert f'href="/{language}/open-data/"' in Client().get(f"/{language}/").content.decode()


@given(
    oblast=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20), other=st.booleans()
)
def test_whatever_oblast_is_asked_for_the_page_shows_code_or_says_why_not(oblast: str, other: bool) -> None:
    home()

    response = Client().get("/uk/open-data/", {"oblast": oblast} | ({"x": "1"} if other else {}))

    assert response.status_code == 200
    assert ("&lt;iframe" in response.content.decode()) is (not oblast.strip() and not other)

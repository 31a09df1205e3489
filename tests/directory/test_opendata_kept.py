"""The files of the whole directory: what never stands in them, how long they are kept, and where people find them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Place
from directory.opendata import table
from tests.directory.files import FILES, features, get, known_center
from tests.directory.secret import secret_center
from tests.factories import CenterPageFactory, community, home, oblast

pytestmark = pytest.mark.django_db


# --- Hidden


@pytest.mark.parametrize("switch", ["center", "community", "oblast", "community, at once"])
def test_where_a_hidden_center_stands_is_in_no_file(switch: str, tmp_path: Path) -> None:
    _center, rohatyn = secret_center(switch)
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
        for trace in ("Таємна", "Схованка", "двору", "маршрутка", "512345", "712345"):
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

import csv
import gzip
import io

import pytest
from django.core.management import CommandError, call_command

from directory.gazetteer.ranking import KINDS, Row, weight
from directory.geo import Point
from directory.management.commands import load_places
from directory.management.place_files import DATA
from directory.models.places import Place, PlaceGram, PlaceKey, PlaceName

LVIV, KYIV, SHEVCHENKIVSKYI = "UA46060250010015970", "UA80000000000093317", "UA80000000001078669"
ROHATYN, ROHATYNSKA = "UA26040270010067876", "UA26040270000047749"
WANTED = {LVIV, KYIV, SHEVCHENKIVSKYI, ROHATYN, ROHATYNSKA}


@pytest.fixture(scope="module")
def rows():
    """Some units of the gazetteer with all that lies above them and the centers of these, as rows of its file."""
    with gzip.open(DATA / "places.csv.gz", "rt", encoding="utf-8") as stream:
        every = {row["code"]: row for row in csv.DictReader(stream)}
    homeless = next(
        code for code, row in every.items() if row["kind"] == "C" and row["position"] == "community"
    )
    district = next(code for code, row in every.items() if row["kind"] == "B" and row["parent"] == LVIV)
    wanted, left = {}, [*WANTED, homeless, district]
    while left:
        if (code := left.pop()) and code not in wanted:
            wanted[code] = every[code]
            left += [every[code]["parent"], every[code]["center"]]
    return [row for code, row in every.items() if code in wanted]


@pytest.fixture
def write(tmp_path):
    def write(rows, name="places.csv"):
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / name).write_text(text.getvalue(), encoding="utf-8")
        return tmp_path / name

    return write


@pytest.fixture(autouse=True)
def rederived(monkeypatch):
    """How often the positions of centers were derived again."""
    calls = []
    monkeypatch.setattr(
        load_places.Command, "_recompute_centers", lambda command, changed: calls.append(changed)
    )
    return calls


def load(path):
    out = io.StringIO()
    call_command("load_places", path, stdout=out)
    return out.getvalue()


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Place, PlaceKey, PlaceName, PlaceGram)]


@pytest.mark.django_db
def test_units_know_what_lies_above_them(rows, write):
    load(write(rows))
    rohatyn, kyiv, district = (Place.objects.get(pk=code) for code in (ROHATYN, KYIV, SHEVCHENKIVSKYI))

    assert rohatyn.community.center == rohatyn
    assert rohatyn.community.community == rohatyn.community
    assert (rohatyn.raion.name, rohatyn.oblast.name) == ("Івано-Франківський", "Івано-Франківська")
    assert rohatyn.oblast.oblast == rohatyn.oblast
    assert (kyiv.oblast, kyiv.raion, kyiv.community) == (kyiv, None, None)
    assert (district.oblast, district.raion, district.community) == (kyiv, None, None)


@pytest.mark.django_db
def test_labels_and_where_are_said_in_ukrainian(rows, write):
    load(write(rows))
    said = {place.pk: (place.label, place.where) for place in Place.objects.with_units()}

    assert Place.objects.get(pk=ROHATYN).where_exactly == (
        "Рогатинська громада, Івано-Франківський район, Івано-Франківська область"
    )
    assert said[LVIV] == ("м. Львів", "Львівський район, Львівська область")
    assert said[KYIV] == ("м. Київ", "")
    assert said[SHEVCHENKIVSKYI] == ("Шевченківський район", "м. Київ")
    assert said[ROHATYNSKA] == ("Рогатинська громада", "Івано-Франківський район, Івано-Франківська область")
    assert ("Львівська область", "") in said.values()


def test_the_autonomous_republic_is_no_oblast():
    assert Place(kind="O", name="Автономна Республіка Крим").label == "Автономна Республіка Крим"


@pytest.mark.django_db
def test_a_district_stands_at_its_city_and_a_community_at_its_center(rows, write):
    load(write(rows))
    city = Place.objects.get(pk=LVIV)

    assert city.precision == "settlement"
    for place in Place.objects.filter(parent=LVIV, kind="B") | Place.objects.filter(kind="H", center=LVIV):
        assert (place.point, place.precision) == (city.point, "community")


@pytest.mark.django_db
def test_a_village_without_a_point_has_its_communitys(rows, write):
    load(write(rows))
    village = Place.objects.get(kind="C", own_point=False)

    assert (village.point, village.precision) == (village.community.point, "community")


@pytest.mark.parametrize("kind", ["K", "M", "X", "C", "H", "B"])
@pytest.mark.parametrize("own", [True, False])
def test_precision_is_a_settlements_only_at_its_own_point(kind, own):
    place = Place(kind=kind, own_point=own, latitude=49.0, longitude=30.0)

    assert place.point == Point(49.0, 30.0)
    assert place.precision == ("settlement" if own and kind in "KMXC" else "community")


def test_half_a_point_is_none():
    assert Place(latitude=49.0).point is None


@pytest.mark.django_db
def test_loading_again_changes_nothing(rows, write, rederived):
    path = write(rows)
    first = load(path)
    before = everything()
    second = load(path)

    assert f"{len(rows)} places: {len(rows)} new or changed" in first
    assert "places: 0 new or changed" in second
    assert "spellings: 0 new, changed or removed" in second
    assert everything() == before
    assert len(rederived) == 1


@pytest.mark.django_db
def test_loading_changes_what_differs_and_keeps_the_switch(rows, write, rederived):
    load(write(rows))
    Place.objects.filter(pk=ROHATYN).update(hide_centers=True)
    renamed = [
        row | {"name": "Новий Рогатин", "population": "7"} if row["code"] == ROHATYN else row for row in rows
    ]

    assert f"{len(rows)} places: 1 new or changed" in load(write(renamed))
    rohatyn = Place.objects.get(pk=ROHATYN)
    assert (rohatyn.name, rohatyn.population, rohatyn.hide_centers) == ("Новий Рогатин", 7, True)
    assert not PlaceKey.objects.filter(place=ROHATYN, key="рогатин", type="current").exists()
    assert Place.objects.suggest("Новий Рог") == [rohatyn]
    assert len(rederived) == 2


@pytest.mark.django_db
def test_places_that_are_not_in_the_file_are_kept_and_found(rows, write):
    load(write(rows))
    without_rohatyn = [row for row in rows if not row["code"].startswith("UA26")]

    assert "are not in the file and were kept" in load(write(without_rohatyn))
    assert Place.objects.resolve("Рогатин").taken.pk == ROHATYN
    assert [place.pk for place in Place.objects.suggest("Рогтин")] == [ROHATYN]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"code": "UA46"}, "is no code"),
        ({"kind": "Z"}, "is no kind"),
        ({"name": ""}, "the name is empty"),
        ({"population": "-3"}, "is no population"),
        ({"lat": ""}, "half a point"),
        ({"lat": "55.75", "lon": "37.62"}, "is not in Ukraine"),
        ({"lat": "nan"}, "is not in Ukraine"),
        ({"parent": LVIV}, "cannot be above"),
        ({"parent": "UA99999999999999999"}, "cannot be above"),
        ({"center": "UA99999999999999999"}, "is not in the file"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_is_loaded(rows, write, change, problem):
    line, bad = next((line, row) for line, row in enumerate(rows, 2) if row["code"] == ROHATYN)
    path = write([row | change if row is bad else row for row in rows])

    with pytest.raises(CommandError, match=f"line {line}: .*{problem}"):
        load(path)
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_every_bad_row_is_named(rows, write):
    path = write([*rows, *rows[-2:], rows[0] | {"kind": "?"}])

    with pytest.raises(CommandError) as error:
        load(path)
    assert [problem.split(": ")[0].split()[-1] for problem in str(error.value).split("\n")] == [
        str(len(rows) + extra) for extra in (2, 3, 4)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"code,name\nUA1,x\n",
        b"\xff\xfe\x00bad",
        b"\x89PNG\r\n\x1a\n",
        gzip.compress(b"code", mtime=0),
        b"a" * 200_000,
    ],
)
@pytest.mark.parametrize("name", ["places.csv", "places.csv.gz"])
def test_a_file_that_is_no_gazetteer_is_refused(tmp_path, content, name):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError):
        load(tmp_path / name)


@pytest.mark.django_db
def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="not a CSV file"):
        load(tmp_path / "nothing.csv")


def test_weight_orders_by_kind_and_population_and_gives_both_back():
    keys = [weight(kind, people) for kind in KINDS for people in (3_000_000, 1_001, None, 999, 0)]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    for kind in KINDS:
        row = Row("", "", "", weight(kind, 12_345))
        assert (row.kind, row.population) == (kind, 12_345)

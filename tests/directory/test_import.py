"""Centers from a table: resolved, all or nothing, the same again, and never over what hands have changed."""

import csv
import io
from datetime import date
from itertools import count
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from directory.gazetteer.indexing import index
from directory.importing import COLUMNS, slugs, writing
from directory.models import CenterPage, Place
from directory.models.places import PlaceKey
from portal.models import PortalSettings
from tests.factories import center_index

pytestmark = pytest.mark.django_db

SOURCE = "https://example.org/news"


@pytest.fixture(autouse=True)
def gazetteer():
    """A corner of the country: two oblasts, Kyiv, two towns of one name in one oblast, and a community renamed."""
    numbers = count(1)

    def unit(kind, name, parent=None, **fields):
        above = {}
        node = parent
        while node is not None:
            above[{"O": "oblast", "K": "oblast", "P": "raion", "H": "community"}[node.kind]] = node
            node = node.parent
        place = Place(
            code=f"UA98{next(numbers):015d}", kind=kind, name=name, parent=parent, latitude=49.0, longitude=31.0,
            own_point=kind in "KMXC", **above, **fields,
        )  # fmt: skip
        if kind in "OK":
            place.oblast = place
        place.save()
        return place

    rivne, donetsk, kyiv = unit("O", "Рівненська"), unit("O", "Донецька"), unit("K", "Київ")
    dubno, sarny = unit("P", "Дубенський", rivne), unit("P", "Сарненський", rivne)
    for raion in (dubno, sarny):
        unit("H", "Городоцька", raion)
    demydivska = unit("H", "Демидівська", dubno)
    unit("X", "Демидівка", demydivska)
    rivnenska = unit("H", "Рівненська", sarny)
    unit("M", "Рівне", rivnenska, population=240_000)
    unit("C", "Рівне", unit("H", "Дальня", sarny), population=300)
    for raion in (dubno, sarny):
        unit("C", "Нове", unit("H", f"Новівська{raion.pk[-1]}", raion))
    mariupol = unit("P", "Маріупольський", donetsk)
    nikolska = unit("H", "Микільська", mariupol)
    unit("H", "Маріупольська", mariupol)
    index([(nikolska.pk, "Нікольська", "old"), (kyiv.pk, "Kiev", "latin")])
    center_index()


@pytest.fixture
def table(tmp_path):
    """Write rows, each a dict of what differs from a plain one, as a CSV file."""

    def table(*rows, name="centers.csv"):
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        for row in rows:
            plain = {"oblast": "Рівненська", "hromada": "Демидівська", "status": "open", "source_url": SOURCE}
            writer.writerow({"name": "Центр життєстійкості Демидівської громади"} | plain | row)
        (tmp_path / name).write_text(text.getvalue(), encoding="utf-8")
        return tmp_path / name

    return table


def run(path, **options):
    out = io.StringIO()
    call_command("import_centers", path, stdout=out, **options)
    return out.getvalue()


def refusal(path):
    with pytest.raises(CommandError) as refused:
        run(path)
    assert CenterPage.objects.count() == 0
    return str(refused.value)


def the_center():
    return CenterPage.objects.get()


def names(places):
    return [place.name for place in places]


def test_a_row_becomes_a_published_center_with_what_the_row_says(table):
    run(
        table(
            {
                "raion": "Дубенський",
                "settlement": "Демидівка",
                "street_address": "вул. Миру, 1",
                "phone": "067 123 45 67; +380 50 111 22 33",
                "email": "center@example.org",
                "opening_hours": "Пн-Пт 09:00-18:00",
                "provider": "ГО «Поруч»",
                "status": "planned",
                "source_date": "2025-02-19",
            }
        )
    )
    center = the_center()
    assert center.title == "Центр життєстійкості Демидівської громади"
    assert (center.slug, center.live, center.status) == ("demydivskoi-hromady", True, "planned")
    assert (center.oblast.name, center.settlement.name) == ("Рівненська", "Демидівка")
    assert names(center.stands_in) == ["Демидівська"]
    assert center.phones == ["+380671234567", "+380501112233"]
    assert center.opening_hours == "Mo-Fr 09:00-18:00"
    assert (center.street, center.provider) == ("вул. Миру, 1", "ГО «Поруч»")
    assert (center.source_url, center.source_date) == (SOURCE, date(2025, 2, 19))
    assert center.public_precision == "settlement"  # derived as by saving
    assert not center.takes_requests


def test_what_is_not_said_stays_unknown(table):
    run(table({}))
    center = the_center()
    assert (center.street, center.phones, center.opening_hours, center.settlement) == ("", [], "", None)
    assert (center.source_date, center.latitude, center.access, center.access_level) == (None, None, {}, "")
    assert center.public_precision == "community"


def test_known_phrases_become_services_and_all_others_are_kept_word_for_word(table):
    run(table({"services": "Психологічна підтримка; правова допомога; арт-терапія; чай,  кава"}))
    center = the_center()
    assert center.service_slugs == ["legal-aid", "psychosocial-support"]
    assert center.services_remark == "арт-терапія; чай, кава"
    assert center.services_verified_on is None


def test_a_text_about_accessibility_is_quoted_and_answers_nothing(table):
    run(table({"accessibility": "повністю безбар’єрний"}))
    center = the_center()
    assert center.access_remark == "повністю безбар’єрний"
    assert (center.access, center.access_level, center.access_level_on) == ({}, "", None)


def test_a_relocated_center_stands_in_its_new_home_and_its_origin_is_no_position(table):
    run(
        table(
            {"hromada": "Маріупольська, Нікольська", "relocated_from": "Донецька", "settlement": "Рівне"},
            {"hromada": "Маріупольська", "relocated_from": "Донецька"},
        )
    )
    settled, homeless = CenterPage.objects.order_by("path")
    assert names(settled.origins) == ["Маріупольська", "Микільська"]
    assert names(settled.stands_in) == ["Рівненська"]
    assert settled.oblast.name == "Рівненська"
    assert (homeless.stands_in, homeless.public_precision, homeless.public_latitude) == ([], "", None)


def test_a_center_in_kyiv_is_in_no_community(table):
    run(table({"oblast": "м. Київ", "hromada": "", "settlement": "Київ"}))
    assert (the_center().settlement.name, the_center().stands_in) == ("Київ", [])
    assert the_center().oblast == the_center().settlement


def test_a_city_is_meant_rather_than_a_village_a_thousandth_of_its_size(table):
    run(table({"hromada": "", "settlement": "Рівне"}))
    assert the_center().settlement.kind == "M"
    assert names(the_center().stands_in) == ["Рівненська"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name": ""}, "name"),
        ({"oblast": "Рівненьська"}, "oblast: there is no “Рівненьська”"),
        ({"oblast": ""}, "oblast: is empty"),
        ({"hromada": "Демидівка"}, "hromada: there is no “Демидівка” in Рівненська область"),
        ({"hromada": "Городоцька"}, "hromada: “Городоцька” may be"),
        ({"raion": "Сарненський"}, "hromada: “Демидівська” is elsewhere"),
        ({"hromada": "", "settlement": "Нове"}, "settlement: “Нове” may be"),
        ({"settlement": "Рівне"}, "settlement: “Рівне” is elsewhere"),
        ({"hromada": ""}, "hromada: neither"),
        ({"relocated_from": "Донецька"}, "hromada: there is no “Демидівська” in Донецька"),
        ({"status": "opened"}, "status"),
        ({"status": ""}, "status"),
        ({"latitude": "50.1"}, "give both or neither"),
        ({"latitude": "nan", "longitude": "30"}, "latitude: “nan” is no number"),
        ({"latitude": "10", "longitude": "30"}, "latitude"),
        ({"phone": "12"}, "phone: «12»"),
        ({"email": "center"}, "email: «center»"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"opening_hours": "Mo-Fr"}, "opening_hours"),
        ({"source_date": "19.02.2025"}, "source_date: “19.02.2025” is no day"),
        ({"name": "Ц" * 300}, "name"),
        ({"provider": '=HYPERLINK("x")'}, "provider: “=HYPERLINK"),
        ({"street_address": "+cmd|' /C calc'!A0"}, "street_address"),
        ({"services": "допомога\x00"}, "services"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_is_taken(table, cells, said):
    assert said in refusal(table({"name": "Добрий центр"}, cells))
    assert "line 3, " in refusal(table({"name": "Добрий центр"}, cells))


def test_every_bad_row_is_reported_at_once_also_after_a_cell_of_several_lines(table):
    path = table({"services": "перше;\nдруге", "status": "?"}, {"name": "Б", "phone": "1", "oblast": "?"})
    said = refusal(path)
    assert "line 2, status" in said
    assert "line 4, phone" in said
    assert "line 4, oblast" in said


def test_the_same_center_twice_in_a_table_is_refused(table):
    assert "line 3, name: the same center as in line 2" in refusal(table({}, {"provider": "інший"}))


def test_a_second_run_changes_nothing(table):
    path = table(
        {}, {"hromada": "Рівненська", "settlement": "Рівне", "name": "Центр", "services": "юрист; чай"}
    )
    run(path)
    before = list(CenterPage.objects.order_by("pk").values())
    logged = PageLogEntry.objects.count()

    assert "0 new, 0 changed, 2 as before" in run(path)
    assert list(CenterPage.objects.order_by("pk").values()) == before
    assert PageLogEntry.objects.count() == logged


def test_a_dry_run_says_what_it_would_do_and_keeps_nothing(table):
    assert "1 new" in run(table({}), dry_run=True)
    assert not CenterPage.objects.exists()


def test_new_facts_of_an_untouched_center_are_taken_over(table):
    run(table({"status": "planned", "services": "юрист"}))
    slug = the_center().slug
    assert "1 changed" in run(
        table({"phone": "0671234567", "services": "психолог", "settlement": "Демидівка"})
    )
    center = the_center()
    assert (center.status, center.phones, center.slug) == ("open", ["+380671234567"], slug)
    assert (center.service_slugs, center.public_precision) == (["psychosocial-support"], "settlement")
    assert center.get_latest_revision_as_object().phones == ["+380671234567"]  # what an editor opens next
    assert "1 as before" in run(
        table({"phone": "0671234567", "services": "психолог", "settlement": "Демидівка"})
    )


def test_what_the_table_does_not_speak_of_stays_when_its_facts_change(table):
    run(table({}))
    center = the_center()
    center.takes_requests, center.access = True, {"shelter": {"answer": "yes"}}
    center.save()

    assert "1 changed" in run(table({"phone": "0671234567"}))
    assert (the_center().takes_requests, the_center().access) == (True, {"shelter": {"answer": "yes"}})


def edited(center):
    center.phones = ["+380501112233"]
    center.save()


def drafted(center):
    center.phones = ["+380501112233"]
    center.save_revision()


def confirmed(center):
    center.services_verified_on = date(2026, 11, 1)
    center.save()


def taken_down(center):
    center.unpublish()


def renamed(center):
    center.title = "Центр «Промінь»"
    center.save_revision().publish()


@pytest.mark.parametrize("by_hand", [edited, drafted, confirmed, taken_down, renamed])
def test_what_hands_have_changed_is_never_overwritten_and_is_reported(table, by_hand):
    run(table({}, {"name": "Інший центр"}))
    by_hand(CenterPage.objects.get(slug="demydivskoi-hromady"))
    before = list(CenterPage.objects.order_by("pk").values())

    said = run(table({"phone": "0671234567", "status": "closed"}, {"name": "Інший центр"}))

    assert "line 2: " in said
    assert "1 as before, 1 kept as edited by hand" in said
    assert list(CenterPage.objects.order_by("pk").values()) == before


def test_centers_of_one_name_get_addresses_of_their_own_for_good(table):
    rows = [
        {"hromada": "Городоцька", "raion": raion, "name": "Центр життєстійкості Городоцької громади"}
        for raion in ("Дубенський", "Сарненський")
    ]
    run(table(*rows))
    slugs = {center.slug for center in CenterPage.objects.all()}
    assert slugs == {"horodotskoi-hromady", "horodotskoi-hromady-rivnenska"}
    run(table(*reversed(rows)))
    assert {center.slug for center in CenterPage.objects.all()} == slugs


def test_no_center_gets_an_address_that_is_a_word_of_the_api(table, monkeypatch):
    monkeypatch.setattr(slugs, "RESERVED_SLUGS", {"demydivskoi-hromady"})
    run(table({}))
    assert the_center().slug == "demydivskoi-hromady-rivnenska"


def test_a_table_of_centers_leaves_a_whole_tree(table):
    run(table(*({"name": f"Центр № {number}"} for number in range(40))))
    run(table({"name": "Центр № 99"}))
    assert Page.find_problems() == ([], [], [], [], [])
    index_page = center_index()
    assert index_page.numchild == index_page.get_children().count() == 41
    center = CenterPage.objects.get(title="Центр № 99")
    assert center.url_path == f"{index_page.url_path}{center.slug}/"
    assert center.translation_key
    assert {entry.action for entry in PageLogEntry.objects.filter(page=center)} == {
        "wagtail.create",
        "wagtail.publish",
    }


def test_imported_centers_are_found_and_counted_where_they_are_used(table):
    run(table({"name": "Осередок Промінь", "services": "юрист"}))
    assert [page.title for page in Page.objects.search("Промінь")] == ["Осередок Промінь"]
    assert ReferenceIndex.get_references_for_object(the_center()).exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(table, monkeypatch):
    monkeypatch.setattr(
        writing, "index_centers", Mock()
    )  # later, and page by page: Wagtail knows no other way
    PortalSettings.load()
    counts = []
    for start, size in ((0, 1), (100, 5), (200, 15)):  # the first finds an empty directory
        path = table(*({"name": f"Центр № {number}"} for number in range(start, start + size)))
        with CaptureQueriesContext(connection) as queries:
            run(path)
        counts.append(len(queries))
    assert counts[2] == counts[1]


def test_without_places_the_command_says_what_to_do_first(table):
    PlaceKey.objects.all().delete()
    Place.objects.update(parent=None, oblast=None, raion=None, community=None)
    Place.objects.all().delete()
    assert "load_places" in refusal(table({}))

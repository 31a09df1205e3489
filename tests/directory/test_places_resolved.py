"""What typed places mean, over the whole gazetteer: loaded once, for this module only."""

import io
import random
from collections import defaultdict

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from directory.models.places import Place
from tests.directory.place_rows import plain, population, read
from tests.examples import CASES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_gazetteer")]


def offered(resolution):
    return {place.pk for place in (resolution.taken, *resolution.others, *resolution.candidates) if place}


def test_all_units_are_there_and_a_second_run_changes_nothing():
    out = io.StringIO()
    call_command("load_places", stdout=out)

    assert out.getvalue().startswith("31744 places: 0 new or changed")
    assert ": 0 new, changed or removed" in out.getvalue()
    assert Place.objects.filter(kind="M").count() == 461


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ужгород", "UA21100230010016545"),  # м. Ужгород
        ("в Ужгороді", "UA21100230010016545"),  # м. Ужгород
        ("у Львові", "UA46060250010015970"),  # м. Львів
        ("з Києва", "UA80000000000093317"),  # м. Київ
        ("Івано-Франківську", "UA26040190010045761"),  # м. Івано-Франківськ
        ("до Рогатина", "UA26040270010067876"),  # м. Рогатин
        ("Нижніх Воротах", "UA21040190010057812"),  # село Нижні Ворота
        ("Кам’янці-Подільському", "UA68020110010097898"),  # м. Кам’янець-Подільський
        ("Камянець Подільський", "UA68020110010097898"),  # м. Кам’янець-Подільський
        ("Kyiv", "UA80000000000093317"),  # м. Київ
        ("Kiev", "UA80000000000093317"),  # м. Київ
        ("Kharkiv", "UA63120270010096107"),  # м. Харків
        ("Kharkov", "UA63120270010096107"),  # м. Харків
        ("Zaporizhia", "UA23060070010069526"),  # м. Запоріжжя
        ("Одесса", "UA51100270010076757"),  # м. Одеса
        ("Киев", "UA80000000000093317"),  # м. Київ
        ("Днепр", "UA12020010010037010"),  # м. Дніпро
        ("Запорожье", "UA23060070010069526"),  # м. Запоріжжя
        ("Щорс", "UA74020050010092446"),  # м. Сновськ
        ("Іллічівськ", "UA51100370010020298"),  # м. Чорноморськ
        ("lybghj", "UA12020010010037010"),  # м. Дніпро
        ("Rbtd", "UA80000000000093317"),  # м. Київ
        ("Лншм", "UA80000000000093317"),  # м. Київ
        ("Золочів Львівська", "UA46040070010068975"),  # м. Золочів
        ("смт Золочів", "UA63020050010064235"),  # селище Золочів
        ("Рогатинська громада", "UA26040270000047749"),  # Рогатинська громада
        ("у Рогатинській громаді", "UA26040270000047749"),  # Рогатинська громада
        ("Київ, Шевченківський район", "UA80000000001078669"),  # Шевченківський район
        ("Харків Київський район", "UA63120270010216514"),  # Київський район
        ("Івано–Франківськ", "UA26040190010045761"),  # м. Івано-Франківськ
        ("Дніпропетровськ", "UA12020010010037010"),  # м. Дніпро
        ("Кировоград", "UA35040210010019355"),  # м. Кропивницький
        ("Кривому Розі", "UA12060170010065850"),  # м. Кривий Ріг
        ("Білій Церкві", "UA32020010010081183"),  # м. Біла Церква
        ("м.Суми", "UA59080270010036634"),  # м. Суми
        ("з Черкас", "UA71080490010015879"),  # м. Черкаси
        ("Ромнах", "UA59060110010062596"),  # м. Ромни
        ("Бровари Київ", "UA32060050010081797"),  # м. Бровари
        ("Львов", "UA46060250010015970"),  # м. Львів
        ("Kropyvnytskyi", "UA35040210010019355"),  # м. Кропивницький
        ("Bila Tserkva", "UA32020010010081183"),  # м. Біла Церква
        ("Vinnitsa", "UA05020030010063857"),  # м. Вінниця
        ("ЧОП", "UA21100270010071297"),  # м. Чоп
        ("Мукачево", "UA21040150010056148"),  # м. Мукачево
        ("Комсомольськ", "UA53020030010087471"),  # м. Горішні Плавні
        ("Артемівськ", "UA14020010010059145"),  # м. Бахмут
        ("Красноармійськ", "UA14160210010099403"),  # м. Покровськ
        ("м. Запоріжжя", "UA23060070010069526"),  # м. Запоріжжя
        ("смт. Ворзель", "UA32080070030073716"),  # селище Ворзель
        ("Kamianets-Podilskyi", "UA68020110010097898"),  # м. Кам’янець-Подільський
        ("Kamenets-Podolskiy", "UA68020110010097898"),  # м. Кам’янець-Подільський
        ("Севастополь", "UA85000000000065278"),  # м. Севастополь
        ("в Сімферополі", "UA01160330010074014"),  # м. Сімферополь
        ("Іванівка Генічеського району", "UA65040030010022975"),  # селище Іванівка
        ("Kramatorsk", "UA14120090010038661"),  # м. Краматорськ
        ("Черновцы", "UA73060610010033137"),  # м. Чернівці
        ("Ивано-Франковск", "UA26040190010045761"),  # м. Івано-Франківськ
        ("Луцьку", "UA07080170010083384"),  # м. Луцьк
        ("Тернополя", "UA61040490010069060"),  # м. Тернопіль
        ("Канева", "UA71080150010077910"),  # м. Канів
        ("Гуляйполя", "UA23100070010036682"),  # м. Гуляйполе
        ("Рівному", "UA56060470010041018"),  # м. Рівне
        ("Кременці", "UA61020070010067494"),  # м. Кременець
    ],
)
def test_what_is_taken(typed, code):
    resolution = Place.objects.resolve(typed)

    assert resolution.taken is not None, resolution.candidates
    assert resolution.taken.pk == code
    assert resolution.exact
    assert code not in {place.pk for place in (*resolution.others, *resolution.candidates)}


@pytest.mark.parametrize(
    "typed", ["Золочів", "Миколаївка", "Іванівка, Херсонська обл.", "Шевченківський район", "Ivanivka"]
)
def test_an_ambiguous_name_asks(typed):
    resolution = Place.objects.resolve(typed)

    assert resolution.taken is None
    assert resolution.exact
    assert len(resolution.candidates) > 1
    assert all(place.raion or place.oblast for place in resolution.candidates)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Ужгрод", "Ужгород"), ("Тернопль", "Тернопіль"), ("Рогат", "Рогатин"), ("Ternopli", "Тернопіль")],
)
def test_a_beginning_or_a_slip_is_offered_and_not_taken(typed, meant):
    resolution = Place.objects.resolve(typed)

    assert (resolution.taken, resolution.exact) == (None, False)
    assert meant in [place.name for place in resolution.candidates[:3]]


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("Львівська область", "Львівська область"),
        ("у Херсонській області", "Херсонська область"),
        ("Калуський район", "Калуський район"),
    ],
)
def test_an_oblast_or_a_raion_is_no_origin(typed, region):
    resolution = Place.objects.resolve(typed)

    assert resolution.region.label == region
    assert not offered(resolution)


@pytest.mark.parametrize(
    "typed", ["", "   ", "🙂", ",;()", "ыыыыыыыы", "йцйцйцйц", "x" * 120, "\x00", "в", "с.", "область"]
)
def test_what_is_no_place_names_none(typed):
    resolution = Place.objects.resolve(typed)

    assert resolution.taken is None
    assert not resolution.exact


def test_a_name_beside_words_that_are_no_place_is_offered():
    for typed in ("Рогатин, вул. Галицька", "Рогатин, Рогатинецький район"):
        resolution = Place.objects.resolve(typed)
        assert (resolution.exact, [place.label for place in resolution.candidates]) == (False, ["м. Рогатин"])


def test_every_exact_name_is_decided_by_rank_and_population(places, by_name):
    """The rule, recomputed from the file: the only one, or one ten times as populous as the next."""
    names = random.Random(55).sample(sorted({row["name"] for row in places.values()}), max(CASES, 200))
    for name in names:
        codes = sorted(by_name[plain(name)], key=lambda code: -population(places[code]))
        best, *rest = (population(places[code]) for code in codes)
        expected = codes[0] if not rest or best >= 10 * rest[0] else None
        resolution = Place.objects.resolve(name)

        assert by_name[plain(name)] <= offered(resolution), name
        if offered(resolution) == by_name[plain(name)]:  # else it is a case of another's name too
            assert (resolution.taken.pk if resolution.taken else None) == expected, name


def test_every_old_or_foreign_name_is_offered(places, by_name):
    others = defaultdict(set)
    for row in read("names.csv.gz"):
        if row["code"] in places and row["name"].replace(" ", "").isalpha():
            others[row["name"]].add(row["code"])
    for name in random.Random(56).sample(sorted(others), max(CASES, 200)):
        resolution = Place.objects.resolve(name)

        assert others[name] <= offered(resolution), name
        if not by_name[plain(name)] and resolution.taken:
            people = [population(places[place.pk]) for place in resolution.others if place.pk in others[name]]
            assert (
                not people
                or population(places[resolution.taken.pk]) >= 10 * max(people)
                or (
                    resolution.taken.pk not in others[name]  # a case of a current name goes before
                )
            ), name


@given(st.text(max_size=60) | st.text("абвгіїйок -’,.", max_size=40))
def test_any_text_is_answered(text):
    suggestions, resolution = Place.objects.suggest(text), Place.objects.resolve(text)

    assert len(suggestions) <= 10
    assert len({place.pk for place in suggestions}) == len(suggestions)
    assert not any(place.kind in "OP" for place in (*suggestions, *resolution.others, *resolution.candidates))
    assert not (resolution.taken and resolution.candidates)
    assert not (resolution.others and not resolution.taken)


@pytest.mark.parametrize(
    "typed", ["Іванівка", "Іванівка Херсонської області", "Ужгрод", "ки", "lybghj", "в Мукачевому"]
)
def test_the_number_of_queries_is_small_and_naming_a_place_costs_none(typed):
    with CaptureQueriesContext(connection) as queries:
        resolution = Place.objects.resolve(typed)
        suggestions = Place.objects.suggest(typed)
    assert len(queries) <= 18

    with CaptureQueriesContext(connection) as queries:
        for place in (*suggestions, *resolution.others, *resolution.candidates):
            assert place.label
            assert place.where or place.kind == "K"
            assert place.community is None or place.community.name
    assert not len(queries)

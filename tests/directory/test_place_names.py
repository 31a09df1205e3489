import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.place_names import (
    fold,
    is_form,
    is_latin,
    is_russian,
    learn,
    loose,
    oblique_skeletons,
    other_layouts,
    readings,
    skeleton,
    slips,
    slips_in_case,
    spell,
    to_latin,
)
from directory.place_names.forms import forms
from directory.place_names.slips import CHEAP, QUIET
from tests.examples import many

UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
PIECES = ["в", "село", "м.", "Нове", ",", "(", "область", "Львівська", "р-н", "громада", "Київ"]
words_of_ukrainian = st.text(UKRAINIAN, min_size=1, max_size=14)


@pytest.mark.parametrize("apostrophe", ["’", "'", "ʼ", "`", "´", "‘", "′", "＇", '"', "*", ""])
def test_any_apostrophe_or_none_is_the_same(apostrophe):
    assert fold(f"Кам{apostrophe}янець-Подільський") == "камянець подільський"


@pytest.mark.parametrize("hyphen", ["-", "‐", "‑", "–", "—", " - ", " ", "  "])
def test_hyphen_or_space_is_the_same(hyphen):
    assert fold(f"Івано{hyphen}Франківськ") == "івано франківськ"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  ЛЬВІВ ", "львів"),
        ("Ки́їв", "київ"),  # a stress mark
        (unicodedata.normalize("NFD", "Їжаківський Гай"), "їжаківський гай"),
        ("Ґанок", "ганок"),
        ("Озёрное", "озерное"),
        ("Kиїв", "київ"),  # a Latin K
        ("Нижнi Вoрота", "нижні ворота"),  # a Latin i and o
        ("Kуiv", "kyiv"),  # a Cyrillic у
        ("Нижні Ворота", "нижні ворота"),
    ],
)
def test_what_looks_the_same_is_the_same(typed, folded):
    assert fold(typed) == folded


def test_й_and_ї_are_letters_of_their_own():
    assert len({fold(name) for name in ("Мала", "Малі", "Малї", "Малй", "Мали")}) == 5


@given(st.text(max_size=40))
def test_folding_gives_words_and_folding_again_changes_nothing(text):
    folded = fold(text)

    assert fold(folded) == folded
    assert not folded or all(folded.split(" "))
    assert not re.search(r"[_,.'’-]", folded)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lybghj", "днипро"), ("Rb]d", "київ"), ("Лншм", "kyiv"), (";bnjvbh", "житомир"), ("rbtd", "киев")],
)
def test_keys_of_the_wrong_layout_are_read_in_the_right_one(typed, meant):
    assert meant in [fold(text) for text in other_layouts(typed)]


@given(words_of_ukrainian)
def test_a_word_typed_in_the_english_layout_comes_back(word):
    from directory.place_names.folding import ENGLISH_KEYS, UKRAINIAN_KEYS

    keys = word.replace("ґ", "г").translate(str.maketrans(UKRAINIAN_KEYS, ENGLISH_KEYS))

    # A word may begin on a key that is punctuation in the other layout; then it is no word of both.
    assert word.replace("ґ", "г") in other_layouts(keys) or not re.search("[a-z]", keys)


@pytest.mark.parametrize(
    ("name", "latin"),  # the examples of Resolution 55, in lower case
    [
        ("Алушта", "alushta"), ("Борщагівка", "borshchahivka"), ("Вінниця", "vinnytsia"), ("Гадяч", "hadiach"),
        ("Ґалаґан", "galagan"), ("Донецьк", "donetsk"), ("Єнакієве", "yenakiieve"), ("Наєнко", "naienko"),
        ("Житомир", "zhytomyr"), ("Запоріжжя", "zaporizhzhia"), ("Закарпаття", "zakarpattia"),
        ("Медвин", "medvyn"), ("Іршава", "irshava"), ("Їжакевич", "yizhakevych"), ("Кадиївка", "kadyivka"),
        ("Мар’їне", "marine"), ("Йосипівка", "yosypivka"), ("Стрий", "stryi"), ("Біла Церква", "bila tserkva"),
        ("Щербухи", "shcherbukhy"), ("Гоща", "hoshcha"), ("Юрій", "yurii"), ("Яготин", "yahotyn"),
        ("Ічня", "ichnia"), ("Згорани", "zghorany"), ("Розгон", "rozghon"), ("Знам’янка", "znamianka"),
    ],
)  # fmt: skip
def test_official_latin_spelling(name, latin):
    assert to_latin(name) == latin


@pytest.mark.parametrize(
    ("official", "usual"),
    [
        ("zaporizhzhia", "zaporizhia"), ("kharkiv", "harkiv"), ("mykolaiv", "mykolayiv"),
        ("kamianets podilskyi", "kamyanets podilsky"), ("vinnytsia", "vinnytsya"), ("yevpatoriia", "evpatoria"),
    ],
)  # fmt: skip
def test_usual_latin_spellings_have_the_official_one_in_common(official, usual):
    assert loose(official) == loose(usual)


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("Київ", "Києва Києву Києвом Києві"),
        ("Львів", "Львова Львову Львовом Львові"),
        ("Канів", "Канева Каневу Каневі"),
        ("Тернопіль", "Тернополя Тернополю Тернополем Тернополі"),
        ("Ірпінь", "Ірпеня Ірпеню Ірпені"),
        ("Самбір", "Самбора Самборі"),
        ("Кривий Ріг", "Кривого Рогу Кривому Розі"),
        ("Кременець", "Кременця Кременцем Кременці"),
        ("Донець", "Дінця Дінці"),
        ("Городок", "Городка Городку"),
        ("Ужгород", "Ужгорода Ужгородом Ужгороді"),
        ("Луцьк", "Луцька Луцьку Луцьком"),
        ("Овруч", "Овруча Овручем Овручі"),
        ("Умань", "Умані Уманню"),
        ("Керч", "Керчі"),
        ("Стрий", "Стрия Стриєм Стрию Стриї"),
        ("Полтава", "Полтави Полтаві Полтаву Полтавою"),
        ("Рудка", "Рудки Рудці Рудку"),
        ("Вінниця", "Вінниці Вінницю Вінницею"),
        ("Софія", "Софії Софію"),
        ("Біла Церква", "Білої Церкви Білій Церкві Білу Церкву"),
        ("Лозова", "Лозової Лозовій Лозову Лозовою"),
        ("Рівне", "Рівного Рівному Рівним"),
        ("Дорожнє", "Дорожнього Дорожньому Дорожнім"),
        ("Гуляйполе", "Гуляйполя Гуляйполю Гуляйполем"),
        ("Запоріжжя", "Запоріжжю Запоріжжям Запоріжжі"),
        ("Дніпро", "Дніпра Дніпру Дніпром Дніпрі"),
        ("Суми", "Сум Сумам Сумах"),
        ("Ромни", "Ромен Ромнах"),
        ("Олешки", "Олешок Олешках"),
        ("Бровари", "Броварів Броварах"),
        ("Чернівці", "Чернівців Чернівцях"),
        ("Нижні Ворота", "Нижніх Воріт Нижніх Воротах"),
        ("Великі Мости", "Великих Мостів Великих Мостах"),
        ("Гаї", "Гаїв Гаях"),
        ("Івано-Франківськ", "Івано-Франківська Івано-Франківську"),
        ("Кам’янець-Подільський", "Кам’янця-Подільського Кам’янцю-Подільському Кам’янці-Подільському"),
        ("Рогатинська", "Рогатинської Рогатинській Рогатинську"),
    ],
)
def test_names_are_met_in_their_cases(name, cases):
    words = fold(name).split()
    typed = fold(cases).split()

    for case in (typed[start : start + len(words)] for start in range(0, len(typed), len(words))):
        assert is_form(case, words), case
        # What looks a name up must find it by any of its cases.
        assert skeleton(" ".join(words)) in oblique_skeletons(case), case


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Рогатинськ", "Рогатинська"),
        ("Ужгородський", "Ужгород"),
        ("Камень", "Камені"),
        ("Київська", "Київське"),
        ("Львівка", "Львів"),
    ],
)
def test_another_name_is_no_case(typed, name):
    assert not is_form([fold(typed)], [fold(name)])


@given(words_of_ukrainian)
def test_no_word_is_a_case_of_itself(word):
    assert word not in forms(word)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Киев", "Київ"), ("Харьков", "Харків"), ("Луцк", "Луцьк"), ("Запорожье", "Запоріжжя"), ("Ровно", "Рівне"),
        ("Черновцы", "Чернівці"), ("Ивано-Франковск", "Івано-Франківськ"), ("Кривой Рог", "Кривий Ріг"),
        ("Белая Криница", "Біла Криниця"), ("Винница", "Вінниця"), ("Нижние Ворота", "Нижні Ворота"),
        ("Новоалександровка", "Новоолександрівка"), ("Каменец-Подольский", "Кам’янець-Подільський"),
    ],
)  # fmt: skip
def test_russian_spelling_is_known_by_rule(typed, name):
    assert is_russian(fold(typed), fold(name))
    assert skeleton(fold(name)) == skeleton(fold(typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Ужгорад", "Ужгород"), ("Рівно", "Рівне"), ("Хрусталний", "Хрустальний"), ("Садове", "Садова")],
)
def test_a_slip_is_no_russian(typed, name):
    assert not is_russian(fold(typed), fold(name))


def test_russian_words_are_learnt_from_names_and_used_in_others():
    known = learn([("ганнівка", "анновка"), ("нова ганнівка", "новая анновка"), ("нова гута", "новая гута")])

    assert known == {"ганнівка": "анновка", "нова": "новая"}
    assert spell("новоганнівка", known) == "новоанновка"
    assert spell("стара ганнівка", known) is None


@pytest.mark.parametrize(
    ("text", "name", "kinds", "within"),
    [
        ("м. Львів", "львів", "KM", []),
        ("смт Ворзель", "ворзель", "X", []),
        ("в селі Іванівка", "іванівка", "C", []),
        ("Рогатинська міська територіальна громада", "рогатинська", "H", []),
        ("Шевченківський р-н", "шевченківський", "BP", []),
        ("Нове Село", "нове село", "", []),
        ("Золочів Львівська", "золочів", "", ["львівська"]),
        ("Іванівка, Херсонська обл.", "іванівка", "", ["херсонська"]),
        ("Іванівка Херсонської області", "іванівка", "", ["херсонської"]),
        ("Іванівка (Генічеський район, Херсонська область)", "іванівка", "", ["генічеський", "херсонська"]),
        ("Львівська обл., Золочів", "золочів", "", ["львівська"]),
    ],
)
def test_a_text_is_read_with_its_kind_and_what_it_lies_in(text, name, kinds, within):
    wanted = (name, frozenset(kinds), within)

    assert wanted in [
        (reading.subject.key, reading.subject.kinds, [term.key for term in reading.within])
        for reading in readings(text)
    ]


def test_the_plainest_reading_comes_first():
    assert readings("Нове Село")[0].subject.key == "нове село"
    assert not readings("Золочів Львівська")[0].within


@given(st.text(max_size=120))
def test_any_text_has_few_readings(text):
    assert len(readings(text)) < 200
    assert all(reading.subject.words for reading in readings(text))


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_text_of_names_and_kinds_has_few_readings(words):
    assert len(readings(" ".join(words))) < 200


@many
@given(st.text("абиіокцйь ", max_size=6), st.text("абиіокцйь ", max_size=6), st.sampled_from([1, 1.5, 2, 3]))
def test_slips_are_what_the_plain_recursion_counts(typed, name, most):
    expected = plain_distance(typed.replace("ь", ""), name.replace("ь", ""))

    assert slips(typed, name, most) == (expected if expected <= most else float("inf"))


@given(words_of_ukrainian, words_of_ukrainian)
def test_slips_are_the_same_both_ways(one, other):
    assert slips(one, other, 99) == slips(other, one, 99)


def test_a_case_does_not_count_as_slips():
    assert slips_in_case("білй церкві", "біла церква", 2) <= 1.5
    assert slips_in_case("ужгроді", "ужгород", 2) <= 1.5
    assert slips_in_case("ужгроді", "ужгород новий", 2) == float("inf")


@pytest.mark.parametrize(("text", "latin"), [("lviv", True), ("львів", False), ("", True)])
def test_script_is_told_by_the_first_letter(text, latin):
    assert is_latin(text) is latin


def plain_distance(one: str, other: str) -> float:
    """The same distance by its definition, slowly."""
    if not one or not other:
        return sum(0.5 if letter in QUIET else 1 for letter in one + other)
    first, second = one[-1], other[-1]
    least = min(
        plain_distance(one[:-1], other) + (0.5 if first in QUIET else 1),
        plain_distance(one, other[:-1]) + (0.5 if second in QUIET else 1),
        plain_distance(one[:-1], other[:-1])
        + (0 if first == second else 0.5 if first + second in CHEAP else 1),
    )
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:][::-1]:
        least = min(least, plain_distance(one[:-2], other[:-2]) + 1)
    return least

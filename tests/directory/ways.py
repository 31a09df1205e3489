"""The ways in which people type the name of a place, by kind of input."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.directory.declension import accusative, genitive, locative
from tests.directory.place_rows import plain
from tests.directory.spelling import in_english, in_latin, in_russian_latin, in_surzhyk
from tests.directory.typist import Row, Typist, Way

ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./?"
UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю.,"
RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.,"

# What English maps and newspapers have long called the big cities.
ENGLISH_NAMES = {
    "Київ": "Kiev", "Одеса": "Odessa", "Харків": "Kharkov", "Львів": "Lvov", "Дніпро": "Dnipropetrovsk",
    "Запоріжжя": "Zaporozhye", "Миколаїв": "Nikolaev", "Чернівці": "Chernovtsy", "Вінниця": "Vinnitsa",
    "Рівне": "Rovno", "Тернопіль": "Ternopol", "Луцьк": "Lutsk", "Черкаси": "Cherkassy", "Суми": "Sumy",
    "Кременчук": "Kremenchug", "Кривий Ріг": "Krivoy Rog", "Маріуполь": "Mariupol", "Луганськ": "Lugansk",
    "Севастополь": "Sevastopol", "Чернігів": "Chernigov", "Чорнобиль": "Chernobyl", "Житомир": "Zhitomir",
    "Кам’янець-Подільський": "Kamenets-Podolsky", "Ужгород": "Uzhgorod", "Мукачево": "Mukachevo",
    "Івано-Франківськ": "Ivano-Frankovsk", "Кропивницький": "Kirovograd", "Ізмаїл": "Izmail",
    "Бровари": "Brovary", "Біла Церква": "Belaya Tserkov", "Сімферополь": "Simferopol", "Ялта": "Yalta",
}  # fmt: skip


def exact(by: Typist, row: Row) -> str | None:
    return by.told_apart(row, row["name"], by.unit)


def inflected(case: Callable[[str], str | None], prepositions: str) -> Way:
    def way(by: Typist, row: Row) -> str | None:
        name = case(row["name"])
        if name is None:
            return None
        said = by.chance.choice([f"{word} {name}" for word in prepositions.split()])
        return by.told_apart(row, said, by.unit)

    return way


def with_kind(by: Typist, row: Row) -> str | None:
    words = {
        "K": ("м. ", "місто ", "м."),
        "M": ("м. ", "м.", "місто ", "м ", "город "),
        "X": ("смт ", "смт. ", "селище ", "с-ще "),
        "C": ("с. ", "с.", "село ", "с ", "у селі "),
    }
    word = by.chance.choice(words[row["kind"]])
    name = locative(row["name"]) if word == "у селі " else row["name"]
    return by.told_apart(row, f"{word}{name}", by.unit) if name else None


def qualified(kind: str) -> Way:
    def way(by: Typist, row: Row) -> str | None:
        unit = by.data.above(row["code"], kind)
        namesakes = by.data.namesakes[plain(row["name"])]
        if not unit or sum(by.data.above(code, kind) is unit for code in namesakes) > 1:
            return None
        said, comma = by.unit(unit), by.chance.choice((", ", " ", " (", "("))
        text = f"{row['name']}{comma}{said}"
        return text + ")" if "(" in comma else text

    return way


def latin(by: Typist, row: Row) -> str | None:
    return by.told_apart(row, in_latin(row["name"]), by.latin_unit)


def english(by: Typist, row: Row) -> str | None:
    if known := ENGLISH_NAMES.get(row["name"]):
        return known if row["kind"] in "KM" else None
    return by.told_apart(row, in_english(in_latin(row["name"]), by.chance), by.latin_unit)


def russian(by: Typist, row: Row) -> str | None:
    name = by.other_name(row, "russian")
    return name if name and by.data.is_meant_bare(row["code"]) and plain(name) != plain(row["name"]) else None


def russian_latin(by: Typist, row: Row) -> str | None:
    name = russian(by, row)
    return in_russian_latin(name) if name else None


def surzhyk(by: Typist, row: Row) -> str | None:
    name = russian(by, row)
    if not name:
        return None
    said = in_surzhyk(name, by.chance)
    return by.chance.choice((said, f"{by.chance.choice(('в', 'на', 'до', 'з'))} {said}"))


def old(by: Typist, row: Row) -> str | None:
    name = by.other_name(row, "old")
    if not name:
        return None
    unit = by.data.above(row["code"], "O")
    shared = by.data.formerly[plain(name)] | set(by.data.namesakes.get(plain(name), ()))
    if len(shared) == 1:
        return name
    there = [code for code in shared if by.data.above(code, "O") is unit]
    return f"{name}, {by.unit(unit)}" if unit and len(there) == 1 else None


def slip(times: int, *, shortest: int) -> Way:
    def way(by: Typist, row: Row) -> str | None:
        name = row["name"]
        if len(name) < shortest:
            return None
        for _ in range(times):
            name = by.slipped(name)
        return None if by._names_another(name, row) else by.told_apart(row, name, by.unit)

    return way


def slip_in_case(by: Typist, row: Row) -> str | None:
    name = locative(row["name"]) if len(row["name"]) > 5 else None
    return by.told_apart(row, f"в {by.slipped(name)}", by.unit) if name else None


def slip_in_latin(by: Typist, row: Row) -> str | None:
    name = in_latin(row["name"])
    return by.told_apart(row, by.slipped(name), by.latin_unit) if len(name) > 5 else None


def wrong_layout(by: Typist, row: Row) -> str | None:
    """A Ukrainian name typed while the keyboard was English."""
    text = exact(by, row)
    return _moved(text, UKRAINIAN, ENGLISH) if text else None


def wrong_russian_layout(by: Typist, row: Row) -> str | None:
    """A Russian name typed while the keyboard was English."""
    name = russian(by, row)
    return _moved(name, RUSSIAN, ENGLISH) if name else None


def wrong_english_layout(by: Typist, row: Row) -> str | None:
    """A name in Latin letters typed while the keyboard was Ukrainian."""
    return _moved(in_latin(row["name"]), ENGLISH, UKRAINIAN) if by.data.is_meant_bare(row["code"]) else None


def apostrophe(by: Typist, row: Row) -> str | None:
    if "’" not in row["name"]:
        return None
    name = row["name"].replace("’", by.chance.choice(["", "", "'", "`", "ʼ", '"', "*", "´", "ъ", "ь", " "]))
    return by.told_apart(row, name, by.unit)


def hyphen(by: Typist, row: Row) -> str | None:
    name = row["name"]
    if not re.search("[ -]", name):
        return None
    between = by.chance.choice(["", "-", " ", " - ", "–", "‑"])
    return by.told_apart(row, re.sub("[ -]", between, name), by.unit)


def letter_case(by: Typist, row: Row) -> str | None:
    text = exact(by, row)
    return by.chance.choice((text.upper(), text.lower(), text.swapcase())) if text else None


def spaces(by: Typist, row: Row) -> str | None:
    text = exact(by, row)
    return f"{by.chance.choice(('', ' ', '  '))}{re.sub(' ', '  ', text)} \u00a0" if text else None


WAYS: dict[str, Way] = {
    "exact": exact,
    "locative": inflected(locative, "в у на"),
    "genitive": inflected(genitive, "з із до від біля"),
    "accusative": inflected(accusative, "в у на про"),
    "kind": with_kind,
    "oblast": qualified("O"),
    "raion": qualified("P"),
    "community": qualified("H"),
    "Latin": latin,
    "English": english,
    "Russian": russian,
    "Russian in Latin": russian_latin,
    "Surzhyk": surzhyk,
    "old name": old,
    "one slip": slip(1, shortest=5),
    "two slips": slip(2, shortest=7),
    "slip in a case": slip_in_case,
    "slip in Latin": slip_in_latin,
    "layout uk→en": wrong_layout,
    "layout ru→en": wrong_russian_layout,
    "layout en→uk": wrong_english_layout,
    "apostrophe": apostrophe,
    "hyphen, space": hyphen,
    "letter case": letter_case,
    "spaces": spaces,
}


def _moved(text: str, source: str, target: str) -> str:
    return text.lower().replace("’", "'").replace("ґ", "г").translate(str.maketrans(source, target))

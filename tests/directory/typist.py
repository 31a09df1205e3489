"""Names of places as people type them, made by chance from the data.

Nothing here knows the code that it measures: cases, Latin letters, the Russian keyboard and the folding of names are
written again from grammar books and from what hangs on walls.

Method. Half of the places of each kind are drawn by population, as people would type them, half evenly over all
settlements, so that villages count. A bare name is typed only for the place that is meant by it: the only one of that
name, or the most populous; of any other place the name is typed with its oblast, or with its raion or community where
the oblast has several. A slip that makes the exact name of another place is no slip of this one and is drawn again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.directory.declension import accusative, genitive, locative
from tests.directory.place_rows import Gazetteer, plain
from tests.directory.spelling import in_english, in_latin, in_russian_latin, in_surzhyk

ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./?"
UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю.,"
RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.,"
ROWS = ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = {True: "abcdefghijklmnoprstuvyz", False: "абвгдежзийклмнопрстуфхцчшьюяії"}

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


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody types, and the code of the place that they mean."""

    kind: str
    typed: str
    code: str


class Typist:
    """Draws places and types their names, one way after the other."""

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self.data, self.chance = gazetteer, random.Random(seed)

    def cases(self, each: int) -> list[Case]:
        return [case for kind in WAYS for case in self.of_kind(kind, each)]

    def of_kind(self, kind: str, count: int) -> list[Case]:
        made: list[Case] = []
        while len(made) < count:
            row = self._drawn(evenly=len(made) % 2 == 1)
            typed = WAYS[kind](self, row)
            if typed and not self._names_another(typed, row):
                made.append(Case(kind, typed, row["code"]))
        return made

    def _drawn(self, *, evenly: bool) -> dict[str, str]:
        if evenly:
            return self.chance.choice(self.data.settlements)
        return self.chance.choices(self.data.settlements, self.data.weights)[0]

    def _names_another(self, typed: str, row: dict[str, str]) -> bool:
        """Whether this very text is the name of another place, and not of the one that is meant."""
        return row["code"] not in self.data.namesakes.get(plain(typed), [row["code"]])

    # --- the parts that inputs are made of

    def told_apart(self, row: dict[str, str], name: str, say: Callable[[dict[str, str]], str]) -> str | None:
        """The name as it was typed, with the unit it lies in where the name alone means another place."""
        if self.data.is_meant_bare(row["code"]):
            return name
        unit = self.data.unit_that_tells(row["code"])
        return f"{name}{self.chance.choice((', ', ' '))}{say(unit)}" if unit else None

    def unit(self, unit: dict[str, str]) -> str:
        """«Львівська обл.», «Золочівського району», «Рогатинська громада» and the like."""
        name = unit["name"]
        if " " in name:  # the Autonomous Republic
            return self.chance.choice(("АР Крим", "Крим", "Автономна Республіка Крим"))
        word = {
            "O": ("область", "обл.", "обл", ""),
            "P": ("район", "р-н", ""),
            "H": ("громада", "тг", ""),
        }
        of = {"O": ("області",), "P": ("району", "р-ну"), "H": ("громади",)}
        if self.chance.random() < 0.25 and name.endswith(("ська", "цька", "зька", "ський", "цький", "зький")):
            ending = "ої" if name.endswith("а") else "ого"
            stem = name.removesuffix("а") if name.endswith("а") else name.removesuffix("ий")
            return f"{stem}{ending} {self.chance.choice(of[unit['kind']])}"
        return f"{name} {self.chance.choice(word[unit['kind']])}".strip()

    def latin_unit(self, unit: dict[str, str]) -> str:
        if " " in unit["name"]:
            return "Crimea"
        return f"{in_latin(unit['name'])} {({'O': 'oblast', 'P': 'raion', 'H': 'hromada'})[unit['kind']]}"

    def slipped(self, text: str) -> str:
        """One letter left out, put in, replaced (by a neighbour on the keyboard as often as not) or swapped."""
        latin = text[:1].isascii()
        places = [at for at, letter in enumerate(text) if letter.isalpha()]
        at = self.chance.choice(places)
        match self.chance.randrange(5):
            case 0:
                return text[:at] + text[at + 1 :]
            case 1:
                return text[:at] + self.chance.choice(LETTERS[latin]) + text[at:]
            case 2:
                return text[:at] + self.chance.choice(LETTERS[latin]) + text[at + 1 :]
            case 3:
                return text[:at] + self._neighbour(text[at].lower()) + text[at + 1 :]
            case _:
                at = min(at, len(text) - 2)
                return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def _neighbour(self, letter: str) -> str:
        for row in ROWS:
            if (at := row.find(letter)) >= 0:
                return self.chance.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
        return letter

    def other_name(self, row: dict[str, str], type_: str) -> str | None:
        names = self.data.other_names[type_].get(row["code"])
        return self.chance.choice(names) if names else None


Row = dict[str, str]


def exact(by: Typist, row: Row) -> str | None:
    return by.told_apart(row, row["name"], by.unit)


def inflected(case: Callable[[str], str | None], prepositions: str) -> Callable[[Typist, Row], str | None]:
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


def qualified(kind: str) -> Callable[[Typist, Row], str | None]:
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


def slip(times: int, *, shortest: int) -> Callable[[Typist, Row], str | None]:
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


WAYS: dict[str, Callable[[Typist, Row], str | None]] = {
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

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
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.directory.place_rows import Gazetteer, plain
from tests.directory.spelling import in_latin

ROWS = ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = {True: "abcdefghijklmnoprstuvyz", False: "абвгдежзийклмнопрстуфхцчшьюяії"}


Row = dict[str, str]


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

    def cases(self, ways: Mapping[str, Way], each: int) -> list[Case]:
        return [case for kind, way in ways.items() for case in self._typed(kind, way, each)]

    def _typed(self, kind: str, way: Way, count: int) -> list[Case]:
        made: list[Case] = []
        while len(made) < count:
            row = self._drawn(evenly=len(made) % 2 == 1)
            typed = way(self, row)
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


Way = Callable[
    [Typist, Row], str | None
]  # how somebody types the name of a place; None where it has no such name

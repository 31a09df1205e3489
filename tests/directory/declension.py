"""Three cases of Ukrainian place names by the patterns of a school grammar; None where the pattern is not sure."""

from __future__ import annotations

import re

Forms = tuple[str, str, str]  # genitive, locative, accusative: what follows the stem

# The end of the word, how many letters it loses, and what the three cases have instead. The first that fits.
NOUNS: tuple[tuple[str, int, Forms], ...] = (
    ("[сцз]ька", 1, ("ої", "ій", "у")),
    ("[сцз]ьке", 1, ("ого", "ому", "е")),
    ("[нвр]е", 1, ("ого", "ому", "е")),
    ("(поле|море)", 1, ("я", "і", "е")),
    ("ий", 2, ("ого", "ому", "ий")),
    ("івці|инці|анці", 1, ("ів", "ях", "і")),
    ("[аеиоуіїюя]ка|[бвдлмнпрстйкь]ка", 2, ("ки", "ці", "ку")),
    ("[аеиоуі]га", 2, ("ги", "зі", "гу")),
    ("[аеиоуі]ха", 2, ("хи", "сі", "ху")),
    ("[жчшщ]а", 1, ("і", "і", "у")),
    ("[бвдзлмнпрстф]а", 1, ("и", "і", "у")),
    (r"(.)\1я", 1, ("я", "і", "я")),  # Запоріжжя, Поділля
    ("[аеиоуі]я", 1, ("ї", "ї", "ю")),
    ("[лнцрст]я", 1, ("і", "і", "ю")),
    ("[вн]о", 1, ("а", "і", "о")),
    ("ськ|цьк", 0, ("а", "у", "")),
    ("град|город|бург|стан", 0, ("а", "і", "")),
    ("ин", 0, ("а", "і", "")),
    ("[аеиоу]к", 0, ("а", "у", "")),
)
# Where the stem changes too: the end, the shortest such word, what the genitive and the locative have instead.
CHANGING: tuple[tuple[str, int, tuple[str, str]], ...] = (
    ("ець", 6, ("ця", "ці")),  # Кременець
    ("піль", 5, ("поля", "полі")),  # Тернопіль
    ("поль", 5, ("поля", "полі")),
    ("їв", 4, ("єва", "єві")),  # Миколаїв
    ("ів", 5, ("ова", "ові")),  # Львів
    ("мир", 5, ("мира", "мирі")),
)


def genitive(name: str) -> str | None:
    return _each(name, 0)


def locative(name: str) -> str | None:
    return _each(name, 1)


def accusative(name: str) -> str | None:
    return _each(name, 2)


def _each(name: str, case: int) -> str | None:
    """Every word of a name of several is declined; before a hyphen only an adjective is."""
    parts = re.split("([ -])", name)
    words, last = [], len(parts) - 1
    for at, part in enumerate(parts):
        if at % 2 or (at < last and parts[at + 1] == "-" and part.endswith("о")):
            words.append(part)
        else:
            form = _word(part, case, adjective=at < last and parts[at + 1] == " ")
            if form is None:
                return None
            words.append(form)
    return "".join(words)


def _word(word: str, case: int, *, adjective: bool) -> str | None:
    if adjective:
        return _adjective(word, case)
    if len(word) < 4:
        return None
    for ending, shortest, forms in CHANGING:
        if word.endswith(ending) and len(word) >= shortest and word != "Канів":
            return word if case == 2 else word.removesuffix(ending) + forms[case]
    for ending, lost, forms in NOUNS:
        if re.search(f"(?:{ending})$", word):
            return word[: len(word) - lost] + forms[case]
    return None


def _adjective(word: str, case: int) -> str | None:
    endings: dict[str, Forms] = {
        "ий": ("ого", "ому", "ий"),
        "а": ("ої", "ій", "у"),
        "е": ("ого", "ому", "е"),
        "і": ("их", "их", "і"),
    }
    for ending, forms in endings.items():
        if word.endswith(ending) and len(word) > 3 and not word.endswith(("ні", "ля")):
            return word.removesuffix(ending) + forms[case]
    return None

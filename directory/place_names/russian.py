"""Russian spelling of Ukrainian names: by rule, and by the words of names whose Russian spelling is known."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from directory.place_names.folding import is_latin

ENOUGH = 2  # names that must agree on the spelling of a word
COMPOUNDS = ("ново", "старо", "велико", "мало")
CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
UKRAINIAN_ONLY = re.compile("[іїєґ]")
DOUBLED = re.compile(r"([бвгджзклмнпрстфхцчшщ])\1я$")  # Запоріжжя, Запорожье
ENDINGS = (
    (re.compile("(?<=[гкхжчшщ])ий$"), "(?:и|о)й"),
    (re.compile("ий$"), "(?:ы|о)й"),
    (re.compile("ій$"), "(?:[иы]й|[оеи]й)"),
    (re.compile("(?<=[вкнрт])е$"), "(?:[ое]е|о)"),
    (re.compile("е$"), "(?:[ое]е|о|е)"),
    (re.compile("є$"), "(?:ее|ье|е)"),
    (re.compile("(?<=ц)я$"), "[ая]"),
    (re.compile("я$"), "(?:я|яя|ь?[ея])"),
    (re.compile("а$"), "(?:а|ая)"),
    (re.compile("і$"), "(?:[ыи]е|[иыея])"),
    (re.compile("ї$"), "(?:и|ии|ие)"),
    (re.compile("и$"), "[ыи]"),
)
LETTERS = {"і": "[иеоы]", "ї": "(?:[ие]|ъе|ье)", "и": "[иы]", "е": "[еэ]", "є": "[еэ]", "й": "й?"}
AT_START = {"о": "[оа]", "є": "[еэ]", "і": "[иоеы]"}


def is_russian(typed: str, name: str) -> bool:
    """Whether a folded text is how Russian writes the folded Ukrainian name: «ивановка», «нижние ворота»."""
    return not UKRAINIAN_ONLY.search(typed) and _pattern(name).fullmatch(typed) is not None


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(" ".join(_word(word) for word in name.split()))


def _word(word: str) -> str:
    if doubled := DOUBLED.search(word):
        return _stem(word[: doubled.start()]) + doubled[1] + "ь?[ея]"
    for ending, pattern in ENDINGS:
        if len(word) > 2 and (found := ending.search(word)):
            return _stem(word[: found.start()]) + pattern
    return _stem(word)


def _stem(stem: str) -> str:
    body = AT_START.get(stem[:1], LETTERS.get(stem[:1], stem[:1]))
    for before, letter, after in zip(stem, stem[1:], f"{stem[2:]} ", strict=False):
        match letter:
            case "ь":  # Луцьк, Луцк; but Тульчин
                body += "ь?" if before in "сзц" else "ь"
            case "к" if before == "р":  # Харків, Харьков
                body += "ь?к"
            case "о" if before in "йьжчшщ":
                body += "[ео]"
            case "о" if before == "о":  # Новоолександрівка
                body += "[оа]"
            case "я":
                body += "[яеа]" if before == "ц" else "[яе]"
            case _:
                body += LETTERS.get(letter, letter)
        if letter in CONSONANTS and after in "яюєї":  # an apostrophe stood here
            body += "[ьъ]?"
    return body


def learn(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The usual Russian spelling of each Ukrainian word (олександрівка: александровка), from folded pairs of names."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for name, russian in pairs:
        words, spelt = name.split(), russian.split()
        if len(words) == len(spelt) and not UKRAINIAN_ONLY.search(russian) and not is_latin(russian):
            for word, russian_word in zip(words, spelt, strict=True):
                seen[word][russian_word] += 1
    usual = {word: min(counts.items(), key=lambda item: (-item[1], item[0])) for word, counts in seen.items()}
    return {word: spelt for word, (spelt, count) in usual.items() if count >= ENOUGH}


def spell(name: str, known: Mapping[str, str]) -> str | None:
    """A folded name in Russian, when the spelling of all its words is known; None otherwise."""
    words = [_spell_word(word, known) for word in name.split()]
    return " ".join(word for word in words if word) if all(words) else None


def _spell_word(word: str, known: Mapping[str, str]) -> str | None:
    if word in known:
        return known[word]
    for first in COMPOUNDS:  # Новоолександрівка as Олександрівка
        if word.startswith(first) and word.removeprefix(first) in known:
            return first + known[word.removeprefix(first)]
    return None

"""Cases of Ukrainian place names, by rule and without a dictionary."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

VOWELS = "аеиіоуюяєї"
FEMININE_ADJECTIVES = ("ська", "цька", "зька")
NEUTER_ADJECTIVES = ("ське", "цьке", "зьке")
ENDINGS = {  # by the last letter of the nominative, what may stand instead; nouns and adjectives together
    "й": "я ю єм єві ї",
    "е": "ого ому им ім а у ом ем я ю ові еві",
    "є": "ього ьому ім я ю єм ї його йому їм",
    "о": "а у ом ові",
    "а": "и і у ою ею ої ій ам ами ах",
    "я": "і ї ю ею єю ям ями ях ьої ій ньою ьою єї їй",
    "и": "ів ам ами ах ей",
    "і": "их им ими іх ім іми ів ям ями ях ам ами ах ей",
    "ї": "їв ям ями ях їх їм їми й",
    "у": "",
    "ю": "",
}
# What a word in a case may have ended in; the longest ending first.
NOUNS_BACK = (
    ("ського", "ське|ський"), ("ському", "ське|ський"), ("цького", "цьке|цький"), ("цькому", "цьке|цький"),
    ("ській", "ська"), ("ської", "ська"), ("ську", "ська|ськ"), ("цьку", "цька|цьк"),
    ("івців", "івці"), ("івцях", "івці"), ("инців", "инці"), ("инцях", "инці"),
    ("ого", "е|ий"), ("ому", "е|ий"), ("ові", "ів|"), ("ова", "ів|ове"), ("єва", "їв"), ("єві", "їв"),
    ("полі", "піль|поль"), ("поля", "піль|поль"), ("ях", "і"), ("ах", "и"), ("ів", "и|і"), ("ці", "ка|ець"),
    ("зі", "га"), ("сі", "ха"), ("ки", "ка"), ("ку", "ка|к"), ("ги", "га"), ("ця", "ець"), ("ії", "ія"),
    ("ою", "а"), ("им", "е|ий"), ("і", "а|"), ("и", "а"), ("у", "а|"), ("ї", "я"), ("ю", "я"), ("я", "ь"), ("а", ""),
)  # fmt: skip
ADJECTIVES_BACK = (
    ("ького", "ький"), ("ькому", "ький"), ("ьку", "ька"), ("ій", "а"), ("ої", "а"), ("ого", "ий"), ("ому", "ий"),
    ("их", "і"), ("у", "а"),
)  # fmt: skip
MOST_GUESSES = 3
SOFTENED = {"г": "з", "к": "ц", "х": "с"}  # before -і: Рудка, Рудці


def is_form(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words are a case of the name; both folded, word by word."""
    return len(typed) == len(name) and all(
        word == nominative or word in forms(nominative) for word, nominative in zip(typed, name, strict=True)
    )


@lru_cache(maxsize=8192)
def forms(word: str) -> frozenset[str]:
    """The other cases of a word in the nominative; more than there are rather than fewer, as nobody types the rest."""
    if len(word) < 2:
        return frozenset()
    last, stem = word[-1], word[:-1]
    if last not in ENDINGS:
        return frozenset(_masculine(stem if last == "ь" else word) - {word})
    if word.endswith(FEMININE_ADJECTIVES):
        return frozenset(_join([stem], "ої ій у ою"))
    if word.endswith(NEUTER_ADJECTIVES):
        return frozenset(_join([stem], "ого ому им ім"))
    found = _join([stem], ENDINGS[last])
    if last == "й":
        found |= _join([word[:-2]], "ого ому им ім ього ьому")
    if last in "еоа":
        found.add(_soften(stem) + "і")
    if last in "аи":
        found |= _narrowed(stem)
    if last == "и":
        found |= _bare(stem)
    if last == "і":
        found |= _bare_soft(stem)
    return frozenset(found - {word})


def nominatives(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Guesses at the nominative of a misspelt name in some case, to look for something like it; the likeliest first."""
    *before, last = words
    adjectives = [
        next((word[: -len(end)] + to for end, to in ADJECTIVES_BACK if word.endswith(end)), word)
        for word in before
    ]
    return [
        (*adjectives, last[: -len(end)] + to)
        for end, back in NOUNS_BACK
        if last.endswith(end) and len(last) > len(end) + 2
        for to in back.split("|")
    ][:MOST_GUESSES]


def _masculine(base: str) -> set[str]:
    """Cases of a name that ends in a consonant, masculine (Львів, Кременець, Ріг) or feminine (Умань, Керч)."""
    stems = {base}
    if len(base) > 2 and base[-1] not in VOWELS and base[-2] in "іїоеє":
        root, vowel, end = base[:-2], base[-2], base[-1]
        if vowel == "і":  # Львів, Львова; Канів, Канева
            stems |= {root + "о" + end, root + "е" + end}
        elif vowel == "ї":  # Київ, Києва
            stems.add(root + "є" + end)
        elif vowel in "ое":  # Кременець, Кременця; Стілець, Стільця; Донець, Дінця
            stems |= {root + end, root + "ь" + end}
            if len(root) > 2 and root[-2] in "ое":
                stems.add(root[:-2] + "і" + root[-1] + end)
        else:  # Гаєць, Гайця
            stems.add(root + "й" + end)
    return (
        _join(stems, "а у ом ем ові еві і я ю")
        | {_soften(stem) + "і" for stem in stems}
        | {base + base[-1] + "ю"}
    )


def _bare(stem: str) -> set[str]:
    """The genitive plural without an ending: Суми, Сум; Ромни, Ромен; Олешки, Олешок."""
    if len(stem) > 2 and stem[-1] not in VOWELS and stem[-2] not in VOWELS:
        return {stem[:-1] + vowel + stem[-1] for vowel in "ое"}
    return {stem}


def _bare_soft(stem: str) -> set[str]:
    """The same of a name in -і: Груші, Груш; Криниці, Криниць; Вишні, Вишень."""
    if len(stem) < 3 or stem[-1] in VOWELS:
        return set()
    if stem[-1] in "жчшщ":
        return {stem}
    if stem[-2] in VOWELS:
        return {stem + "ь"} if stem[-1] == "ц" else set()
    return {stem[:-1] + "е" + stem[-1] + "ь"} if stem[-1] != "ц" else set()


def _narrowed(stem: str) -> set[str]:
    """The same with the vowel of a closed syllable: Ворота, Воріт; Гори, Гір."""
    return (
        {stem[:-2] + "і" + stem[-1]}
        if len(stem) > 2 and stem[-1] not in VOWELS and stem[-2] in "ое"
        else set()
    )


def _join(stems: Iterable[str], endings: str) -> set[str]:
    return {stem + ending for stem in stems for ending in endings.split()}


def _soften(stem: str) -> str:
    return stem[:-1] + SOFTENED.get(stem[-1], stem[-1])

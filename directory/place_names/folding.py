"""Text as people type it, brought to one form: letters and single spaces."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = re.compile("['’‘‛ʼʹˈ`´′＇\"“”„″ʺ«»‹›*]")
HYPHENATED = re.compile(
    r"\b(р)\s?[-‐‑–.]\s?(ну|ні|ном|н|на|не)\b|\b(с)\s?[-‐‑–.]\s?(ще|ща|щі)\b", re.IGNORECASE
)
RUN_TOGETHER = re.compile(r"(?<=[а-яіїєґ]{3})(?=[А-ЯІЇЄҐ][а-яіїєґ]{2})")  # ІваноФранківськ
NOT_A_LETTER = re.compile(r"[\W_]+")
MARKS = re.compile("[\u0300-\u036f]")
CYRILLIC_MARKED = {"и\u0306": "й", "і\u0308": "ї", "у\u0306": "ў"}
CYRILLIC_MARKED |= {small.upper(): marked.upper() for small, marked in CYRILLIC_MARKED.items()}
KEPT_MARKS = re.compile("|".join(CYRILLIC_MARKED))

LOOKALIKES = dict(zip("aeiopcyxABEIKMHOPCTYX", "аеіорсухАВЕІКМНОРСТУХ", strict=True))
LATIN_LOOKALIKES = {cyrillic: latin for latin, cyrillic in LOOKALIKES.items()}
MIXED = re.compile(r"[^\W\d_]*(?:[a-z][Ѐ-ӿ]|[Ѐ-ӿ][a-z])[^\W\d_]*", re.IGNORECASE)

SAME_LETTERS = str.maketrans({"ґ": "г", "ё": "е", "ß": "ss", "ı": "i"})

ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
UKRAINIAN_KEYS = "'йцукенгшщзхїфівапролджєячсмитьбю."
RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю."
ENGLISH_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
CYRILLIC_SHIFTED = (UKRAINIAN_KEYS[:-1] + ",", RUSSIAN_KEYS[:-1] + ",")
LAYOUTS = tuple(
    str.maketrans(source, target)
    for source, target in (
        (ENGLISH_KEYS + ENGLISH_SHIFTED, UKRAINIAN_KEYS + CYRILLIC_SHIFTED[0]),
        (ENGLISH_KEYS + ENGLISH_SHIFTED, RUSSIAN_KEYS + CYRILLIC_SHIFTED[1]),
        (
            UKRAINIAN_KEYS + "ы" + UKRAINIAN_KEYS[:-1].upper() + "Ы",
            ENGLISH_KEYS + "s" + ENGLISH_KEYS[:-1] + "s",
        ),
    )
)
LAST_DOT = re.compile(r"\.(?=\s|$)")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without apostrophes, accents and punctuation; a hyphen is a space, ґ is г, ё is е.

    й and ї stay letters of their own. A Latin letter that looks Cyrillic becomes one inside a Cyrillic word, and the
    other way round.
    """
    text = APOSTROPHES.sub("", text)
    text = KEPT_MARKS.sub(lambda match: CYRILLIC_MARKED[match[0]], unicodedata.normalize("NFD", text))
    # NFD took these apart as well; NFKC after it must not put a stress mark on a Cyrillic vowel
    text = unicodedata.normalize("NFKC", MARKS.sub("", text))
    text = MIXED.sub(_one_script, text).casefold().translate(SAME_LETTERS)
    return NOT_A_LETTER.sub(" ", text).strip()


def segments(text: str) -> list[list[str]]:
    """The words of each part between commas, semicolons, brackets and line ends; «р-н» and «с-ще» in full."""
    text = RUN_TOGETHER.sub(" ", text)
    text = HYPHENATED.sub(lambda match: "район" if match[1] else "селище", text)
    return [words for part in re.split(r"[,;()\n\r\t|/]+", text) if (words := fold(part).split())]


def other_layouts(text: str) -> list[str]:
    """What the same keys give in the other keyboard layouts, as far as that is nothing but words."""
    latin, cyrillic = (
        bool(re.search("[a-z]", text, re.IGNORECASE)),
        bool(re.search("[а-яіїєґ]", text, re.IGNORECASE)),
    )
    if latin == cyrillic:
        return []
    swapped = [text.translate(layout) for layout in (LAYOUTS[:2] if latin else LAYOUTS[2:])]
    if latin and LAST_DOT.search(text):  # the dot of «обл.» rather than the letter of its key
        swapped.append(LAST_DOT.sub("/", text).translate(LAYOUTS[0]))
    return list(dict.fromkeys(text for text in swapped if re.fullmatch(r"[^\W\d_]['\w\s.,()-]*", text)))


def is_latin(folded: str) -> bool:
    return folded[:1].isascii()


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    only_cyrillic = sum(letter in LATIN_LOOKALIKES or letter.isascii() for letter in word) < len(word)
    table = LOOKALIKES if only_cyrillic else LATIN_LOOKALIKES
    if not only_cyrillic and all(letter in LOOKALIKES or not letter.isascii() for letter in word):
        table = LOOKALIKES  # every letter could be either: Cyrillic is likelier here
    return "".join(table.get(letter, letter) for letter in word)

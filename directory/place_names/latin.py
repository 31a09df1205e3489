"""Ukrainian names in Latin letters: the official table, what else people write, and the way back."""

import re
from functools import lru_cache

from directory.place_names.folding import fold

# Resolution 55 of the Cabinet of Ministers of 27.01.2010; the soft sign and the apostrophe are left out.
CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщюя"
LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia"
TABLE = dict(zip(CYRILLIC, LATIN.split(), strict=True)) | {"ь": "", "ы": "y", "э": "e", "ё": "io", "ъ": ""}
AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

# What makes spellings differ: one letter for each sound that people write in several ways.
LOOSE = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("shch|sch|szcz", "щ"),
        ("kh|gh", "h"),
        ("zgh", "zh"),
        ("zh", "ж"),
        ("tch|ch|cz", "ч"),
        ("sh|sz", "ш"),
        ("ts|tz|c(?!k)", "ц"),
        ("ck", "k"),
        ("w", "v"),
        ("x", "ks"),
        ("g", "h"),
        ("[iyj]+(?=e)", ""),
        ("[iyj]+", "i"),
        (r"(.)\1+", r"\1"),
    )
]
BACK = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("shch|sch", "щ"), ("zgh", "зг"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш"), ("ts|tz", "ц"),
        (r"\bye", "є"), (r"\byi", "ї"), (r"\byu", "ю"), (r"\bya", "я"), ("(?<=[aeiou])i(?=[vn])", "ї"),
        ("ie|je", "є"), ("iu|yu|ju", "ю"), ("ia|ya|ja", "я"), ("yi", "ї"), ("yy|yi|iy|ij", "ий"),
        (r"(?<=[aeiou])[iyj]\b", "й"), (r"(?<=k)y[iy]\b|yi\b", "ий"),
    )
]  # fmt: skip
TO_RUSSIAN = str.maketrans("іїє", "иие")
LETTERS_BACK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефггійклмнопкрстувв_из")


@lru_cache(maxsize=2048)
def to_latin(name: str) -> str:
    """The folded official Latin spelling of a Ukrainian name (which still has its ґ and its apostrophes)."""
    words = []
    for word in re.split(r"[\s-]+", re.sub("['’ʼ]", "", name.lower())):
        word = word.replace("зг", "_")
        first = AT_START.get(word[:1], TABLE.get(word[:1], word[:1]))
        rest = "".join(TABLE.get(letter, letter) for letter in word[1:])
        words.append((first + rest).replace("_", "zgh"))
    return fold(" ".join(words))


@lru_cache(maxsize=4096)
def loose(latin: str) -> str:
    """What the spellings of one name have in common: Zaporizhzhia and Zaporizhia, Podilskyi and Podilsky."""
    for pattern, to in LOOSE:
        latin = pattern.sub(to, latin)
    return latin


@lru_cache(maxsize=2048)
def from_latin(latin: str) -> str:
    """A guess at the Cyrillic spelling, near enough to be compared with slips allowed."""
    for pattern, to in BACK:
        latin = pattern.sub(to, latin)
    return latin.replace("x", "кс").translate(LETTERS_BACK)


def from_russian_latin(latin: str) -> str:
    """The Cyrillic spelling if the Latin letters stand for a Russian name: kamenets podolskiy."""
    return from_latin(latin).translate(TO_RUSSIAN)

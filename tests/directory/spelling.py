"""Ukrainian and Russian names in other letters, as laws, maps and people write them."""

from __future__ import annotations

import re
from random import Random

# Resolution 55 of the Cabinet of Ministers of 27.01.2010.
OFFICIAL = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia"
UKRAINIAN = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщюя", OFFICIAL.split(), strict=True)) | {"ь": "", "’": ""}
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
# As passports and maps wrote Russian.
PASSPORT = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya"
RUSSIAN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", PASSPORT.split(","), strict=True))
# How people write what the official table writes otherwise.
HABITS = (
    ("ia", "ya"), ("iu", "yu"), ("ie", "ye"), ("kh", "h"), ("ii", "iy"), ("yi", "i"), ("h", "g"), ("y", "i"),
    ("skyi", "sky"), ("ts", "c"), ("zhzh", "zh"), ("yi", "iy"), ("shch", "sch"), ("v", "w"), ("i", "yi"),
)  # fmt: skip


def in_latin(name: str) -> str:
    return "".join(_latin_word(part) for part in re.split("([ -])", name.lower()))


def _latin_word(word: str) -> str:
    letters = word.replace("зг", "_")
    first = FIRST.get(letters[:1], UKRAINIAN.get(letters[:1], letters[:1]))
    made = (first + "".join(UKRAINIAN.get(letter, letter) for letter in letters[1:])).replace("_", "zgh")
    return made[:1].upper() + made[1:]


def in_english(latin: str, chance: Random) -> str:
    """With one or two habits instead of the official letters, wherever they apply."""
    for ours, theirs in chance.sample(HABITS, len(HABITS)):
        pattern = "(?<![szkc])h" if ours == "h" else ours
        if re.search(pattern, latin):
            latin = re.sub(pattern, theirs, latin)
            if chance.random() < 0.6:
                break
    return latin


def in_russian_latin(name: str) -> str:
    made = "".join(RUSSIAN.get(letter, letter) for letter in name.lower())
    return re.sub(r"(?<![a-z])[a-z]", lambda first: first[0].upper(), made)


def in_surzhyk(russian: str, chance: Random) -> str:
    """A Russian name as it sounds, in Ukrainian letters: Николаев, Ніколаєв."""
    said = russian.lower()
    for ours, theirs in (("и", "і"), ("ы", "и"), ("э", "е"), ("ё", "ьо"), ("ъ", "")):
        said = said.replace(ours, theirs)
    if chance.random() < 0.6:
        said = said.replace("е", "є")
    return said[:1].upper() + said[1:]

"""Addresses of imported centers: short, official Latin, and once given, for good."""

import re

from directory.models import Place
from directory.models.center import RESERVED_SLUGS
from directory.place_names import to_latin

LONGEST = 60
COMMON = re.compile(r"^(центр|осередок)\s+життєстійкості(\s+громади(?=\s*«))?(\s+на базі(\s+бф)?)?\b")
ASIDE = re.compile(r"\([^)]*\)")


def slug_for(title: str, owners: tuple[Place, ...], oblast: Place, taken: set[str]) -> str:
    """What tells the center apart in its title, with its oblast where that is taken or reserved; joins `taken`."""
    named = COMMON.sub("", ASIDE.sub("", title).lower().strip())
    base = _latin(named) or _latin(" ".join(place.name for place in owners)) or "center"
    region = _latin(oblast.name)
    slug = base if base not in taken | RESERVED_SLUGS else f"{base}-{region}"
    number = 2
    while slug in taken:
        slug = f"{base}-{region}-{number}"
        number += 1
    taken.add(slug)
    return slug


def _latin(text: str) -> str:
    words: list[str] = []
    for word in re.sub(r"[^a-z0-9]+", " ", to_latin(re.sub(r"[«»“”\",.№:;/]", " ", text))).split():
        if len("-".join([*words, word])) > LONGEST:
            break
        words.append(word)
    return "-".join(words)

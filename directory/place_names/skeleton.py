"""Consonants of a name: what cases, Russian and Latin spelling leave as it was."""

import re
from collections.abc import Sequence
from functools import lru_cache

from directory.place_names.folding import is_latin
from directory.place_names.latin import loose

# One letter for the consonants that change into each other by case (Рiг, Розі; Рудка, Рудці), and for г and х, which
# Latin spelling mixes. Vowels, й and the signs are left out.
CLASSES = {
    **dict.fromkeys("гґхзжсш", "с"),
    **dict.fromkeys("кцч", "к"),
    **{letter: letter for letter in "бвдлмнпртф"},
    "щ": "ск",
    **dict.fromkeys("hgzs", "с"),
    **dict.fromkeys("kqc", "к"),
    **dict(zip("bvdlmnprtf", "бвдлмнпртф", strict=True)),
}
ENDINGS = "смв"  # -ого, -их, -ах; -ому, -им, -ам, -ом; -ів, -ові


@lru_cache(maxsize=4096)
def skeleton(folded: str) -> str:
    """«нижні ворота» → «нсн врт» without the space, for the current name and for stored spellings."""
    if is_latin(folded):
        folded = loose(folded)
    folded = re.sub(r"(.)\1+", r"\1", folded)
    return "".join(CLASSES.get(letter, "") for letter in folded)[:60]


def oblique_skeletons(words: Sequence[str]) -> set[str]:
    """The skeletons of the names of which these words may be a case."""
    found = {""}
    for word in words:
        whole = skeleton(word)
        shorter = {whole, whole[:-1]} if whole[-1:] in ENDINGS and len(whole) > 1 else {whole}
        found = {before + each for before in found for each in shorter}
    return found

"""The ways to read what was typed: a name, perhaps with its kind, and what it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from directory.place_names.folding import segments

MOST_WORDS = 10
MOST_TERMS = 4
MOST_READINGS = 60

# Words for a kind of place, Ukrainian in all cases, Russian and English, with the letters of the КАТОТТГ they mean.
KIND_WORDS = {
    word: frozenset(kinds)
    for words, kinds in (
        ("м місто міста місту містом місті г гор город города городе city", "KM"),
        ("town", "MX"),
        ("смт селище селища селищу селищем селищі пгт пос поселок поселка поселке settlement", "X"),
        ("с село села селу селом селі деревня деревни деревне village", "C"),
        ("громада громади громаді громаду громадою отг тг община общины hromada community", "H"),
        ("район району районом районі района районе rayon raion district", "PB"),
        ("область області областю обл области областью oblast region", "O"),
        ("ар республіка республіки республіці республика республики republic", "O"),
    )
    for word in words.split()
}
UNIT_KINDS = frozenset("OPH")
# Words beside «громада» and «республіка» that name nothing.
FILLER_WORDS = (
    "міська міської міській міську сільська сільської сільській сільську селищна селищної селищній селищну "
    "територіальна територіальної територіальній територіальну тер територ обєднана обєднаної обєднаній "
    "автономна автономної автономній автономная territorial urban autonomous of"
)
FILLERS = frozenset(FILLER_WORDS.split())
PREPOSITION_WORDS = (
    "в у з із зі до на біля під коло від по поблизу про через за над перед повз навколо "
    "із из во от к ко около возле под о про через in from near to at about"
)
PREPOSITIONS = frozenset(PREPOSITION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """A name in the words that were typed, folded.

    `kinds` are the letters it may be of, all when empty. `cased`: it stood after a preposition.
    """

    words: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    cased: bool = False

    @property
    def key(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """A place that must lie in every one of `within`; `leads`: it was typed before them."""

    subject: Term
    within: tuple[Term, ...] = ()
    leads: bool = True


def readings(text: str) -> list[Reading]:
    """All ways to read the text, the plainest first: the fewest parts, and the place before what it lies in."""
    parts = segments(text)
    if not parts or sum(map(len, parts)) > MOST_WORDS:
        return []
    found: dict[Reading, None] = {}
    for cut in sorted(product(*(_cuts(part) for part in parts)), key=lambda cut: sum(map(len, cut))):
        chunks = [chunk for part in cut for chunk in part]
        if len(chunks) > MOST_TERMS or len(found) > MOST_READINGS:
            break
        for terms in product(*(terms_of(chunk) for chunk in chunks)):
            found.update(dict.fromkeys(_orders(terms)))
    return list(found)


def terms_of(words: tuple[str, ...]) -> list[Term]:
    """The words as they are; without prepositions; without the words for a kind."""
    found = {Term(words): None}
    start = next((i for i, word in enumerate(words) if word not in PREPOSITIONS), 0)
    words, cased = words[start:], start > 0
    found[Term(words, cased=cased)] = None
    name, kinds = words, frozenset[str]()
    while len(name) > 1 and (name[0] in KIND_WORDS or name[0] in FILLERS):
        kinds, name = KIND_WORDS.get(name[0], frozenset()) | kinds, name[1:]
    while len(name) > 1 and (name[-1] in KIND_WORDS or name[-1] in FILLERS):
        kinds, name = KIND_WORDS.get(name[-1], frozenset()) | kinds, name[:-1]
    if kinds:
        found[Term(name, kinds, cased)] = None
    return list(found)


def _cuts(words: list[str]) -> list[tuple[tuple[str, ...], ...]]:
    """The words whole, in two and in three parts; a word for a kind alone is no part."""
    whole, size = tuple(words), len(words)
    cuts: list[tuple[tuple[str, ...], ...]] = [(whole,)]
    cuts += [(whole[:i], whole[i:]) for i in range(size - 1, 0, -1)]
    cuts += [(whole[:i], whole[i:j], whole[j:]) for i in range(1, size - 1) for j in range(i + 1, size)]
    return [cut for cut in cuts if len(cut) == 1 or not any(_names_nothing(chunk) for chunk in cut)]


def names_a_unit(words: tuple[str, ...]) -> bool:
    """Whether a word for an oblast, a raion or a community stands among several: so no settlement is called."""
    return len(words) > 1 and any(KIND_WORDS.get(word, frozenset()) & UNIT_KINDS for word in words)


def _names_nothing(chunk: tuple[str, ...]) -> bool:
    return all(word in KIND_WORDS or word in FILLERS or word in PREPOSITIONS for word in chunk)


def _orders(terms: tuple[Term, ...]) -> Iterator[Reading]:
    yield Reading(terms[0], terms[1:])
    if len(terms) > 1:
        yield Reading(terms[-1], terms[:-1], leads=False)

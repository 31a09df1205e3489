"""What a person means by the words in the search box: a term, a place, a center, or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from directory.addresses import Address, address_in
from directory.gazetteer import Resolution
from directory.gazetteer.lookup import Lookup
from directory.models import Need, Place, Service, TargetGroup
from search.vocabulary import Vocabulary
from search.words import Matches, centers_with, same_words, words_of

MOST_OTHERS = 4
QUOTED = re.compile(r"[\"“”„«»]\s*([^\"“”„«»]+?)\s*[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the words. `found`: centers with these words in name or address, or anywhere.

    `address`: a street that was typed with the place.
    """

    kind: Literal["service", "group", "need", "place", "name", "words"]
    term: Service | TargetGroup | Need | None = None
    place: Place | None = None
    found: frozenset[int] | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """How the words were taken, and how else they may be meant.

    Without a `reading` there are `candidates` to choose from (`exact`: all have this very name), or a `region`,
    which is no place to measure from, or nothing of that name or in those words.
    """

    text: str
    reading: Reading | None = None
    others: tuple[Reading, ...] = ()
    candidates: tuple[Place, ...] = ()
    exact: bool = False
    region: Place | None = None


def understand(
    text: str, vocabulary: Vocabulary, *, only_words: bool = False, group: bool = True
) -> Understanding:
    """A word of the vocabularies, else a place, else a center's name or address, else words.

    Quoted text is words, and so is all with `only_words`, because where to search is known already. `group`: whether
    a target group may be meant (a search has one).
    """
    if quoted := QUOTED.fullmatch(text):
        text, only_words = quoted[1], True
    typed = words_of(text)
    terms = list(_terms(typed, vocabulary, group=group))
    if only_words:
        found = _with(typed, vocabulary).anywhere
        return Understanding(
            text, Reading("words", found=found) if found else None, tuple(terms[:MOST_OTHERS])
        )
    lookup = Lookup(text)
    resolution = Place.objects.resolve(lookup, suggesting=False)
    if terms:
        places = [Reading("place", place=place) for place in _exact(resolution)]
        return Understanding(text, terms[0], tuple([*terms[1:], *places][:MOST_OTHERS]))
    if resolution.taken:
        others = [Reading("place", place=place) for place in resolution.others[:MOST_OTHERS]]
        return Understanding(
            text, Reading("place", place=resolution.taken), (*others, Reading("words")), exact=True
        )
    if resolution.exact:
        return Understanding(text, candidates=resolution.candidates, exact=True, region=resolution.region)
    if told := with_street(text):
        address, resolution = told
        if resolution.taken is None:
            return Understanding(text, candidates=resolution.candidates, exact=True)
        reading = Reading("place", place=resolution.taken, address=address)
        others = [Reading("place", place=place) for place in resolution.others[:MOST_OTHERS]]
        return Understanding(text, reading, (*others, Reading("words")), exact=True)
    matches = _with(typed, vocabulary)
    if matches.by_name:
        return Understanding(text, Reading("name", found=matches.by_name))
    if matches.anywhere:
        return Understanding(text, Reading("words", found=matches.anywhere))
    return Understanding(text, candidates=tuple(Place.objects.suggest(lookup)))


def with_street(text: str) -> tuple[Address, Resolution] | None:
    """The address that a text gives, with what its settlement means; None unless that is a place's exact name."""
    address = address_in(text)
    if address is None:
        return None
    resolution = Place.objects.resolve(address.place, suggesting=False)
    return (address, resolution) if resolution.exact and resolution.region is None else None


def _terms(typed: tuple[str, ...], vocabulary: Vocabulary, *, group: bool) -> Iterator[Reading]:
    """What is called so in the vocabularies: services, groups, needs, in that order."""
    if not typed:
        return
    for service in vocabulary.services.values():
        if _called(typed, service.name, service.name_en, *service.phrases.splitlines()):
            yield Reading("service", term=service)
    for target in vocabulary.groups.values() if group else ():
        if _called(typed, target.name, target.name_en, *target.phrases.splitlines()):
            yield Reading("group", term=target)
    for need in vocabulary.needs.values():
        if _called(typed, need.name, need.name_en, *need.phrases.splitlines()):
            yield Reading("need", term=need)


def _called(typed: tuple[str, ...], *names: str) -> bool:
    return any(same_words(typed, words_of(name)) for name in names)


def _exact(resolution: Resolution) -> list[Place]:
    if resolution.taken:
        return [resolution.taken, *resolution.others]
    return list(resolution.candidates) if resolution.exact else []


def _with(typed: tuple[str, ...], vocabulary: Vocabulary) -> Matches:
    if not typed:
        return Matches(frozenset(), frozenset())
    called = {slug: f"{service.name} {service.name_en}" for slug, service in vocabulary.services.items()}
    return centers_with(typed, called)

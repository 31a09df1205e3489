"""Words as people inflect them, and the texts of centers that have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.html import strip_tags

from directory.models import CenterCommunity, CenterPage
from directory.place_names import PREPOSITIONS, fold, is_form

SHORTEST_STEM = 3
# What nouns and adjectives end in, in their cases, in Russian too; and the English plural.
ENDING_LIST = (
    "а у о е и і ї я ю є ь й ам ям ах ях ами ями ів їв ей ом ем єм ові еві єві ою ею єю "
    "ій ої ий их им ими ого ому іх іми ього ьому ы ов ев ый ая ые ых ым ыми s es"
)
# Vowels that are in the first case alone: переселенець, переселенця; підліток, підлітка.
FLEETING = (("ець", "ц"), ("ок", "к"))
ENDINGS = frozenset(["", *ENDING_LIST.split()])
# Words that stand beside a name and tell nothing alone.
FILLER_WORDS = (
    "і й та а для and the of a for вул вулиця вулиці вулицю просп проспект проспекті пл площа площі бул бульвар пров "
    "провулок буд будинок м с смт"
)
FILLERS = PREPOSITIONS | frozenset(FILLER_WORDS.split())


def words_of(text: str) -> tuple[str, ...]:
    """The words that count, folded; all of them when none does."""
    words = fold(text).split()
    return tuple(word for word in words if word not in FILLERS) or tuple(words)


@lru_cache(maxsize=65_536)
def same_word(one: str, other: str) -> bool:
    """Whether both are forms of one word, as far as endings tell; both folded."""
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False
    return (
        _same_stem(one, other)
        or any(_same_stem(oblique, other) for oblique in _obliques(one))
        or any(_same_stem(one, oblique) for oblique in _obliques(other))
        or is_form((one,), (other,))
        or is_form((other,), (one,))
    )


def _same_stem(one: str, other: str) -> bool:
    common = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return any(one[stem:] in ENDINGS and other[stem:] in ENDINGS for stem in range(SHORTEST_STEM, common + 1))


def _obliques(word: str) -> Iterator[str]:
    """What its other cases begin with, where a vowel falls out; only long words, so that «рок» is no «рк»."""
    for ending, shorter in FLEETING:
        if word.endswith(ending) and len(word) > len(ending) + SHORTEST_STEM:
            yield word.removesuffix(ending) + shorter


def same_words(typed: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return len(typed) == len(phrase) and all(map(same_word, typed, phrase))


@dataclass(frozen=True, slots=True)
class Matches:
    """pks of the centers that have all the words: in name and address; anywhere in their texts."""

    by_name: frozenset[int]
    anywhere: frozenset[int]


def centers_with(typed: tuple[str, ...], services: Mapping[str, str]) -> Matches:
    """The listed centers whose texts have every word; `services`: what each slug is called. Two queries.

    Of a hidden center no more is read than its page tells.
    """
    by_name, anywhere = set(), set()
    for pk, name, rest in _texts(services):
        named = set(words_of(name))
        missing = [word for word in typed if not _has(named, word)]
        if not missing:
            by_name.add(pk)
            anywhere.add(pk)
        else:
            described = set(words_of(rest))
            if all(_has(described, word) for word in missing):
                anywhere.add(pk)
    return Matches(frozenset(by_name), frozenset(anywhere))


def _has(words: set[str], word: str) -> bool:
    return word in words or any(same_word(word, each) for each in words if each[:1] == word[:1])


def _texts(services: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """(pk, name and address, everything else that the page tells in words), the names in every language."""
    stands_in: dict[int, list[str]] = defaultdict(list)
    for pk, community in CenterCommunity.objects.values_list("center_id", "place__name"):
        stands_in[pk].append(community)
    pages: dict[Any, list[_Page]] = defaultdict(list)
    for page in map(_Page._make, CenterPage.objects.live().unrestricted().values_list(*_Page._fields)):
        pages[page.translation_key].append(page)
    for translations in pages.values():
        titles = [page.title for page in translations]
        introductions = [strip_tags(page.introduction) for page in translations]
        for page in translations:
            if page.locale__language_code == settings.LANGUAGE_CODE:  # the one that has the facts
                exactly = [] if page.is_hidden else [page.street, page.settlement__name or ""]
                address = [page.oblast__name, *stands_in[page.pk], *exactly]
                offered = [services.get(slug, "") for slug in page.service_slugs]
                yield (
                    page.pk,
                    _joined([*titles, *address]),
                    _joined([*introductions, page.services_remark, page.provider, *offered]),
                )


class _Page(NamedTuple):
    pk: int
    translation_key: Any
    locale__language_code: str
    title: str
    introduction: str
    is_hidden: bool
    street: str
    settlement__name: str | None
    oblast__name: str
    services_remark: str
    provider: str
    service_slugs: list[str]


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)

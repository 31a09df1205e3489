"""Centers that meet only a part of a search: what each has, and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from directory import wording
from portal import typography
from search.geosearch import Hit
from search.kept import Belongs
from search.parameters import Search
from search.presenting.cards import UNKNOWN, YES, Card, cards
from search.trying import Almost


@dataclass(frozen=True, slots=True)
class AlmostCard:
    """What it has, what it lacks, what is not known, in phrases."""

    card: Card
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    unknown: tuple[str, ...]


def almost(
    found: Sequence[Almost], search: Search, now: datetime, own: Mapping[int, Belongs]
) -> list[AlmostCard]:
    words = search.vocabulary.in_words()
    by_pk = {each.hit.pk: each for each in found}
    return [
        AlmostCard(
            card,
            has=_said(by_pk[card.center.pk].hit, words, YES),
            lacks=_lacks(by_pk[card.center.pk], search, words),
            unknown=_said(by_pk[card.center.pk].hit, words, UNKNOWN),
        )
        for card in cards([each.hit for each in found], search, now, own)
    ]


def _said(hit: Hit, words: wording.Vocabulary, codes: Collection[str]) -> tuple[str, ...]:
    return tuple(wording.reason_text(reason, words) for reason in hit.fit.reasons if reason.code in codes)


def _lacks(each: Almost, search: Search, words: wording.Vocabulary) -> tuple[str, ...]:
    said = [
        wording.reason_text(reason, words)
        for reason in each.hit.fit.reasons
        if reason.code not in YES and reason.code not in UNKNOWN
    ]
    if "oblast" in each.lacks:
        said.append(_("in another oblast"))
    if "km" in each.lacks and search.query.km is not None:
        said.append(_("farther than %(km)s") % {"km": typography.kilometres(search.query.km)})
    return tuple(said)

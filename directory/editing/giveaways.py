"""What gives a hidden place away although its address is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from directory.place_names import to_latin

if TYPE_CHECKING:
    from directory.models import CenterPage, Event, Place

SHORTEST = 4  # letters of a name that are looked for; of a shorter word, all
ENDING = 2  # letters that a case changes: «у Рогатині», «Рогатина»
COMMON = frozenset(
    [
        "вулиця",
        "вулиці",
        "вул",
        "площа",
        "площі",
        "проспект",
        "проспекту",
        "просп",
        "провулок",
        "провулку",
        "бульвар",
        "бульвару",
        "будинок",
        "буд",
    ]
)


def giveaways(center: CenterPage) -> list[str]:
    """Sentences for the editor of a hidden center, one for each text that names its settlement or its street."""
    if not center.is_hidden:
        return []
    texts = {
        _("title"): center.title,
        _("address of the page"): center.slug,
        _("introduction"): strip_tags(center.introduction),
        _("announcement"): center.notice,
    }
    return _sentences(texts, _secret(center.settlement, center.street), center.stands_in)


def giveaways_of_event(event: Event) -> list[str]:
    """The same for an event whose place the public may not know: its center's, or one where centers are hidden."""
    if not event.is_hidden:
        return []
    center, place = event.center, event.place
    secret, communities = _secret(place, event.spot), []
    if place and place.community:
        communities.append(place.community)
    if center:
        secret |= _secret(center.settlement, center.street)
        communities += center.stands_in
    texts = {
        _("what it is"): f"{event.title} {event.title_en}",
        _("for whom and what for"): f"{event.description} {event.description_en}",
        _("how to sign up"): event.sign_up,
    }
    return _sentences(texts, secret, communities)


def _sentences(texts: dict[str, str], secret: set[str], communities: Iterable[Place]) -> list[str]:
    """`secret`: stems; the communities are told anyway, also when one is called after the settlement."""
    told = {word for place in communities for word in _words(place.name)}
    return [
        _("The address is hidden, but this gives it away: %(what)s, “%(word)s”.")
        % {"what": what, "word": word}
        for what, text in texts.items()
        if (word := _found(text, secret, told))
    ]


def _secret(settlement: Place | None, street: str) -> set[str]:
    return _stems(settlement.name if settlement else "") | _stems(street)


def _found(text: str, secret: set[str], told: set[str]) -> str:
    latin_secret = {to_latin(stem) for stem in secret}
    latin_told = {to_latin(word) for word in told}
    for word in _words(text):
        is_latin = word.isascii()
        if word in (latin_told if is_latin else told):
            continue
        if any(word.startswith(stem) for stem in (latin_secret if is_latin else secret)):
            return word
    return ""


def _stems(text: str) -> set[str]:
    return {
        word[: max(SHORTEST, len(word) - ENDING)]
        for word in _words(text)
        if len(word) >= SHORTEST and word not in COMMON
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", text.lower().replace("’", "'").replace("ʼ", "'"))

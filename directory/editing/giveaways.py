"""What gives a hidden place away although its address is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from directory.place_names import to_latin

if TYPE_CHECKING:
    from directory.models import CenterPage

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
    secret = _stems(center.settlement.name if center.settlement else "") | _stems(center.street)
    # The community is told anyway, also when it is called after the settlement.
    told = {word for place in center.stands_in for word in _words(place.name)}
    texts = {
        _("title"): center.title,
        _("address of the page"): center.slug,
        _("introduction"): strip_tags(center.introduction),
    }
    return [
        _("The address is hidden, but this gives it away: %(what)s, “%(word)s”.")
        % {"what": what, "word": word}
        for what, text in texts.items()
        if (word := _found(text, secret, told))
    ]


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

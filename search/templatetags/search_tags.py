"""The search box for other pages; and what stands in results so often that it is laid out once and put together."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.portal_tags import partials, typo
from search.filters import Choice, Filter
from search.presenting import Card

register = template.Library()


@register.inclusion_tag("search/_search_line.html")
def geosearch_form(hint: str = "", button: str = "btn") -> dict[str, str]:
    """A whole form: the box, «find», «near me». `hint` stands under the label; `button`: css of «near me»."""
    return {"hint": hint, "button": button}


@register.simple_tag
def card_items(cards: Iterable[Card]) -> SafeString:
    """The items of a list of results: each is laid out once for what it says, and once for how far it is."""
    laid_out = partials()
    items = (
        (
            laid_out("search/_distance.html", distance=card.distance) if card.distance else "",
            laid_out("search/_center_result.html", about=card.about, says=card.says),
        )
        for card in cards
    )
    return mark_safe("".join(f'<li class="result">{far}{said}</li>' for far, said in items))  # noqa: S308  # escaped


@register.simple_tag
def pills(filters: Iterable[Filter]) -> SafeString:
    """Filters that open in place. What may end by itself in HTML (items, options) is not ended: there are many."""
    laid_out = partials()
    written = (
        (
            laid_out("search/_pill.html", pill=face),
            _boxes(face.name, each.choices) if face.kind == "check" else _options(each.choices),
            laid_out("search/_pill_end.html", kind=face.kind),
        )
        for face, each in ((each.face, each) for each in filters)
    )
    return mark_safe("".join(chain.from_iterable(written)))  # noqa: S308  # escaped


def _boxes(name: str, choices: Iterable[Choice]) -> str:
    return "".join(
        f'<li><label><input type="checkbox" name="{name}" value="{escape(choice.value)}"{_state(choice, "checked")}>'
        f"{_label(choice.label)}{f' <small>{choice.count}</small>' if choice.count else ''}</label>"
        for choice in choices
    )


def _options(choices: Iterable[Choice]) -> str:
    return "".join(
        f'<option value="{escape(choice.value)}"{_state(choice, "selected")}>'
        f"{_label(choice.label)}{f' ({choice.count})' if choice.count else ''}"
        for choice in choices
    )


def _state(choice: Choice, chosen: str) -> str:
    return f" {chosen}" if choice.on else " disabled" if choice.idle else ""


_label = lru_cache(maxsize=1024)(typo)

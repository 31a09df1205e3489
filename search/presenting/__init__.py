"""Results in words: what stands above them, and what a card shows of a center."""

from .almost import AlmostCard, almost
from .cards import Card, cards
from .distances import origin_words
from .results import Part, Results, found_words, heading, parts, results

__all__ = [
    "AlmostCard",
    "Card",
    "Part",
    "Results",
    "almost",
    "cards",
    "found_words",
    "heading",
    "origin_words",
    "parts",
    "results",
]

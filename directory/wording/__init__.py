"""What the rules decide, in words for a person: hours, states, accessibility, reasons.

Phrases begin in lower case and end without a full stop, so that they may stand inside a sentence; what stands alone
in a badge begins with a capital.
"""

from .access import access_words, group_name, item_name, obstacles, profile_name, questions, verdict_words
from .access_sentence import Sentence, access_sentence, number_words
from .freshness import check_words, freshness_words, hours_word
from .hours import DayWords, clock, next_opening_words, open_words, told_words, week_words
from .reasons import Vocabulary, reason_text
from .said import Said
from .states import state_words

__all__ = [
    "DayWords",
    "Said",
    "Sentence",
    "Vocabulary",
    "access_sentence",
    "access_words",
    "check_words",
    "clock",
    "freshness_words",
    "group_name",
    "hours_word",
    "item_name",
    "next_opening_words",
    "number_words",
    "obstacles",
    "open_words",
    "profile_name",
    "questions",
    "reason_text",
    "state_words",
    "told_words",
    "verdict_words",
    "week_words",
]

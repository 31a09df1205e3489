"""When a center is open: OSM opening hours in Kyiv time, and the exceptions to them."""

from .cutting import cut_short
from .inside import next_inside
from .moments import (
    KYIV,
    SOON,
    WITHIN,
    State,
    both_open,
    fresh_for,
    kyiv,
    next_change,
    next_opening,
    open_at,
    state,
    whole_minute,
)
from .reading import bare, more_lines, reading, reading_lines, span_words, times_words
from .table import DAYS, ROUND_THE_CLOCK, Table, Times, table
from .week import Day, week
from .writing import LONGEST_TIMES, DatedRule, check, check_times, compose

__all__ = [
    "DAYS",
    "KYIV",
    "LONGEST_TIMES",
    "ROUND_THE_CLOCK",
    "SOON",
    "WITHIN",
    "DatedRule",
    "Day",
    "State",
    "Table",
    "Times",
    "bare",
    "both_open",
    "check",
    "check_times",
    "compose",
    "cut_short",
    "fresh_for",
    "kyiv",
    "more_lines",
    "next_change",
    "next_inside",
    "next_opening",
    "open_at",
    "reading",
    "reading_lines",
    "span_words",
    "state",
    "table",
    "times_words",
    "week",
    "whole_minute",
]

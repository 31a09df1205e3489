"""When a center is open: OSM opening hours in Kyiv time, and the exceptions to them."""

from .moments import KYIV, SOON, WITHIN, State, fresh_for, kyiv, next_change, open_at, state
from .week import Day, week
from .writing import LONGEST_TIMES, DatedRule, check, check_times, compose

__all__ = [
    "KYIV",
    "LONGEST_TIMES",
    "SOON",
    "WITHIN",
    "DatedRule",
    "Day",
    "State",
    "check",
    "check_times",
    "compose",
    "fresh_for",
    "kyiv",
    "next_change",
    "open_at",
    "state",
    "week",
]

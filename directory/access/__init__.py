"""Accessibility: the items asked about, the profiles of need, and our summary of a center for each."""

from .card import FEATURES, OUTDOORS, PROFILES, Feature, Measure, Profile
from .judging import (
    ANSWERS,
    Answer,
    Judged,
    Summary,
    Verdict,
    answer_to,
    judge,
    judge_group,
    must_items,
    next_best,
    summarise,
)
from .recording import LONGEST_ASSESSOR, Recorded, measured, recorded, validate

__all__ = [
    "ANSWERS",
    "FEATURES",
    "LONGEST_ASSESSOR",
    "OUTDOORS",
    "PROFILES",
    "Answer",
    "Feature",
    "Judged",
    "Measure",
    "Profile",
    "Recorded",
    "Summary",
    "Verdict",
    "answer_to",
    "judge",
    "judge_group",
    "measured",
    "must_items",
    "next_best",
    "recorded",
    "summarise",
    "validate",
]

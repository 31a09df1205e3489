"""In a list: whether the hours that a card shows may be out of date."""

from datetime import date

from directory import freshness, wording
from directory.models import CenterPage


def hours_doubt(center: CenterPage, most: int, today: date) -> str:
    """A few words, of an open center whose hours were not checked for more than `most` days; else ""."""
    if center.status != center.Status.OPEN or not center.opening_hours:
        return ""
    days = (center.hours_verified_on, center.verified_on)
    return wording.hours_word(freshness.judge("hours", True, days, most, today))

"""What is known of getting in: the official level, our summary for each need, and the items behind it."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory import access, wording
from directory.models import CenterPage
from directory.wording import Said
from portal.typography import day as day_words

SEASON_BEGINS, SEASON_ENDS = (6, 1), (8, 31)  # the yearly assessment, by resolution № 537
_KINDS = {"barrier_free": "full", "partly": "part", "not": "none"}
_DECISIVE = frozenset(
    item for profile in access.PROFILES.values() for group in profile.must for item in group
)


@dataclass(frozen=True, slots=True)
class Level:
    """The official level as it was entered; `more` says when, and whether a season passed since; `by` is Ukrainian."""

    kind: str
    text: str
    more: str
    by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ProfileLine:
    code: str
    name: str
    said: Said


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AccessSheet:
    """`unknown` of `total` items are not recorded; `groups` are (heading, items)."""

    level: Level | None
    profiles: list[ProfileLine]
    groups: list[tuple[str, list[Item]]]
    unknown: int
    total: int

    @property
    def nothing_known(self) -> bool:
        return self.unknown == self.total


def access_sheet(center: CenterPage, today: date) -> AccessSheet:
    answers = center.answers
    return AccessSheet(
        level=level(center, today),
        profiles=[
            ProfileLine(code, wording.profile_name(code), wording.access_words(answers, code))
            for code in access.PROFILES
        ],
        groups=_groups(answers, center.access),
        unknown=sum(code not in answers for code in access.FEATURES),
        total=len(access.FEATURES),
    )


def _groups(answers: dict[str, str], recorded: dict[str, dict[str, str]]) -> list[tuple[str, list[Item]]]:
    """What is recorded, and what is not although somebody's way in hangs on it."""
    groups: dict[str, list[Item]] = {}
    for code in access.FEATURES:
        if code in answers or (answers and code in _DECISIVE):
            note = recorded.get(code, {}).get("note", "")
            item = Item(wording.item_name(code), answers.get(code, "unknown"), note)
            groups.setdefault(wording.group_name(code), []).append(item)
    return list(groups.items())


def level(center: CenterPage, today: date) -> Level | None:
    """None unless a level was entered with its date."""
    assessed = center.access_level_on
    if not center.access_level or assessed is None:
        return None
    when = {"day": day_words(assessed), "year": assessed.year}
    if assessed < last_season(today):
        more = _("assessment of the year %(year)s (%(day)s), not renewed since") % when
    else:
        more = _("assessed on %(day)s") % when
    return Level(
        kind=_KINDS[center.access_level],
        text=capfirst(center.get_access_level_display()),
        more=more,
        by=center.access_level_by,
        evidence=center.access_level_evidence,
    )


def last_season(today: date) -> date:
    """The first day of the last season that is over."""
    year = today.year if (today.month, today.day) > SEASON_ENDS else today.year - 1
    return date(year, *SEASON_BEGINS)

"""What is known of getting in: the official level, our summary for each need, and the items behind it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory import access, wording
from directory.models import AccessPhoto, CenterPage
from directory.wording import Said, Sentence
from portal.typography import day as day_words

SEASON_BEGINS, SEASON_ENDS = (6, 1), (8, 31)  # the yearly assessment, by resolution № 537
_KINDS = {"barrier_free": "full", "partly": "part", "not": "none"}
HISTORY = 10  # assessments shown
SHOWN_CHANGES = 12  # of each
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
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Item:
    """`number` is in words with its unit; `by` and `note` are Ukrainian."""

    name: str
    answer: str
    note: str = ""
    number: str = ""
    on: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: str
    since: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment of the history; `more`: how many changes there are beside those named."""

    on: date
    by: str
    changes: list[Change]
    more: int


@dataclass(frozen=True, slots=True)
class AccessSheet:
    """`unknown` of `total` items are not recorded; `groups` are (heading, items); `history` begins with the last."""

    level: Level | None
    profiles: list[ProfileLine]
    groups: list[tuple[str, list[Item]]]
    unknown: int
    total: int
    mostly: tuple[date | None, str]  # day and assessor of most items; those say only what differs
    photos: list[AccessPhoto]
    history: list[Assessed]

    @property
    def nothing_known(self) -> bool:
        return self.unknown == self.total


def access_sheet(center: CenterPage, today: date) -> AccessSheet:
    answers = center.answers
    mostly = _mostly(answers, center.access)
    return AccessSheet(
        level=level(center, today),
        profiles=[
            ProfileLine(
                code,
                wording.profile_name(code),
                wording.access_words(answers, code),
                wording.access_sentence(answers, code, center.access),
            )
            for code in access.PROFILES
        ],
        groups=_groups(answers, center.access, mostly),
        unknown=sum(code not in answers for code in access.FEATURES),
        total=len(access.FEATURES),
        mostly=mostly,
        photos=public_photos(center),
        history=history(center),
    )


def public_photos(center: CenterPage) -> list[AccessPhoto]:
    """In the order of the way in. Of a hidden center none by which somebody could recognise the place."""
    if not center.__dict__.get("has_access_photos", True):
        return []
    shown = [photo for photo in center.access_photos.all() if not (center.is_hidden and photo.is_outdoors)]
    return sorted(shown, key=lambda photo: AccessPhoto.Spot.values.index(photo.spot))


def history(center: CenterPage, most: int = HISTORY) -> list[Assessed]:
    """What was found out when, the last first."""
    if center.pk is None or not center.__dict__.get("has_assessments", True):
        return []
    return [
        Assessed(
            row.on, row.by, _changes(row.changes)[:SHOWN_CHANGES], max(0, len(row.changes) - SHOWN_CHANGES)
        )
        for row in center.assessments.all()[:most]
    ]


def _changes(changes: dict[str, list[str]]) -> list[Change]:
    """Those that decide whether somebody gets in stand first."""
    known = [code for code in changes if code in access.FEATURES]
    known.sort(key=lambda code: code not in _DECISIVE)
    return [Change(wording.item_name(code), *changes[code]) for code in known]


def _groups(
    answers: dict[str, str], recorded: dict[str, dict[str, str]], mostly: tuple[date | None, str]
) -> list[tuple[str, list[Item]]]:
    """What is recorded, and what is not although somebody's way in hangs on it."""
    groups: dict[str, list[Item]] = {}
    for code in access.FEATURES:
        if code in answers or (answers and code in _DECISIVE):
            kept = access.recorded(recorded, code)
            number = wording.number_words(code, recorded)
            on, by = (None, "") if (kept.on, kept.by) == mostly else (kept.on, kept.by)
            item = Item(wording.item_name(code), kept.answer, kept.note, number, on, by)
            groups.setdefault(wording.group_name(code), []).append(item)
    return list(groups.items())


def _mostly(answers: dict[str, str], recorded: dict[str, dict[str, str]]) -> tuple[date | None, str]:
    kept = [access.recorded(recorded, code) for code in answers if code in access.FEATURES]
    dated = Counter((item.on, item.by) for item in kept if item.on)
    return dated.most_common(1)[0][0] if dated else (None, "")


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

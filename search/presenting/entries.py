"""What the accessibility of a center means for a profile that was asked for, as a card says it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from directory import wording
from directory.access import PROFILES, Profile, Summary, must_items, summarise
from directory.models import CenterPage

FEW = 2  # items that are not known are named when they are no more; else the center's page does


@dataclass(frozen=True, slots=True)
class Entry:
    """Our summary, what to know although one gets in, what to ask."""

    level: wording.Said
    remarks: str
    ask: str


def entry_of(center: CenterPage, code: str) -> Entry:
    """The items to ask about are named where they are few: the level stands beside them."""
    profile, answers = PROFILES[code], center.answers
    summary = summarise(answers, profile)
    said, name = wording.verdict_words(summary, profile), wording.profile_name(code)
    items = must_items(answers, profile, "unknown") if summary.fit == "unknown" else ()
    if said.kind == "unk":  # whom to ask is said above the list
        level = wording.Said(said.kind, _("%(profile)s: not known") % {"profile": name})
    else:
        level = wording.Said(said.kind, f"{name}: {said.text}")
    return Entry(
        level=level,
        remarks=_remarks(summary, profile) if summary.verdict == "remarks" else "",
        ask=_("not known: %(items)s") % {"items": wording.questions(items)} if 0 < len(items) <= FEW else "",
    )


def _remarks(summary: Summary, profile: Profile) -> str:
    """The first of them; the rest is on the center's page."""
    said = wording.verdict_words(replace(summary, remarks=summary.remarks[:FEW]), profile).more
    more = len(summary.remarks) - FEW
    return _("%(remarks)s; and %(number)d more") % {"remarks": said, "number": more} if more > 0 else said

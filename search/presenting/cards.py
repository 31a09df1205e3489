"""A center in a list of results: what it is, how far, and what it says to what was asked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory import hours, presenting, wording
from directory.access import PROFILES
from directory.fit import Reason
from directory.models import CenterPage
from portal.models import PortalSettings
from search.geosearch import Hit
from search.kept import Belongs
from search.parameters import Search
from search.presenting.distances import Distance, distance_words, end_words
from search.presenting.entries import Entry, entry_of
from search.stops import nearest_stop, stop_words

A_MOMENT = timedelta(minutes=1)
YES = ("offers", "access_fits", "group_fits", "open")
UNKNOWN = ("service_unknown", "access_unknown", "hours_unknown")
NOBODYS: Mapping[int, Belongs] = {}


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """What is the same of a center in every search; there is one of it in each language.

    `end`: what of it distances lead to, if not its door.
    """

    url: str
    title: str
    ukrainian: bool  # the title is not translated yet
    address: str
    hidden: str
    phone: str
    end: str


@dataclass(frozen=True, slots=True)
class Says:
    """What a center says to a search.

    `levels`: our summary for each profile asked for; `why`: what fits, or is not known; `remarks`: what a person should
    know although they get in; `own`: that it is the center of the reader's community; `doubt`: a word, where the hours
    may be out of date; `stop`: of the mobile team, when that is nearer.
    """

    fits: bool
    opening: wording.Said
    levels: tuple[wording.Said, ...] = ()
    why: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    own: str = ""
    doubt: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A center in a list. What is the same in many searches is apart from the distance, so that it is laid out once."""

    center: CenterPage
    about: About
    says: Says
    distance: Distance | None


def cards(
    hits: Iterable[Hit], search: Search, now: datetime, own: Mapping[int, Belongs] = NOBODYS
) -> list[Card]:
    """A few queries for centers that nobody looked at yet, none for others; what is no longer listed is left out."""
    hits = list(hits)
    centers = search.kept.pages(hit.pk for hit in hits)
    writer = _Writer(search, now)
    return [writer.card(hit, centers[hit.pk], own.get(hit.pk)) for hit in hits if hit.pk in centers]


class _Writer:
    """Writes the cards of one search."""

    def __init__(self, search: Search, now: datetime) -> None:
        self.kept, self.shelf = search.kept, search.kept.shelf
        self.words = search.vocabulary.in_words()
        self.origin, self.asked = search.query.origin, search.query.asked
        self.now = now
        self.at = self.asked.open_at or now
        self.minute = hours.whole_minute(self.at)
        self.is_now = abs(self.at - now) <= A_MOMENT
        self.today = hours.kyiv(now).date()
        self.fresh_days = PortalSettings.fresh_days()["hours"]

    def card(self, hit: Hit, center: CenterPage, own: Belongs | None) -> Card:
        about = self.shelf.once(hit.pk, lambda: _about(center))
        distance = distance_words(self.origin, hit, about.end) if self.origin else None
        return Card(center, about, self._says(hit, center, own), distance)

    def _says(self, hit: Hit, center: CenterPage, own: Belongs | None) -> Says:
        fits = hit.fit.value == "fits"
        entries = {code: self._entry(center, code) for code in self.asked.profiles}
        why = (
            entries[reason.subject].ask if _of_profile(reason) else self._reason(reason)
            for reason in hit.fit.reasons
            if (fits or reason.code in UNKNOWN) and not self._on_badge(reason)
        )
        return Says(
            fits=fits,
            opening=_opening(center, self.minute, get_language()),
            levels=tuple(entry.level for entry in entries.values()),
            why=tuple(filter(None, why)),
            remarks=tuple(entry.remarks for entry in entries.values() if entry.remarks) if fits else (),
            own=_own_words(own) if own else "",
            doubt=self._doubt(center),
            stop=self._stop(hit),
        )

    def _entry(self, center: CenterPage, code: str) -> Entry:
        return self.shelf.once((center.pk, code), lambda: entry_of(center, code))

    def _reason(self, reason: Reason) -> str:
        if reason.code in ("open", "hours_unknown"):  # of a moment
            return wording.reason_text(reason, self.words)
        return self.shelf.once(reason, lambda: wording.reason_text(reason, self.words))

    def _on_badge(self, reason: Reason) -> bool:
        """Whether the badge of the hours says it already: «Відчинено до 18:00» tells no date, so only of now."""
        return reason.code == "hours_unknown" or (reason.code == "open" and self.is_now)

    def _doubt(self, center: CenterPage) -> str:
        key: Hashable = (center.pk, self.today, self.fresh_days)
        return self.shelf.once(key, lambda: presenting.hours_doubt(center, self.fresh_days, self.today))

    def _stop(self, hit: Hit) -> str:
        stops = self.kept.stops.get(hit.pk)
        if not stops or self.origin is None or hit.row.facts.status != "open":
            return ""
        near = nearest_stop(stops, self.origin, hit.distance, self.now)
        return stop_words(near, self.origin) if near else ""


def _about(center: CenterPage) -> About:
    return About(
        url=reverse("directory:center", args=[center.slug]),
        title=center.text.title,
        ukrainian=center.text.is_foreign,
        address=presenting.address_line(center),
        hidden=_hidden(center),
        phone=center.phones[0] if center.phones else "",
        end=end_words(center),
    )


def _hidden(center: CenterPage) -> str:
    if not center.is_hidden:
        return ""
    if center.phones:
        return _("The address is told by telephone.")
    return _("The centre will tell the address after a request.")


def _opening(center: CenterPage, minute: datetime, language: str | None) -> wording.Said:
    if center.status != "open":
        return wording.state_words(center.status)
    return _hours(center.schedule, minute, language)


@lru_cache(maxsize=4096)
def _hours(schedule: str, minute: datetime, language: str | None) -> wording.Said:
    """Hours begin and end with a minute, so all of it is the same; and many centers share a schedule."""
    return wording.open_words(schedule, minute)


def _of_profile(reason: Reason) -> bool:
    return reason.code.startswith("access_") and reason.subject in PROFILES


def _own_words(own: Belongs) -> str:
    return _("Your community’s centre, moved here") if own == "moved" else _("Your community’s centre")

"""Results in words: what stands above them, and what a card shows of a center."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory import presenting, wording
from directory.access import PROFILES, Profile, Summary, must_items, summarise
from directory.fit import Reason
from directory.models import CenterPage, Place
from directory.origins import Origin
from portal import typography
from portal.models import PortalSettings
from search import links
from search.conditions import Condition, conditions, without_all
from search.geosearch import ANYTHING, Hit
from search.kept import Belongs, Kept
from search.parameters import Search
from search.readings import Link, other_readings, street_note, understood_as
from search.stops import nearest_stop, stop_words
from search.trying import Almost

A_MOMENT = timedelta(minutes=1)
FEW = 2  # items that are not known are named when they are no more; else the center's page does
YES = ("offers", "access_fits", "group_fits", "open")
UNKNOWN = ("service_unknown", "access_unknown", "hours_unknown")
NOBODYS: Mapping[int, Belongs] = {}


@dataclass(frozen=True, slots=True)
class Distance:
    """`about`: not both ends are exact; `end`: what of the center it is measured to; `words`: it is no number."""

    text: str
    about: bool = True
    end: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A center in a list. `levels`: our summary for each profile asked for; `why`: what fits, or is not known.

    `remarks`: what a person should know although they get in; `own`: that it is the center of the reader's community.
    Two cards with the same words are the same card, whatever `center` they are of.
    """

    center: CenterPage = field(compare=False)
    url: str
    title: str
    ukrainian: bool  # the title is not translated yet
    distance: Distance | None
    address: str
    hidden: str
    opening: wording.Said
    levels: tuple[wording.Said, ...]
    why: tuple[str, ...]
    remarks: tuple[str, ...]
    fits: bool
    phone: str
    own: str = ""
    doubt: str = ""  # a word, where the hours may be out of date
    stop: str = ""  # of the mobile team, when that is nearer


@dataclass(frozen=True, slots=True)
class _About:
    """What is the same of a center in every search."""

    url: str
    title: str
    ukrainian: bool
    address: str
    hidden: str
    phone: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What its accessibility means for a profile: our summary, what to know although one gets in, what to ask."""

    level: wording.Said
    remarks: str
    ask: str


@dataclass(frozen=True, slots=True)
class AlmostCard:
    """A center that meets only a part of the search: what it has, what it lacks, what is not known, in phrases."""

    card: Card
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What stands above the cards: where they are measured from, how words were taken, what narrows the search.

    `asked`: whether centers are judged at all; `text`: what was not understood as anything.
    """

    origin: str
    from_place: bool  # then its name is Ukrainian
    elsewhere: str
    understood: str
    others: list[Link]
    conditions: list[Condition]
    asked: bool
    everything: str
    plain: str  # from the same place, with nothing else asked
    planned: str
    shared: str
    text: str


def results(search: Search, params: QueryDict) -> Results:
    query, understood = search.query, search.understood
    reading = understood.reading if understood else None
    by_text = reading is not None and reading.kind == "place"
    return Results(
        origin=origin_words(query.origin) if query.origin else "",
        from_place=bool(query.origin and query.origin.place),
        elsewhere=links.without(params, ["q", *links.ORIGIN] if by_text else links.ORIGIN),
        understood=(understood_as(understood) if understood else "")
        or (street_note(query.origin) if query.origin else ""),
        others=other_readings(understood, params) if understood else [],
        conditions=conditions(search, params),
        asked=query.asked != ANYTHING,
        everything=links.address(QueryDict()),
        plain=without_all(search, params),
        planned=links.changed(params, status="planned"),
        shared=links.shared(search, params),
        text=understood.text if understood and reading is None else "",
    )


def cards(
    hits: Iterable[Hit], search: Search, now: datetime, own: Mapping[int, Belongs] = NOBODYS
) -> list[Card]:
    """A few queries for centers that nobody looked at yet, none for others; what is no longer listed is left out."""
    hits, known = list(hits), search.kept
    centers = known.pages(hit.pk for hit in hits)
    words = search.vocabulary.in_words()
    fresh_days = PortalSettings.fresh_days()["hours"]
    return [
        _card(hit, centers[hit.pk], search, (known, words, fresh_days), now, own.get(hit.pk))
        for hit in hits
        if hit.pk in centers
    ]


def _card(
    hit: Hit,
    center: CenterPage,
    search: Search,
    known: tuple[Kept, wording.Vocabulary, int],
    now: datetime,
    own: Belongs | None,
) -> Card:
    kept, words, fresh_days = known
    fits, asked = hit.fit.value == "fits", search.query.asked
    at = asked.open_at or now
    about = kept.once(center.pk, lambda: _about(center))
    entries = {code: kept.once((center.pk, code), lambda: _entry(center, code)) for code in asked.profiles}  # noqa: B023 - called at once
    told = [
        entries[reason.subject].ask if _of_profile(reason) else wording.reason_text(reason, words)
        for reason in hit.fit.reasons
        if (fits or reason.code in UNKNOWN) and not _on_badge(reason, at, now)
    ]
    return Card(
        center=center,
        url=about.url,
        title=about.title,
        ukrainian=about.ukrainian,
        distance=distance_words(search.query.origin, hit, center) if search.query.origin else None,
        address=about.address,
        hidden=about.hidden,
        opening=opening(center, at),
        levels=tuple(entry.level for entry in entries.values()),
        why=tuple(filter(None, told)),
        remarks=tuple(entry.remarks for entry in entries.values() if entry.remarks) if fits else (),
        fits=fits,
        phone=about.phone,
        own=own_words(own) if own else "",
        stop=_stop(kept, hit, search.query.origin, now),
        doubt=presenting.hours_doubt(center, fresh_days, now.date()),
    )


def _stop(kept: Kept, hit: Hit, origin: Origin | None, now: datetime) -> str:
    if origin is None or hit.row.facts.status != "open":
        return ""
    near = nearest_stop(kept.stops.get(hit.pk, ()), origin, hit.distance, now)
    return stop_words(near, origin) if near else ""


def _about(center: CenterPage) -> _About:
    return _About(
        url=reverse("directory:center", args=[center.slug]),
        title=center.text.title,
        ukrainian=center.text.is_foreign,
        address=presenting.address_line(center),
        hidden=_hidden(center),
        phone=center.phones[0] if center.phones else "",
    )


def _entry(center: CenterPage, code: str) -> _Entry:
    """The items to ask about are named where they are few: the level stands beside them."""
    profile, answers = PROFILES[code], center.answers
    summary = summarise(answers, profile)
    said, name = wording.verdict_words(summary, profile), wording.profile_name(code)
    items = must_items(answers, profile, "unknown") if summary.fit == "unknown" else ()
    if said.kind == "unk":  # whom to ask is said above the list
        level = wording.Said(said.kind, _("%(profile)s: not known") % {"profile": name})
    else:
        level = wording.Said(said.kind, f"{name}: {said.text}")
    return _Entry(
        level=level,
        remarks=_remarks(summary, profile) if summary.verdict == "remarks" else "",
        ask=_("not known: %(items)s") % {"items": wording.questions(items)} if 0 < len(items) <= FEW else "",
    )


def _remarks(summary: Summary, profile: Profile) -> str:
    """The first of them; the rest is on the center's page."""
    said = wording.verdict_words(replace(summary, remarks=summary.remarks[:FEW]), profile).more
    more = len(summary.remarks) - FEW
    return _("%(remarks)s; and %(number)d more") % {"remarks": said, "number": more} if more > 0 else said


def _of_profile(reason: Reason) -> bool:
    return reason.code.startswith("access_") and reason.subject in PROFILES


def opening(center: CenterPage, at: datetime) -> wording.Said:
    if center.status != "open":
        return wording.state_words(center.status)
    return _opening(center.schedule, at.replace(second=0, microsecond=0), get_language())


@lru_cache(maxsize=4096)
def _opening(schedule: str, minute: datetime, language: str | None) -> wording.Said:
    """Hours begin and end with a minute, so all of it is the same; and many centers share a schedule."""
    return wording.open_words(schedule, minute)


def own_words(own: Belongs) -> str:
    return _("Your community’s centre, moved here") if own == "moved" else _("Your community’s centre")


def _on_badge(reason: Reason, at: datetime, now: datetime) -> bool:
    """Whether the badge of the hours says it already: «Відчинено до 18:00» tells no date, so only of now."""
    return reason.code == "hours_unknown" or (reason.code == "open" and abs(at - now) < A_MOMENT)


def _hidden(center: CenterPage) -> str:
    if not center.is_hidden:
        return ""
    if center.phones:
        return _("The address is told by telephone.")
    return _("The centre will tell the address after a request.")


def distance_words(origin: Origin, hit: Hit, center: CenterPage) -> Distance:
    if hit.distance is None:
        return Distance(_("distance not known"), words=True)
    exact = origin.precision == "address" and hit.precision == "address"
    if not exact and hit.row.point == origin.point:
        same = origin.precision == hit.precision == "settlement"
        where = _("in this town or village") if same else _("in this community")
        return Distance(where, words=True)
    text = typography.kilometres(hit.distance, approximate=not exact)
    return Distance(text, about=not exact, end=_end(hit, center))


def _end(hit: Hit, center: CenterPage) -> str:
    """What of the center the distance leads to, when that is not its door."""
    if hit.precision == "community":
        return _("to the community")
    if hit.precision != "settlement" or center.public_settlement is None:
        return ""
    ends = {Place.Kind.VILLAGE: _("to the village"), Place.Kind.TOWN: _("to the town")}
    return ends.get(Place.Kind(center.public_settlement.kind), _("to the city"))


def origin_words(origin: Origin) -> str:
    """«м. Рогатин, Рогатинська громада, …»; a point is only «your place»."""
    if origin.place is None:
        return _("the point on the map that you gave")
    street = origin.street if origin.missed in ("", "house") else ""
    return ", ".join(filter(None, [street, origin.place.label, origin.place.where]))


def almost(
    found: Sequence[Almost], search: Search, now: datetime, own: Mapping[int, Belongs]
) -> list[AlmostCard]:
    """Those that meet only a part, with what they have and what they lack."""
    words = search.vocabulary.in_words()
    by_pk = {each.hit.pk: each for each in found}
    return [
        AlmostCard(
            card,
            has=_said(by_pk[card.center.pk].hit, words, YES),
            lacks=_lacks(by_pk[card.center.pk], search, words),
            unknown=_said(by_pk[card.center.pk].hit, words, UNKNOWN),
        )
        for card in cards([each.hit for each in found], search, now, own)
    ]


def _said(hit: Hit, words: wording.Vocabulary, codes: Collection[str]) -> tuple[str, ...]:
    return tuple(wording.reason_text(reason, words) for reason in hit.fit.reasons if reason.code in codes)


def _lacks(each: Almost, search: Search, words: wording.Vocabulary) -> tuple[str, ...]:
    said = [
        wording.reason_text(reason, words)
        for reason in each.hit.fit.reasons
        if reason.code not in YES and reason.code not in UNKNOWN
    ]
    if "oblast" in each.lacks:
        said.append(_("in another oblast"))
    if "km" in each.lacks and search.query.km is not None:
        said.append(_("farther than %(km)s") % {"km": typography.kilometres(search.query.km)})
    return tuple(said)

"""What a center helps with and how one gets it, and in which languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory import hours, wording
from directory.models import CenterPage, CenterService, Service
from directory.models.offers import Booking, Mode
from directory.spoken import LANGUAGES, SIGN_LANGUAGE_ITEM


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A service. `ways`: how one gets it, in one phrase; `hours`: its own ones, `next` when they begin.

    `note` is Ukrainian, and so is `label` if `foreign`. `known`: whether it is recorded how one gets it.
    """

    label: str
    foreign: bool = False
    hint: str = ""
    ways: str = ""
    hours: str = ""
    next: str = ""
    note: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Helps:
    """The core services of an open center, and what it offers beside them."""

    core: list[OfferLine]
    more: list[OfferLine]
    languages: str

    @property
    def partly_known(self) -> bool:
        """Whether how one gets it is told of some services and not of others."""
        return len({line.known for line in (*self.core, *self.more)}) == 2


def helps(center: CenterPage, core: Iterable[Service], now: datetime) -> Helps:
    """No query, of a center with its offers."""
    by_service: dict[int, list[CenterService]] = {}
    for offer in center.offers.all():
        by_service.setdefault(offer.service_id, []).append(offer)
    lines = []
    for service in core:
        recorded = by_service.get(service.pk, [])
        by_service[service.pk] = [offer for offer in recorded if offer.title]
        lines.append(
            _core_line(service, [offer for offer in recorded if not offer.title], now, center.schedule)
        )
    return Helps(
        core=lines,
        more=[_line(offer, now, center.schedule) for offers in by_service.values() for offer in offers],
        languages=languages_words(center),
    )


def _core_line(service: Service, recorded: list[CenterService], now: datetime, schedule: str) -> OfferLine:
    if recorded:
        return _line(recorded[0], now, schedule, _hint(service))
    return OfferLine(label=service.label, hint=_hint(service))


def _line(offer: CenterService, now: datetime, schedule: str, hint: str = "") -> OfferLine:
    door = (
        schedule if Mode.IN_CENTER in offer.modes or not offer.modes else ""
    )  # a telephone needs no open door
    ways = ways_words(offer.modes, offer.booking)
    return OfferLine(
        label=offer.label,
        foreign=offer.is_foreign,
        hint="" if offer.note else hint,
        ways=ways,
        hours=open_days(offer.hours) if offer.hours else "",
        next=wording.next_opening_words(offer.hours, now, door) if offer.hours else "",
        note=offer.note,
        known=bool(ways),
    )


def open_days(text: str) -> str:
    """The hours without the days on which there are none; all of it where nothing would be left."""
    closed = hours.times_words(())
    lines = hours.reading_lines(text)
    return "; ".join([line for line in lines if not line.endswith(closed)] or lines)


def ways_words(modes: Iterable[str], booking: str) -> str:
    """«У центрі, телефоном; за записом»; "" when neither is known."""
    told = ", ".join(str(Mode(mode).label) for mode in modes if mode in Mode)
    return str(capfirst("; ".join(filter(None, [told, str(Booking(booking).label) if booking else ""]))))


def languages_words(center: CenterPage) -> str:
    """«Українська, англійська; з українською жестовою мовою»; "" when nothing of it is known.

    Sign language is an item of the accessibility information and read from there alone.
    """
    spoken = ", ".join(str(label) for code, label in LANGUAGES if code in center.languages)
    answer = center.answers.get(SIGN_LANGUAGE_ITEM, "unknown")
    if not spoken and answer == "unknown":
        return ""
    return str(capfirst("; ".join(filter(None, [spoken, _signs(answer)]))))


def _signs(answer: str) -> str:
    match answer:
        case "yes":
            return _("with Ukrainian Sign Language")
        case "no" | "na":
            return _("without sign language")
        case _:
            return _("whether there is sign language is not known")


def _hint(service: Service) -> str:
    return service.hint_en if get_language() == "en" else service.hint

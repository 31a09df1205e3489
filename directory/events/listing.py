"""What a reader asks of the list of events by the parameters of its address, and which events answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext as _

from directory.alphabet import alphabetical
from directory.models import CenterPage, Event, Place, TargetGroup
from directory.nearby import with_texts
from directory.presenting.happenings import EventLine, event_line
from directory.recurring import Span
from portal.filtering import Choice, Filter
from portal.parameters import Problem, Problems, Refused, unexpected

FILTERS = ("oblast", "center", "group", "month")
MOST_MONTHS = 13
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the events must be; None where anything will do. `month` is its first day."""

    oblast: Place | None = None
    center: CenterPage | None = None
    group: TargetGroup | None = None
    month: date | None = None

    @classmethod
    def read(cls, params: QueryDict) -> Asked:
        """Raises Refused with every parameter that is not understood; an empty one asks for nothing."""
        problems: Problems = unexpected(params, (*FILTERS, "page"))
        found: dict[str, Any] = {}
        for name, rows, field, message in (
            ("oblast", Place.objects.filter(kind__in=("O", "K")), "code", _("There is no such oblast.")),
            ("center", CenterPage.objects.listed().for_page(), "slug", _("There is no such centre.")),
            ("group", TargetGroup.objects.all(), "slug", _("There is no such group.")),
        ):
            if typed := params.get(name):
                found[name] = None if "\x00" in typed else rows.filter(**{field: typed}).first()
                if found[name] is None:
                    problems.setdefault(name, Problem("invalid_value", message))
        if typed := params.get("month"):
            found["month"] = _month(typed)
            if found["month"] is None:
                problems.setdefault("month", Problem("invalid_value", _("Write a month like this: 2026-12.")))
        if problems:
            raise Refused(problems)
        return cls(**found)


def _month(typed: str) -> date | None:
    match = _MONTH.fullmatch(typed)
    try:
        return date(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Listed(Sequence[tuple[Span, int]]):
    """(when next, pk) of the events that answer, the soonest first."""

    spans: tuple[tuple[Span, int], ...] = ()

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, index: Any) -> Any:
        return self.spans[index]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the coming events are about: there is a filter for nothing else."""

    centers: frozenset[int]
    oblasts: frozenset[str]
    months: tuple[date, ...]

    @classmethod
    def of(cls, events: Iterable[Event], now: datetime) -> Offered:
        events = list(events)
        months = {span[0].date().replace(day=1) for event in events for span in event.coming(now)}
        return cls(
            centers=frozenset(event.center_id for event in events if event.center_id),
            oblasts=frozenset(event.oblast_code for event in events if event.oblast_code),
            months=tuple(sorted(months))[:MOST_MONTHS],
        )


def coming_events(now: datetime) -> list[Event]:
    """All that are to come, with no more than it takes to order and narrow them; one query."""
    return list(
        Event.objects.coming(now)
        .select_related("center", "place")
        .only(
            "starts", "ends", "repeats_until", "center__oblast", "place__oblast", "place__code",
        )
    )  # fmt: skip


def answering(events: Iterable[Event], asked: Asked, now: datetime) -> Listed:
    """Those that answer; one query for a group, which also asks those that are for everyone."""
    found = []
    wanted = None
    if asked.group:
        for_it = Event.objects.coming(now).filter(Q(groups=asked.group) | Q(groups__isnull=True))
        wanted = set(for_it.values_list("pk", flat=True))
    for event in events:
        if wanted is not None and event.pk not in wanted:
            continue
        if asked.oblast and event.oblast_code != asked.oblast.pk:
            continue
        if asked.center and event.center_id != asked.center.pk:
            continue
        span = event.in_month(asked.month, now) if asked.month else next(event.coming(now), None)
        if span is not None:
            found.append((span, event.pk))
    return Listed(tuple(sorted(found)))


def lines(found: Iterable[tuple[Span, int]]) -> list[EventLine]:
    """The events of a page in words; three queries."""
    found = list(found)
    events = Event.objects.with_facts().in_bulk([pk for _span, pk in found])
    return [event_line(events[pk], span) for span, pk in found if pk in events]


def filters_of(offered: Offered, asked: Asked, params: QueryDict) -> list[Filter]:
    """The filters as this reader has set them, without those that have nothing to choose from; three queries."""
    oblasts = Place.objects.filter(pk__in=[*offered.oblasts, *([asked.oblast.pk] if asked.oblast else [])])
    keys = CenterPage.objects.filter(pk__in=[*offered.centers, *([asked.center.pk] if asked.center else [])])
    pages = CenterPage.objects.live().filter(translation_key__in=keys.values("translation_key"))
    centers = with_texts(pages.select_related("locale")).values()
    months = sorted({*offered.months, *([asked.month] if asked.month else [])})
    found = (
        ("month", _("Month"), _("All months"), [_month_choice(month) for month in months]),
        (
            "oblast",
            _("Oblast"),
            _("All of Ukraine"),
            [
                Choice(one.pk, one.local_label)
                for one in sorted(oblasts, key=lambda place: alphabetical(place.name))
            ],
        ),
        (
            "group",
            _("For whom"),
            _("For all"),
            [Choice(one.slug, one.label) for one in TargetGroup.objects.all()] if offered.months else [],
        ),
        (
            "center",
            _("Centre"),
            _("All centres"),
            [
                Choice(one.slug, one.text.title, one.text.is_foreign)
                for one in sorted(centers, key=lambda center: alphabetical(center.title))
            ],
        ),
    )
    return [
        Filter(
            name, label, anything, choices, next((c for c in choices if c.value == params.get(name)), None)
        )
        for name, label, anything, choices in found
        if choices
    ]


def _month_choice(month: date) -> Choice:
    return Choice(f"{month:%Y-%m}", formats.date_format(month, "F Y", use_l10n=False))

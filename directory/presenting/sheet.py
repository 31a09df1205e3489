"""A center's page as one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory import hours, wording
from directory.atlas import current
from directory.models import (
    AccessPhoto,
    CenterCommunity,
    CenterPage,
    CenterService,
    Event,
    Hotline,
    HoursException,
    MobileStop,
    OriginCommunity,
    Place,
    VisitingSpecialist,
)
from directory.nearby import Around, around
from directory.presenting.access import AccessSheet, access_sheet
from directory.presenting.happenings import (
    EventLine,
    StopLine,
    VisitLine,
    event_lines,
    stop_lines,
    visit_lines,
)
from directory.presenting.hours import Exceptional, Row, exceptions, rules, tomorrow_words, week_rows
from directory.presenting.linked_data import linked_data
from directory.presenting.offers import Helps, helps
from directory.presenting.requests import Asking, asking
from directory.presenting.room import Room, room_today
from directory.presenting.where import Where, region_name, where
from directory.presenting.without_grid import WithoutGrid, without_grid_of
from directory.wording import Said

SHOWN_NEARBY = 3
SHOWN_EVENTS = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template lays out; lists are empty where nothing is known."""

    now: datetime
    today: date
    opening: Said
    entry: Said
    asking: Asking
    where: Where
    region: str
    communities: list[Place]
    origins: list[Place]
    week: list[Row]
    exceptions: list[Exceptional]
    rules: list[str]
    told: list[str]
    without_grid: WithoutGrid
    access: AccessSheet
    helps: Helps
    visits: list[VisitLine]
    stops: list[StopLine]
    events: list[EventLine]
    room: Room | None
    around: Around
    hotlines: Sequence[Hotline]
    linked_data: SafeString

    @property
    def hotline(self) -> Hotline | None:
        """Whom to ask what the center can't be asked; not those for danger to life."""
        return next((line for line in self.hotlines if not line.emergency), None)


def sheet_of(center: CenterPage, now: datetime, *, name: str, url: str) -> Sheet:
    """Everything of the source page `center`; `name` and `url` are those of the page shown."""
    if center.pk:
        _fetch(center)
    now = hours.kyiv(now)
    today = now.date()
    access, ask = access_sheet(center, today), asking(center)
    is_open = center.status == center.Status.OPEN
    atlas = current()
    visits, stops, events = (_has(center, name) for name in ("visits", "stops", "events"))
    return Sheet(
        now=now,
        today=today,
        opening=_opening(center, now),
        entry=_entry(access),
        asking=ask,
        where=where(center),
        region=region_name(center.oblast),
        communities=center.stands_in,
        origins=center.origins if _has(center, "origin_communities") else [],
        week=week_rows(center, today),
        exceptions=exceptions(center, today) if _has(center, "exceptions") else [],
        rules=rules(center),
        told=wording.told_words(center.announced, now),
        without_grid=without_grid_of(center),
        access=access,
        helps=helps(center, atlas.core_services if is_open else (), now),
        visits=visit_lines(center, now) if visits and is_open else [],
        stops=stop_lines(center, now) if stops and is_open else [],
        events=event_lines(_events(center, now), now)[:SHOWN_EVENTS] if events else [],
        room=room_today(center, today) if is_open else None,
        around=around(center, SHOWN_NEARBY, today, atlas),
        hotlines=[] if ask.able else list(Hotline.objects.filter(shown=True)),
        linked_data=linked_data(center, name=name, url=url),
    )


def _has(center: CenterPage, name: str) -> bool:
    """False where `for_page` has seen that there is none; a draft is asked."""
    return bool(center.__dict__.get(f"has_{name}", True))


def _fetch(center: CenterPage) -> None:
    """What belongs to the center, in a query for each kind however much of it there is."""
    places = ("place__raion", "place__oblast")
    prefetch_related_objects(
        [center],
        Prefetch("communities", CenterCommunity.objects.select_related(*places)),
        Prefetch("offers", CenterService.objects.select_related("service")),
        "groups",
    )
    rare = {
        "origin_communities": OriginCommunity.objects.select_related(*places),
        "exceptions": HoursException.objects.all(),
        "access_photos": AccessPhoto.objects.select_related("image").prefetch_related("image__renditions"),
        "visits": VisitingSpecialist.objects.select_related("body"),
        "stops": MobileStop.objects.select_related("place__community", "place__oblast"),
    }
    there = [Prefetch(name, rows) for name, rows in rare.items() if _has(center, name)]
    prefetch_related_objects([center], *there)


def _events(center: CenterPage, now: datetime) -> list[Event]:
    """Those to come, with what a list says of them; one query."""
    if not center.pk:
        return []
    coming = Event.objects.coming(now).filter(center=center.pk)
    found = list(coming.select_related("place__community", "place__raion", "place__oblast"))
    for event in found:
        event.center = center
    return found


def _opening(center: CenterPage, now: datetime) -> Said:
    """The first of the three questions, with what to do next."""
    if center.status != center.Status.OPEN:
        said = wording.state_words(center.status)
        return Said(said.kind, said.text, _("Do not set off: look for another centre nearby."))
    said = wording.open_words(center.schedule, now)
    if said.kind == "unk":
        return Said(said.kind, said.text, _("Do not set off before you have asked."))
    return Said(said.kind, said.text, tomorrow_words(center, now.date()))


def _entry(access: AccessSheet) -> Said:
    """The second: the official level if there is one, with its date, else our summary for a wheelchair."""
    wheelchair = access.profiles[0]
    summary = f"{wheelchair.name}: {wheelchair.said.text}."
    if access.level is not None:
        return Said(
            access.level.kind, access.level.text, f"{_('Official level')}: {access.level.more}. {summary}"
        )
    if access.nothing_known:
        return Said(
            "unk", _("Not known, ask the centre"), _("This does not mean “no”: nothing is recorded yet.")
        )
    return Said(
        wheelchair.said.kind, f"{wheelchair.name}: {wheelchair.said.text}", capfirst(wheelchair.said.more)
    )

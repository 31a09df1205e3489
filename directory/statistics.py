"""The statistics page: what the directory counts, what it knows of what it counts, and what others published."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import counts
from directory.counts import Numbers, RegionNumbers
from directory.models import CenterPage, PublishedFigure, RequestCount
from directory.opendata.table import cell
from portal.models import PortalSettings

INVENTED = "training:"  # how the import key of a center that was made up for training begins
BAR, GAP = 600.0, 3.0  # width of a whole bar and of what parts two pieces of it, in its own units
MONTHS = 6  # of requests that are shown
CSV_COLUMNS = ("code", "oblast", "open", "planned", "suspended", "closed", "as_of")


@dataclass(frozen=True, slots=True)
class Bar:
    """A region's open and planned centers, drawn one behind the other; widths in units of BAR."""

    region: RegionNumbers
    open: float
    planned: float

    @property
    def planned_from(self) -> float:
        return round(self.open + GAP, 1) if self.open else 0


@dataclass(frozen=True, slots=True)
class Known:
    """`number` of `of` centers have this recorded."""

    name: str
    number: int
    of: int

    @property
    def unknown(self) -> int:
        return self.of - self.number

    @property
    def width(self) -> float:
        return round(BAR * self.number / self.of, 1) if self.of else 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Requests by topic in the last months that are over, the newest last; a number is None for fewer than five."""

    months: list[date]
    rows: list[tuple[str, list[int | None]]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """`counted`: centers in any state but closed; `invented`: those in `numbers` that were made up for training."""

    numbers: Numbers
    bars: list[Bar]
    known: list[Known]
    counted: int
    invented: int
    figures: list[PublishedFigure]
    demand: Demand | None
    now: datetime

    @property
    def recorded(self) -> int:
        """Regions with any record at all."""
        return sum(region.recorded for region in self.numbers.regions)


def statistics() -> Statistics:
    """Six queries, however many centers there are."""
    numbers, today = counts.by_oblast(), timezone.localdate()
    found = _counted(today)
    return Statistics(
        numbers=numbers,
        bars=bars(numbers.regions),
        known=_known(found),
        counted=found["all"],
        invented=CenterPage.objects.listed().filter(import_key__startswith=INVENTED).count(),
        figures=list(PublishedFigure.objects.filter(shown=True).select_related("oblast")),
        demand=demand(),
        now=timezone.localtime(),
    )


def bars(regions: list[RegionNumbers]) -> list[Bar]:
    """Of the regions that have an open or a planned center, the longest first."""
    shown = sorted((one for one in regions if one.total), key=lambda one: -one.total)
    most = max((one.total for one in shown), default=1)
    unit = (BAR - 2 * GAP) / most
    return [Bar(one, round(one.open * unit, 1), round(one.planned * unit, 1)) for one in shown]


def _counted(today: date) -> dict[str, int]:
    """Only of what a reader can see: of a hidden center the street and the point count as not known."""
    most = PortalSettings.fresh_days()
    checked = today - timedelta(days=most["hours"])
    known = {
        "settlement": Q(settlement__isnull=False, is_hidden=False),
        "street": ~Q(street="") & Q(is_hidden=False),
        "point": Q(public_precision="address"),
        "phone": ~Q(phones=[]),
        "hours": ~Q(opening_hours=""),
        "hours_checked": ~Q(opening_hours="")
        & (
            Q(hours_verified_on__gte=checked, hours_verified_on__lte=today)
            | Q(verified_on__gte=checked, verified_on__lte=today)
        ),
        "access": ~Q(access={}),
        "level": ~Q(access_level=""),
        "services": Q(services_verified_on__isnull=False),
        "provider": ~Q(provider=""),
    }
    counted = {name: Count("pk", filter=condition) for name, condition in known.items()}
    centers = CenterPage.objects.listed().exclude(status="closed").order_by()
    return centers.aggregate(all=Count("pk"), **counted)


def _known(found: dict[str, int]) -> list[Known]:
    names = {
        "settlement": _("Town or village"),
        "street": _("Street and house"),
        "point": _("Exact point on the map"),
        "phone": _("Telephone"),
        "hours": _("Opening hours"),
        "hours_checked": _("Opening hours, checked not long ago"),
        "access": _("Anything about accessibility"),
        "level": _("Official level of accessibility"),
        "services": _("Confirmed list of services"),
        "provider": _("Who provides the services"),
    }
    rows = [Known(name, found[key], found["all"]) for key, name in names.items()]
    return sorted(rows, key=lambda row: -row.number)


def demand() -> Demand | None:
    """None while no month was counted. A topic that was added later has no number for the months before."""
    counts_by_need: dict[str, dict[date, int | None]] = {}
    months: set[date] = set()
    for count in RequestCount.objects.select_related("need").order_by("need__sort_order", "need__name"):
        counts_by_need.setdefault(count.need.label, {})[count.month] = count.number
        months.add(count.month)
    last = sorted(months)[-MONTHS:]
    if not last:
        return None
    return Demand(
        months=last,
        rows=[(name, [found.get(month) for month in last]) for name, found in counts_by_need.items()],
    )


def by_oblast_csv(numbers: Numbers) -> bytes:
    """The table by oblast for spreadsheets; an empty cell: nothing is recorded there in any state."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for one in numbers.regions:
        states = (one.open, one.planned, one.suspended, one.closed)
        values = states if one.recorded else (None,) * len(states)
        writer.writerow(cell(value) for value in (one.code, one.name, *values, numbers.as_of))
    return out.getvalue().encode("utf-8-sig")

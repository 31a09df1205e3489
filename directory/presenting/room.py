"""Whether there is room today, if somebody said so today."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.models import CapacityToday, CenterPage
from portal.typography import day as day_words


@dataclass(frozen=True, slots=True)
class Room:
    """`kind` is that of a badge; `more`: for when one can make an appointment, or ""."""

    kind: str
    text: str
    more: str = ""


_KINDS = {"free": "open", "queue": "soon", "full": "shut"}


def room_today(center: CenterPage, today: date) -> Room | None:
    """None when nobody said anything today; no query, of a center `for_page`."""
    said: CapacityToday | None = getattr(center, "capacity", None)
    if said is None or not said.holds_on(today):
        return None
    more = ""
    if said.next_day:
        more = _("Appointments for %(day)s") % {"day": day_words(said.next_day, "short")}
    return Room(_KINDS[said.state], str(capfirst(CapacityToday.State(said.state).label)), more)

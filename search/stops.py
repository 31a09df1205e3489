"""The stop of a center's mobile team that is nearer than the center: a line on its card, which moves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import inf

from django.utils.translation import gettext as _

from directory import geo
from directory.models import MobileStop
from directory.origins import Origin
from directory.recurring import Span
from directory.wording.occasions import occasion_words
from portal import typography


@dataclass(frozen=True, slots=True)
class NearStop:
    """`km` from the origin to the point of the stop's settlement."""

    stop: MobileStop
    km: float
    span: Span


def nearest_stop(
    stops: Iterable[MobileStop], origin: Origin, center_km: float | None, now: datetime
) -> NearStop | None:
    """The nearest stop within two weeks, then the soonest, if it is nearer than the center; no query."""
    found = []
    for stop in stops:
        point, span = stop.place.point, next(stop.coming(now), None)
        if point is not None and span is not None:
            found.append(NearStop(stop, geo.km(origin.point, point), span))
    near = min(found, key=lambda one: (one.km, one.span, one.stop.pk), default=None)
    return near if near and near.km < (inf if center_km is None else center_km) else None


def stop_words(near: NearStop, origin: Origin) -> str:
    """«Мобільна бригада: село Путятинці, ≈ 3 км від вас, п’ятниця, 27 листопада, 10:00–12:00»."""
    place, when = near.stop.place, occasion_words(near.span)
    if origin.place is not None and origin.place.pk == place.pk:
        return _("Mobile team: in your town or village, %(when)s") % {"when": when}
    return _("Mobile team: %(place)s, %(distance)s from you, %(when)s") % {
        "place": place.label,
        "distance": typography.kilometres(near.km, approximate=True),
        "when": when,
    }

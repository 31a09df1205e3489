"""Streets and houses, looked up at a geocoder of one's own (Photon or Nominatim) when the operator names one.

Without it the built-in gazetteer answers alone. An address that a person typed is nobody's business: it is in no log,
no exception and no cache in clear; what is kept for some minutes are points, under a keyed hash of the question.
Whatever the geocoder does – silence, errors, nonsense – costs a caller two seconds at most, and after three failures
nobody waits for it for a minute.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from directory.geo import Point, sphere_km
from directory.geocoding.breaker import Breaker
from directory.geocoding.service import Hit, Service, geocoder_at

if TYPE_CHECKING:
    from directory.models.places import Place

logger = logging.getLogger(__name__)

KEPT = 10 * 60  # seconds
NEAR_KM = {"K": 40, "M": 40, "X": 20, "C": 15}  # how far from its settlement's point a street may be
FAR_KM = 50  # where that point is only the community's
KNOWN_TO_BE_THERE = "Київ, Україна"

circuit = Breaker(failures=3, rest=60)

State = Literal["off", "found", "nothing", "down"]


@dataclass(frozen=True, slots=True)
class Located:
    """A point of an address. `house`: of the very house, not only of its street; `label` as the geocoder names it."""

    point: Point
    house: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`state`: "off" when no geocoder is configured, "down" when it does not answer."""

    state: State
    found: tuple[Located, ...] = ()


def is_configured() -> bool:
    return bool(settings.GEOCODER)


def locate(street: str, settlement: Place) -> Answer:
    """Where a street, perhaps with a house, is in a settlement: the best point, without its label."""
    if not is_configured():
        return Answer("off")
    key = f"geocoder:{salted_hmac('geocoder', f'{settlement.pk} {street}').hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        answer = candidates(street, settlement)
        if answer.state == "down":
            return answer
        kept = [(found.point.lat, found.point.lon, found.house) for found in answer.found[:1]]
        cache.set(key, kept, KEPT)
    found = tuple(Located(Point(lat, lon), house) for lat, lon, house in kept)
    return Answer("found" if found else "nothing", found)


def candidates(street: str, settlement: Place) -> Answer:
    """All that may be meant, each with its label; kept nowhere. For staff."""
    if not is_configured():
        return Answer("off")
    if not circuit.allows():
        return Answer("down")
    oblast = settlement.oblast.label if settlement.oblast and settlement.oblast_id != settlement.pk else ""
    hits = _asked(geocoder_at(settings.GEOCODER), ", ".join(filter(None, [street, settlement.name, oblast])))
    if hits is None:
        return Answer("down")
    found = [
        Located(hit.point, hit.house, hit.label)
        for hit in hits
        if hit.is_address and _is_near(hit.point, settlement)
    ]
    found.sort(key=lambda located: not located.house)
    return Answer("found" if found else "nothing", tuple(found))


def look() -> dict[str, Any]:
    """For those who watch over the site: raises when the geocoder does not answer, whether it is resting or not."""
    if _asked(geocoder_at(settings.GEOCODER), KNOWN_TO_BE_THERE) is None:
        raise ConnectionError
    return {"engine": settings.GEOCODER.partition(":")[0]}


def _asked(geocoder: Service, text: str) -> list[Hit] | None:
    try:
        hits = geocoder.ask(text)
    except Exception as error:  # noqa: BLE001  # whatever it is: its words may hold the address
        logger.warning("The geocoder did not answer: %s", type(error).__name__)
        circuit.failed()
        return None
    circuit.succeeded()
    return hits


def _is_near(point: Point, settlement: Place) -> bool:
    if settlement.point is None:
        return True
    far = NEAR_KM[settlement.kind] if settlement.precision == "settlement" else FAR_KM
    return sphere_km(point, settlement.point) <= far

"""What training centers offer, who receives people there, where their teams stop and what takes place, all invented."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from directory.hours import kyiv
from directory.models import (
    CenterPage,
    CenterService,
    CooperatingBody,
    Event,
    MobileStop,
    Service,
    TargetGroup,
    VisitingSpecialist,
)
from portal.demo.centers import slug_of
from portal.models import source_locale

FILE = Path(__file__).resolve().parent / "offers.json"


def add_offers(today: date | None = None) -> int:
    """Fill in the training centers that nobody has edited, and move their dates; how many events are new."""
    today = today or timezone.localdate()
    table = json.loads(FILE.read_text(encoding="utf-8"))
    bodies = [
        CooperatingBody.objects.get_or_create(name=body["name"], defaults=body)[0] for body in table["bodies"]
    ]
    centers = {
        center.slug: center
        for center in CenterPage.objects.filter(
            locale=source_locale(), import_key__startswith="training:"
        ).prefetch_related("offers__service", "visits", "stops")
    }
    for entry in table["centers"]:
        center = centers[slug_of(entry["number"])]
        if center.latest_revision_id is None and _told(center) != (wanted := _wanted(entry, bodies, today)):
            _write(center, wanted)
    return sum(_add_event(entry, centers, today) for entry in table["events"])


def _wanted(entry: dict[str, Any], bodies: list[CooperatingBody], today: date) -> dict[str, Any]:
    """What is to be told of a center, in plain values that can be compared."""
    return {
        "languages": entry["languages"],
        "ways": entry.get("ways", {}),
        "own": entry.get("own", []),
        "visits": [
            {
                "body": bodies[visit["body"]].pk,
                "what": visit["what"],
                "what_en": visit["what_en"],
                "hours": visit["hours"],
                "dates": [
                    f"{today + timedelta(days=days)} {visit['times']}" for days in visit.get("in_days", [])
                ],
                "booking": visit["booking"],
                "phone": visit.get("phone", ""),
            }
            for visit in entry.get("visits", [])
        ],
        "stops": [
            {
                "place": stop["place"],
                "spot": stop["spot"],
                "day": today + timedelta(days=stop["in_days"]) if "in_days" in stop else None,
                "weekday": stop.get("weekday"),
                "starts": time.fromisoformat(stop["from"]),
                "ends": time.fromisoformat(stop["to"]),
            }
            for stop in entry.get("stops", [])
        ],
    }


def _told(center: CenterPage) -> dict[str, Any]:
    """The same of what is recorded."""
    ways: dict[str, Any] = {}
    own = []
    for offer in center.offers.all():
        told = {
            name: value for name in ("modes", "booking", "hours", "note") if (value := getattr(offer, name))
        }
        if offer.title:
            title = {"service": offer.service.slug, "title": offer.title, "title_en": offer.title_en}
            own.append({**title, **told})
        elif told:
            ways[offer.service.slug] = told
    return {
        "languages": center.languages,
        "ways": ways,
        "own": own,
        "visits": [
            {
                "body": visit.body_id,
                **{
                    name: getattr(visit, name)
                    for name in ("what", "what_en", "hours", "dates", "booking", "phone")
                },
            }
            for visit in center.visits.all()
        ],
        "stops": [
            {
                "place": stop.place_id,
                **{name: getattr(stop, name) for name in ("spot", "day", "weekday", "starts", "ends")},
            }
            for stop in center.stops.all()
        ],
    }


def _write(center: CenterPage, wanted: dict[str, Any]) -> None:
    services = {service.slug: service for service in Service.objects.all()}
    offers = [offer for offer in center.offers.all() if not offer.title]
    there = {offer.service.slug: offer for offer in offers}
    for slug, told in wanted["ways"].items():
        offer = there.get(slug)
        if offer is None:
            offers.append(offer := CenterService(service=services[slug]))
        for name, value in told.items():
            setattr(offer, name, value)
    offers += [CenterService(**{**own, "service": services[own["service"]]}) for own in wanted["own"]]
    for order, offer in enumerate(offers):
        offer.sort_order = order
    center.languages = wanted["languages"]
    center.offers = offers
    center.visits = [
        VisitingSpecialist(sort_order=order, body_id=visit["body"], **_without(visit, "body"))
        for order, visit in enumerate(wanted["visits"])
    ]
    center.stops = [
        MobileStop(sort_order=order, place_id=stop["place"], **_without(stop, "place"))
        for order, stop in enumerate(wanted["stops"])
    ]
    for child in (*offers, *center.visits.all(), *center.stops.all()):
        child.clean()
    center.save()


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def _add_event(entry: dict[str, Any], centers: dict[str, CenterPage], today: date) -> bool:
    center = centers[slug_of(entry["center"])] if entry["center"] else None
    event = Event.objects.filter(title=entry["title"], center=center).first()
    now = timezone.now()
    if event is not None:
        if event.over_at <= now:  # so that the demo always has coming ones
            _set_times(event, entry, today)
            event.save()
        return False
    event = Event(
        center=center,
        place_id=entry.get("place"),
        **{
            name: entry.get(name, "")
            for name in ("spot", "online", "title", "title_en", "description", "description_en", "sign_up")
        },
        cancelled=entry.get("cancelled", False),
    )
    _set_times(event, entry, today)
    event.full_clean(exclude=["over_at"])
    event.save()
    event.groups.set(TargetGroup.objects.filter(slug__in=entry["groups"].split()))
    return True


def _set_times(event: Event, entry: dict[str, Any], today: date) -> None:
    day = today + timedelta(days=entry["in_days"])
    event.starts, event.ends = _moments(day, entry)
    event.repeats_until = day + timedelta(weeks=entry["weeks"]) if "weeks" in entry else None
    event.called_off = [(day + timedelta(weeks=week)).isoformat() for week in entry.get("not_in_weeks", [])]


def _moments(day: date, entry: dict[str, Any]) -> Iterator[datetime]:
    return (kyiv(datetime.combine(day, time.fromisoformat(entry[name]))) for name in ("from", "to"))

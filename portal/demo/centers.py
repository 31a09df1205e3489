"""Invented centers for training and trying out: between them they show every state that a center can be in."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from directory.models import (
    AccessPhoto,
    CenterCommunity,
    CenterIndexPage,
    CenterPage,
    CenterService,
    HoursException,
    OriginCommunity,
    Place,
    Service,
    TargetGroup,
)
from portal.demo import pictures
from portal.models import source_locale

FILE = Path(__file__).resolve().parent / "training_centers.json"
INTRODUCTION = (
    "<p>Цей центр вигаданий: він потрібен для навчання працівників і перевірки порталу. Його адреса, телефон і "
    "відомості не справжні.</p>"
)
KEY = "training:{}"
# By number: how many days ago a block of the page was checked; between them they show every state of it.
CHECKED = {
    2: {"hours": 120, "contacts": 20},
    3: {"hours": 5, "contacts": 5, "access": 400},
    4: {"hours": 60, "contacts": 200, "access": 30},
    5: {"hours": 200, "contacts": 200, "access": 500},
}

# By number: how many days ago the items were assessed, and who did; what was measured; what photos show.
ASSESSED = {
    1: (40, "Навчальна комісія (вигадана)"),
    2: (25, "Навчальна ГО «Разом» (вигадана)"),
    3: (130, "Навчальний центр № 3 (вигаданий)"),
    4: (30, "Навчальна комісія (вигадана)"),
    5: (300, "Навчальний центр № 5 (вигаданий)"),
}
MEASURED = {
    1: {"entrance_door_width": "95", "door_threshold": "1", "corridor_width": "1800", "parking_disabled": "2",
        "toilet_washbasin": "800", "backup_power": "8", "elevator": "90"},
    2: {"entrance_step_free": "3", "entrance_door_width": "85"},
}  # fmt: skip
PHOTOS = {1: ("street", "entrance", "toilet"), 2: ("entrance", "toilet")}


def slug_of(number: int) -> str:
    return f"navchalnyi-tsentr-{number}"


def add_training_centers(today: date | None = None) -> int:
    """Make those that are missing, and move the dates that are counted from today; how many are new."""
    today = today or timezone.localdate()
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    keys = [KEY.format(entry["number"]) for entry in entries]
    found = CenterPage.objects.filter(import_key__in=keys, locale=source_locale())
    there = {center.import_key: center for center in found.prefetch_related("exceptions")}
    added = 0
    for entry, key in zip(entries, keys, strict=True):
        center = there.get(key)
        if center is None:
            _add(entry, key, today)
            added += 1
        elif center.latest_revision_id is None:  # nobody has edited it
            _move_dates(center, entry, today)
    return added


def _add(entry: dict[str, Any], key: str, today: date) -> None:
    number = entry["number"]
    settlement = Place.objects.get(pk=entry["settlement"])
    status_ago, verified_ago = entry.get("status_days_ago"), entry.get("verified_days_ago")
    confirmed_ago = entry.get("services_days_ago")
    level, level_on = entry.get("level", ("", None))
    center = CenterPage(
        title=f"Навчальний центр № {number} (вигаданий)",
        slug=slug_of(number),
        locale=source_locale(),
        introduction=INTRODUCTION,
        status=entry.get("status", "open"),
        status_since=_ago(today, status_ago),
        notice=entry.get("notice", ""),
        oblast=settlement.oblast,
        settlement=settlement,
        street=entry["street"],
        entrance=entry.get("entrance", ""),
        directions=entry.get("route", ""),
        latitude=entry["latitude"],
        longitude=entry["longitude"],
        hide_position=entry.get("hidden", False),
        # No telephone number in Kyiv begins with a nought: the form is right, and nobody is called.
        phones=[f"+380440000{number:03d}"],
        emails=[f"{slug_of(number)}@example.org"],
        opening_hours=entry.get("hours", ""),
        provider=entry.get("provider", ""),
        programme=entry.get("programme", ""),
        services_verified_on=_ago(today, confirmed_ago),
        access={
            code: {"answer": answer} for answer, codes in entry["access"].items() for code in codes.split()
        },
        without_grid={
            code: {"answer": answer, "on": (today - timedelta(days=20)).isoformat(), "note": note}
            for code, (answer, note) in entry.get("without_grid", {}).items()
        },
        access_level=level,
        access_level_on=date.fromisoformat(level_on) if level_on else None,
        access_level_by="Навчальна комісія (вигадана)" if level else "",
        takes_requests=entry["takes"],
        paused_until=_paused_until(entry, today),
        verified_on=_ago(today, verified_ago),
        **{f"{block}_verified_on": _ago(today, ago) for block, ago in CHECKED.get(number, {}).items()},
        import_key=key,
    )
    for code, note in entry.get("access_notes", {}).items():
        center.access[code]["note"] = note
    _assess(center, number, today)
    around = [settlement.community_id] if settlement.community_id else []
    center.communities = [CenterCommunity(place_id=code) for code in [*around, *entry.get("communities", [])]]
    center.origin_communities = [OriginCommunity(place_id=code) for code in entry.get("origins", [])]
    services = Service.objects.filter(slug__in=entry["services"].split())
    center.offers = [CenterService(service=service) for service in services]
    center.groups = list(TargetGroup.objects.filter(slug__in=entry["groups"].split()))
    center.exceptions = list(_exceptions(entry, today))
    center.full_clean(exclude=["path", "depth", "url_path", "slug"])
    CenterIndexPage.objects.get(locale=source_locale()).add_child(instance=center)


def _assess(center: CenterPage, number: int, today: date) -> None:
    """Who answered the items, when, what they measured, and a few photos."""
    if number not in ASSESSED:
        return
    ago, by = ASSESSED[number]
    day = today - timedelta(days=ago)
    for code, item in center.access.items():
        item |= {"on": day.isoformat(), "by": by}
        if code in MEASURED.get(number, {}):
            item["number"] = MEASURED[number][code]
    center.access_photos = [
        AccessPhoto(sort_order=order, spot=spot, image=pictures.access(spot), taken_on=day)
        for order, spot in enumerate(PHOTOS.get(number, ()))
    ]


def _move_dates(center: CenterPage, entry: dict[str, Any], today: date) -> None:
    wanted = list(_exceptions(entry, today))
    paused_until = _paused_until(entry, today)
    there = [(exception.start, exception.end, exception.hours) for exception in center.exceptions.all()]
    if (
        there != [(rule.start, rule.end, rule.hours) for rule in wanted]
        or center.paused_until != paused_until
    ):
        center.exceptions = wanted
        center.paused_until = paused_until
        center.save()


def _exceptions(entry: dict[str, Any], today: date) -> Iterator[HoursException]:
    for order, rule in enumerate(entry.get("exceptions", [])):
        start = today + timedelta(days=rule["in_days"])
        yield HoursException(
            sort_order=order,
            start=start,
            end=start + timedelta(days=rule.get("days", 1) - 1),
            hours=rule.get("hours", ""),
            reason=rule["reason"],
        )


def _paused_until(entry: dict[str, Any], today: date) -> date | None:
    return today + timedelta(days=entry["paused_days"]) if "paused_days" in entry else None


def _ago(today: date, days: int | None) -> date | None:
    return None if days is None else today - timedelta(days=days)

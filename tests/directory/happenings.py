"""Events for tests."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from directory.hours import kyiv
from directory.models import Event, TargetGroup


def event(center=None, days=3, **fields):
    groups = fields.pop("groups", [])
    starts = kyiv(datetime.combine(timezone.localdate() + timedelta(days=days), time(17)))
    values = {"title": "Зустріч", "starts": starts, "ends": starts + timedelta(hours=1), "center": center}
    made = Event(**{**values, **fields})
    if not (center or made.place or made.online):
        made.online = "https://example.org/"
    made.full_clean(exclude=["over_at"])
    made.save()
    made.groups.set(TargetGroup.objects.filter(slug__in=groups))
    return made

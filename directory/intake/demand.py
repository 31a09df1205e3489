"""What the public may know of requests: by topic and month, never fewer than five, never twice, never in all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from directory.intake.models import Intake
from directory.intake.states import State
from directory.models import Need, RequestCount
from directory.models.demand import FEWEST


@transaction.atomic
def publish_month(now: datetime | None = None) -> int:
    """Write the numbers of the last month that is over, unless they are there; how many rows.

    Counted are the requests that came in it, by where the site is, without those marked as spam by then.
    """
    today = timezone.localdate(now)
    month = _before(today.replace(day=1))
    if RequestCount.objects.filter(month=month).exists():
        return 0
    came = Intake.objects.filter(
        created_at__gte=_midnight(month), created_at__lt=_midnight(today.replace(day=1))
    ).exclude(state=State.SPAM)
    counted = dict(came.order_by().values_list("need").annotate(number=Count("pk")))
    rows = [
        RequestCount(month=month, need=need, number=shown(counted.get(need.pk, 0)))
        for need in Need.objects.all()
    ]
    return len(RequestCount.objects.bulk_create(rows))


def shown(number: int) -> int | None:
    """The number, if it may be shown."""
    return number if number >= FEWEST else None


def _before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here

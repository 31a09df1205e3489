"""«Сьогодні приймаємо · черга · місць немає»: said by whoever works in the center, true at once and until midnight."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from directory.announcing import announceable
from directory.models import CapacityToday, CenterPage
from portal.models import User
from portal.page_cache import forget_pages

SAY = "directory.say_capacity"


@transaction.atomic
def say(center: CenterPage, state: str, by: User, next_day: date | None = None) -> CapacityToday | None:
    """What holds today; "" takes back what was said. ValidationError in words when it makes no sense."""
    if not announceable(by).filter(pk=center.pk).exists():
        raise PermissionDenied
    said = None
    if state:
        said = CapacityToday.objects.filter(center=center).first() or CapacityToday(center=center)
        said.day, said.state, said.next_day = timezone.localdate(), state, next_day
        said.said_by, said.said_at = by, timezone.now()
        said.full_clean()
        said.save()
    else:
        CapacityToday.objects.filter(center=center).delete()
        forget_pages()
    log(instance=center, action=SAY, user=by, data={"state": state, "next": str(next_day or "")})
    return said

"""«Сьогодні зачинено: немає світла»: told by whoever stands at the door, true at once, over by itself.

No approval is asked, as a closed door matters now; nothing of a draft is published by it, and no draft undoes it. Who
may: whoever may change the center's page, and its case workers. Each is an entry in Wagtail's log of the page.
"""

from __future__ import annotations

from datetime import date, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from directory import hours
from directory.models import CenterPage, Disruption
from directory.models.confirming import changeable
from directory.query import CenterQuerySet
from portal.models import User

ANNOUNCE, TAKE_BACK = "directory.announce", "directory.take_back"


def announceable(user: User) -> CenterQuerySet:
    """The published centers of which the user may say that they are closed today."""
    listed = CenterPage.objects.listed()
    if not user.is_active:
        return listed.none()
    return listed.filter(Q(pk__in=changeable(user).values("pk")) | Q(case_workers__user=user)).distinct()


def own_centers(user: User) -> CenterQuerySet:
    """Those where the user works, as an editor or a case worker, and not because of an oblast or a whole country."""
    works = Q(editors__user=user) | Q(case_workers__user=user)
    return announceable(user).filter(works).distinct().order_by("title")


@transaction.atomic
def announce(
    center: CenterPage,
    by: User,
    *,
    kind: str,
    reason: str,
    words: str = "",
    until: date | None = None,
    at: time | None = None,
) -> Disruption:
    """From today on, until the end of the day or of the day `until`; `at` is when it opens or closes today.

    It replaces what was told before of no more than these days. ValueError in words when it makes no sense.
    """
    _check(center, by)
    today = timezone.localdate()
    until = until or today
    if until < today:
        raise ValueError(_("This day is over."))
    left = ""
    if kind != Disruption.Kind.CLOSED:
        usual = center.schedule_with([], *center.circumstances())
        cut = {"closes": at} if kind == Disruption.Kind.CLOSES_EARLY else {"opens": at}
        left = hours.cut_short(usual, today, **cut)
        until = today
    center.disruptions.not_over(today).filter(end__lte=until).delete()
    told = center.disruptions.create(
        kind=kind,
        start=today,
        end=until,
        time=at if left else None,
        hours=left,
        reason=reason,
        words=words,
        made_by=by,
    )
    _apply(center, ANNOUNCE, by, told)
    return told


@transaction.atomic
def take_back(told: Disruption, by: User) -> None:
    center = CenterPage.objects.get(pk=told.center_id)
    _check(center, by)
    told.delete()
    _apply(center, TAKE_BACK, by, told)


def _check(center: CenterPage, by: User) -> None:
    if not announceable(by).filter(pk=center.pk).exists():
        raise PermissionDenied


def _apply(center: CenterPage, action: str, by: User, told: Disruption) -> None:
    # Of the published page alone: its latest draft is no part of it. Kept pages are forgotten with it.
    CenterPage.objects.filter(pk=center.pk).rederive()
    data = {"kind": told.kind, "from": str(told.start), "to": str(told.end), "reason": told.reason}
    log(instance=center, action=action, user=by, data=data)

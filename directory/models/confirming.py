"""«Everything here is still true»: said of what the public sees, by who may change it, in one click.

The days are columns of the page that is published, no part of a draft (see `CenterPage.with_content_json`), and each
click is an entry in Wagtail's log of the page. No approval is asked: nothing that is shown changes, but for its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from directory.freshness import BLOCKS, Facts
from directory.models.center import CenterPage
from directory.models.staff import Coordinator, Editor
from directory.query import CenterQuerySet
from portal.models import User
from portal.page_cache import forget_pages

CONFIRM, WITHDRAW = "directory.confirm", "directory.withdraw_confirmation"


def changeable(user: User) -> CenterQuerySet:
    """The published centers whose page the user may change: an editor's own, the oblast's, all for the ministry."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return CenterPage.objects.listed().filter(pk__in=pages.values("pk"))


def keeps_centers(user: User | AnonymousUser) -> bool:
    """Whether it is the user's work to keep pages of centers true; two queries at most."""
    return user.is_active and (
        user.has_perm("directory.assign_centerpage")
        or Editor.objects.filter(user=user.pk).exists()
        or Coordinator.objects.filter(user=user.pk).exists()
    )


def facts_of(center: Any) -> Facts:
    """Of a center's page, or of a row with the same names (see `FACTS`)."""
    return Facts(
        hours=bool(center.opening_hours),
        contacts=bool(center.phones or center.emails or center.website or center.street),
        services=bool(center.service_slugs or center.services_verified_on),
        access={
            code: item.get("on") or ""
            for code, item in center.access.items()
            if item.get("answer") in ("yes", "no", "na")
        },
        days={
            "hours": (center.hours_verified_on, center.verified_on),
            "contacts": (center.contacts_verified_on, center.verified_on),
            # Confirming the list of services says that what is not in it is missing: nothing else says that.
            "services": (center.services_verified_on,),
            "access": (center.access_verified_on, center.verified_on),
        },
    )


FACTS = (
    "opening_hours", "phones", "emails", "website", "street", "service_slugs", "access", *CenterPage.CONFIRMED,
)  # fmt: skip


@transaction.atomic
def confirm(center: CenterPage, blocks: Iterable[str], by: User) -> list[str]:
    """Note that these blocks of the published page are true today; those of which nothing is recorded are left out.

    All of them together are «everything confirmed», but the list of services is only ever confirmed by its own name,
    or again: whoever does it says that the list is complete.
    """
    facts, asked, today = facts_of(center), set(blocks), timezone.localdate()
    everything = asked == set(BLOCKS)
    said = [block for block in BLOCKS if block in asked and facts.recorded(block)]
    if everything and not center.services_verified_on:
        said = [block for block in said if block != "services"]
    if asked == {"services"}:
        said = ["services"]  # an empty list may be complete too
    if not said:
        return []
    days = {f"{block}_verified_on": today for block in said}
    if everything:
        days["verified_on"] = today
    _write(center, days)
    log(center, CONFIRM, user=by, data={"blocks": said})
    return said


@transaction.atomic
def withdraw_services(center: CenterPage, by: User) -> bool:
    """The list of services is not complete after all: what is not in it is unknown again, in drafts too."""
    if center.services_verified_on is None:
        return False
    _write(center, {"services_verified_on": None})
    for draft in Revision.page_revisions.filter(object_id=str(center.pk)).filter(
        pk=center.latest_revision_id
    ):
        draft.content["services_verified_on"] = None
        draft.save(update_fields=["content"])
    log(center, WITHDRAW, user=by)
    return True


def _write(center: CenterPage, days: dict[str, Any]) -> None:
    CenterPage.objects.filter(pk=center.pk).update(**days, changed_at=timezone.now())
    for name, day in days.items():
        setattr(center, name, day)
    forget_pages()

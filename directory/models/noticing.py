"""What changes for the public without its center being saved, and what disappears: `changed_at` and `Departure`.

Whoever keeps a copy of the directory asks what changed since they last did. Saving a center sets its `changed_at`;
everything else that alters what the API says of it is noticed here. What changes by the clock alone (open now, the
next change, a notice that is over) is not: it follows from what was told.
"""

from collections.abc import Container
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished

from directory.models.center import CenterPage
from directory.models.departures import Departure
from directory.models.staff import CaseWorker


def watch_changes() -> None:
    """Called once, when all models are there."""
    pre_save.connect(_before_center, sender=CenterPage)
    post_save.connect(_after_center, sender=CenterPage)
    pre_delete.connect(_center_goes, sender=CenterPage)
    page_unpublished.connect(_center_withdrawn, sender=CenterPage)
    pre_save.connect(_made_private, sender=PageViewRestriction)
    post_delete.connect(_made_public, sender=PageViewRestriction)
    pre_save.connect(_worker_changes, sender=CaseWorker)
    post_save.connect(_worker_changes, sender=CaseWorker)
    post_delete.connect(_worker_changes, sender=CaseWorker)
    post_save.connect(_user_changes, sender=get_user_model())


def places_renamed(codes: Container[str]) -> None:
    """Centers say the names of their oblast, raion, communities and settlement: these may have changed."""
    named = CenterPage.objects.values_list(
        "pk",
        "oblast",
        "settlement",
        "settlement__raion",
        "communities__place",
        "communities__place__raion",
        "origin_communities__place",
    )
    found = {pk for pk, *places in named if any(code in codes for code in places if code)}
    CenterPage.objects.filter(pk__in=found).touch()


# --- Centers that come and go


def _before_center(instance: CenterPage, update_fields: Any = None, **_signal: Any) -> None:
    told = update_fields is None or {"live", "slug"} & set(update_fields)
    instance.__dict__["_listed_as"] = _listed_slug(instance) if told and instance.pk else None


def _after_center(instance: CenterPage, **_signal: Any) -> None:
    before = instance.__dict__.pop("_listed_as", None)
    if before and (not instance.live or instance.slug != before):
        Departure.objects.note([before])


def _center_goes(instance: CenterPage, **_signal: Any) -> None:
    if slug := _listed_slug(instance):
        Departure.objects.note([slug])


def _center_withdrawn(instance: CenterPage, **_signal: Any) -> None:
    """Also of a page that was withdrawn as a plain `Page`, which no signal of `CenterPage` tells."""
    withdrawn = CenterPage.objects.unrestricted().filter(
        pk=instance.pk, locale__language_code=settings.LANGUAGE_CODE, live=False
    )
    Departure.objects.note(withdrawn.values_list("slug", flat=True))


def _listed_slug(center: CenterPage) -> str | None:
    """The slug under which the public sees it, as the database has it."""
    return CenterPage.objects.listed().filter(pk=center.pk).values_list("slug", flat=True).first()


def _made_private(instance: PageViewRestriction, **_signal: Any) -> None:
    Departure.objects.note(_listed_below(instance.page_id).values_list("slug", flat=True))


def _made_public(instance: PageViewRestriction, **_signal: Any) -> None:
    _listed_below(instance.page_id).touch()


def _listed_below(page: int) -> Any:
    """The centers at and below that page that the public sees now."""
    path = Page.objects.filter(pk=page).values_list("path", flat=True).first()
    listed = CenterPage.objects.listed()
    return listed.filter(path__startswith=path) if path else listed.none()


# --- Whether a center accepts requests: a case worker is there, and active


def _worker_changes(instance: CaseWorker, **_signal: Any) -> None:
    """Before saving too: the center that somebody moves away from."""
    centers = {
        instance.center_id,
        *CaseWorker.objects.filter(pk=instance.pk).values_list("center", flat=True),
    }
    CenterPage.objects.filter(pk__in=centers, takes_requests=True).touch()


def _user_changes(
    instance: models.Model, created: bool = False, update_fields: Any = None, **_signal: Any
) -> None:
    if not created and (update_fields is None or "is_active" in update_fields):
        CenterPage.objects.filter(case_workers__user=instance, takes_requests=True).touch()

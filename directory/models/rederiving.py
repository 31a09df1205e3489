"""What centers are searched by hangs on places, holidays, vocabularies and settings too: it follows when they change.

In the admin, by a command and in code alike; only changes in bulk must ask for it themselves.
"""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from directory.models.calendar import Holiday
from directory.models.center import CenterPage
from directory.models.noticing import places_renamed
from directory.models.offers import Service, TargetGroup
from directory.models.places import Place
from portal.models import PortalSettings

BEHIND_CENTERS = (Holiday, Place, Service, TargetGroup, PortalSettings)


def rederive_after(sender: type[models.Model], instance: Any, created: bool = False, **_signal: Any) -> None:
    """Nothing hangs yet on what is new, but for a holiday, and for settings that are not the usual ones."""
    usual = isinstance(instance, PortalSettings) and instance.martial_law
    if created and not isinstance(instance, Holiday) and (usual or not isinstance(instance, PortalSettings)):
        return
    with transaction.atomic():
        CenterPage.objects.rederive()
        if isinstance(instance, Place):
            places_renamed({instance.code})


def watch() -> None:
    """Called once, when all models are there."""
    for model in BEHIND_CENTERS:
        post_save.connect(rederive_after, sender=model)
        post_delete.connect(rederive_after, sender=model)

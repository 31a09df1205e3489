"""Finding one's own request by reference and PIN, so that neither can be guessed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from directory.intake import codes
from directory.intake.models import Guesses, Intake

TRIES = 5
LOCKED = timedelta(hours=1)


class NotFound(Exception):
    """The PIN is not that of the reference, or nobody has the reference: which of the two is not told."""


class Locked(Exception):
    """Too many wrong tries; `seconds` until the next is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def find(reference: str, pin: str, now: datetime | None = None) -> Intake:
    """The request with this reference and PIN, both as codes.read_… return them; NotFound or Locked.

    A try is counted before it is looked at, so that many at once are not more tries than one after the other.
    """
    now = now or timezone.now()
    guesses = Guesses.objects.filter(reference_hash=codes.hash_reference(reference))
    _count(guesses, reference, now)
    intake = Intake.objects.filter(reference=reference).first()
    if not codes.check_pin(pin, intake.pin_hash if intake else "") or intake is None:
        guesses.filter(tries__gte=TRIES).update(tries=0, locked_until=now + LOCKED)
        raise NotFound
    guesses.delete()
    return intake


def _count(guesses, reference: str, now: datetime) -> None:  # type: ignore[no-untyped-def]
    with transaction.atomic():
        Guesses.objects.bulk_create(
            [Guesses(reference_hash=codes.hash_reference(reference), tried_at=now)], ignore_conflicts=True
        )
        guesses.filter(locked_until__lte=now).update(locked_until=None)
        counted = guesses.filter(locked_until__isnull=True, tries__lt=TRIES).update(
            tries=F("tries") + 1, tried_at=now
        )
        if not counted:
            until = guesses.values_list("locked_until", flat=True).first() or now + LOCKED
            raise Locked(max(1, int((until - now).total_seconds())))

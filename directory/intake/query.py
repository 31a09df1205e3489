"""Which requests: who may see them, how late they are, which are to be forgotten."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Case, Count, Q, When
from django.utils import timezone

from directory.intake import codes
from directory.intake.states import OPEN, SOON_FORGOTTEN, Event, State, Urgency
from directory.models import CaseWorker, Coordinator
from portal.models import PortalSettings, User

if TYPE_CHECKING:
    from directory.intake.models import Intake

SOON = timedelta(days=1)
BATCH = 500


class IntakeQuerySet(models.QuerySet["Intake"]):
    def by_key(self, key: str) -> Intake | None:
        """The request that was sent with this idempotency key."""
        return self.filter(key_hash=codes.hash_key(key)).first()

    # --- who may see which

    def readable_by(self, user: User) -> Self:
        """Those whose personal part the user may read and on which they act.

        A center's for its case workers; without a center, those of the oblast for its coordinator. Being of the
        ministry, or a superuser, opens nothing.
        """
        if not user.is_active:
            return self.none()
        centers = CaseWorker.objects.filter(user_id=user.pk).values("center")
        oblasts = Coordinator.objects.filter(user_id=user.pk).values("oblast")
        return self.filter(Q(center__in=centers) | Q(center__isnull=True, oblast__in=oblasts))

    def visible_to(self, user: User) -> Self:
        """Those of which the user may know state, age, topic and center; what is personal is not loaded."""
        if not user.is_active:
            return self.none()
        centers = CaseWorker.objects.filter(user_id=user.pk).values("center")
        oblasts = Coordinator.objects.filter(user_id=user.pk).values("oblast")
        return self.filter(Q(center__in=centers) | Q(oblast__in=oblasts)).without_personal()

    def without_personal(self) -> Self:
        return self.defer(*self.model.PERSONAL)

    # --- states and ages

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def by_urgency(self, now: datetime | None = None) -> Self:
        """The most urgent first, each with `urgency`: for new ones the time by which they are to be taken decides."""
        now = now or timezone.now()
        allowed = take_within()
        new = Q(state=State.NEW)
        urgency = Case(
            When(new & Q(created_at__lte=now - allowed), then=Urgency.LATE),
            When(new & Q(created_at__lt=day_ends(now) - allowed), then=Urgency.TODAY),
            When(new, then=Urgency.LATER),
            When(state__in=OPEN, then=Urgency.IN_WORK),
            default=Urgency.OVER,
            output_field=models.SmallIntegerField(),
        )
        return self.annotate(urgency=urgency).order_by("urgency", "created_at", "pk")

    def count_by_urgency(self) -> dict[int, int]:
        """How many of each `urgency` there are, of requests that come `by_urgency`."""
        counted: Any = self.order_by("urgency").values_list("urgency").annotate(count=Count("pk"))  # type: ignore[misc]
        return dict(counted)

    # --- forgetting

    def expired(self, now: datetime | None = None) -> Self:
        """Ended long enough ago, and not erased yet."""
        now = now or timezone.now()
        kept = timedelta(days=PortalSettings.load().keep_days)
        return self.filter(erased_at__isnull=True).filter(
            Q(state__in=SOON_FORGOTTEN, ended_at__lte=now - SOON) | Q(ended_at__lte=now - kept)
        )

    def forget(self, now: datetime | None = None) -> int:
        """Erase what is personal in all of them; the rows stay for statistics. How many were erased."""
        now = now or timezone.now()
        erased = 0
        while pks := list(self.filter(erased_at__isnull=True).values_list("pk", flat=True)[:BATCH]):
            erased += self._forget(pks, now)
        return erased

    @transaction.atomic
    def _forget(self, pks: list[int], now: datetime) -> int:
        entries: Any = self.model._meta.get_field("entries").related_model
        entries.objects.bulk_create(
            [entries(intake_id=pk, kind=Event.ERASED, at=now) for pk in pks], batch_size=BATCH
        )
        return self.model.objects.filter(pk__in=pks).update(**self.model.ERASED, erased_at=now)


def take_within() -> timedelta:
    """How long a new request may wait until it is taken."""
    return timedelta(hours=PortalSettings.load().take_within_hours)


def day_ends(now: datetime) -> datetime:
    """The first moment of the next day, where the site is."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))

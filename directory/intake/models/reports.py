"""What readers say is wrong on the page of a center."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from directory.intake.fields import EncryptedTextField
from directory.models import CenterPage
from directory.models.confirming import changeable
from portal.models import User

KEPT = timedelta(days=30)  # how long the text of a report is kept after it came in
LOOK = "intake.look_at_report"  # in Wagtail's log
OVERDUE = timedelta(days=7)  # after which a report that nobody has dealt with is overdue


class Subject(models.TextChoices):
    CLOSED = "closed", _("It is closed, or not there any more")
    ADDRESS = "address", _("The address or the way")
    PHONE = "phone", _("The telephone or another contact")
    HOURS = "hours", _("The hours")
    ACCESS = "access", _("Accessibility")
    SERVICES = "services", _("What the centre helps with")
    OTHER = "other", _("Something else")


class ReportQuerySet(models.QuerySet["ErrorReport"]):
    def visible_to(self, user: User) -> Self:
        """Those about centers whose pages the user may change: one's own, those of the oblast, all for the ministry."""
        return self.filter(center__in=changeable(user).values("pk"))

    def new(self) -> Self:
        return self.filter(done_at__isnull=True)

    def overdue(self, now: datetime | None = None) -> Self:
        return self.new().filter(created_at__lte=(now or timezone.now()) - OVERDUE)

    def note_look(self, by: User) -> None:
        """That the user has read the texts of these; once for each, in the log that outlives them."""
        found = list(self.defer("text"))
        noted = set(
            ModelLogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(self.model),
                object_id__in=[str(report.pk) for report in found],
                action=LOOK,
                user=by,
            ).values_list("object_id", flat=True)
        )
        for report in found:
            if str(report.pk) not in noted:
                log(report, LOOK, user=by)

    def forget(self, now: datetime | None = None) -> None:
        """Delete what was dealt with, and erase the text of what was not, once it is old enough."""
        old = self.filter(created_at__lte=(now or timezone.now()) - KEPT)
        old.filter(done_at__isnull=False).delete()
        old.update(text="")


class ErrorReport(models.Model):
    """A report by anyone, without an account and without a contact.

    Its text is sealed, because somebody may write of themselves in it against our advice. 30 days after it came in it
    is deleted; if nobody has dealt with it, the text is, and which part of the page is wrong stays.
    """

    center = models.ForeignKey(CenterPage, on_delete=models.CASCADE, related_name="+")
    subjects = models.JSONField(default=list)
    text = EncryptedTextField(blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    told_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # who may read one is asked of the center, never given
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")

    def __str__(self) -> str:
        return f"№ {self.pk}"  # in logs and admin titles; never what somebody wrote

    @property
    def subject_names(self) -> list[str]:
        return [str(Subject(code).label) for code in self.subjects if code in Subject.values]

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.created_at <= timezone.now() - OVERDUE

    def done(self, by: User) -> bool:
        """Dealt with; False when somebody was first."""
        changed = ErrorReport.objects.new().filter(pk=self.pk).update(done_at=timezone.now(), done_by=by)
        return bool(changed)

"""The log of a request."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.intake.states import DeclineReason, Event, State


class Entry(models.Model):
    """One thing that happened to a request, for good: when, by whom, from which state to which.

    Without anything that a person wrote: `note` is a code (the reason of a refusal).
    """

    intake = models.ForeignKey("intake.Intake", on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField(_("time"), default=timezone.now)
    kind = models.CharField(_("what"), max_length=16, choices=Event)
    # Null: the person, or the portal itself. As in Wagtail's log, the number outlives the account.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    from_state = models.CharField(_("from"), max_length=12, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=State, blank=True)
    note = models.CharField(_("reason"), max_length=24, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    @property
    def reason(self) -> str:
        """Why it was declined, in words; "" otherwise."""
        return str(DeclineReason(self.note).label) if self.note in DeclineReason.values else ""

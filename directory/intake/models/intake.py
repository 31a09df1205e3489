"""A request for support, and its way from new to its end."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from directory.intake import codes
from directory.intake.fields import EncryptedTextField
from directory.intake.models.entries import Entry
from directory.intake.query import IntakeQuerySet
from directory.intake.states import (
    ENDS,
    NEXT,
    OPEN,
    TRIES_BEFORE_NO_CONTACT,
    DeclineReason,
    Event,
    Safe,
    State,
)
from portal.models import User


class WrongState(Exception):
    """A change that may not be made, with the reason in words to show."""


class Intake(models.Model):
    """What a person asked for, of which center, and what became of it.

    A plain model on purpose: revisions, the search index and Wagtail's log would each keep a copy of what is personal.
    """

    # Sealed in the database. Whatever is added here is erased too.
    PERSONAL = ("name", "contact", "safe", "when", "text", "place", "answer", "referred_to")
    # What a row for statistics no longer has. Profiles go too: with a topic, a center and a day they may name a person.
    ERASED: dict[str, Any] = {
        **dict.fromkeys(PERSONAL, ""),
        "pin_hash": "",
        "profiles": [],
        "alternatives": [],
    }

    reference = models.CharField(_("number"), max_length=8, unique=True)
    pin_hash = models.CharField(max_length=120, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    center = models.ForeignKey(
        "directory.CenterPage",
        verbose_name=_("centre"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: it went to the coordinator of the oblast."),
    )
    oblast = models.ForeignKey(
        "directory.Place", verbose_name=_("oblast"), on_delete=models.PROTECT, related_name="+"
    )
    need = models.ForeignKey(
        "directory.Need", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    profiles = models.JSONField(_("needs for access"), default=list, blank=True)
    remote = models.BooleanField(_("by telephone or message only"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    name = EncryptedTextField(_("how to address the person"))
    contact = EncryptedTextField(_("contact"))
    safe = EncryptedTextField(_("how it is safe to get in touch"))
    when = EncryptedTextField(_("when it is safe"), blank=True)
    text = EncryptedTextField(_("what the person wrote"), blank=True)
    place = EncryptedTextField(_("place that the person shared"), blank=True)

    reroute = models.BooleanField(_("may go to another centre"), default=False)
    alternatives = models.JSONField(default=list, blank=True, editable=False)
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consent_at = models.DateTimeField(_("consent given at"), default=timezone.now)

    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who works on it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answer = EncryptedTextField(_("words for the person"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    referred_to = EncryptedTextField(_("referred to"), blank=True)
    referral_agreed_at = models.DateTimeField(_("agreed to the referral at"), null=True, blank=True)

    created_at = models.DateTimeField(_("came in at"), default=timezone.now)
    told_at = models.DateTimeField(_("staff told at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["created_at", "pk"]
        default_permissions = ()  # no permission that can be given out opens a request: see permissions.py
        indexes = [
            models.Index(fields=["state", "created_at"], name="intake_state_age"),
            models.Index(fields=["ended_at"], name="intake_ended"),
        ]
        constraints = [
            models.CheckConstraint(
                name="intake_ended_when_over",
                condition=models.Q(state__in=OPEN, ended_at__isnull=True)
                | models.Q(state__in=ENDS, ended_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.reference_shown

    @property
    def reference_shown(self) -> str:
        return codes.show_reference(self.reference)

    @property
    def safe_label(self) -> str:
        return str(Safe(self.safe).label) if self.safe else ""

    @property
    def is_open(self) -> bool:
        return self.state in NEXT

    @property
    def topic(self) -> str:
        return self.need.label

    def can(self, to: State) -> bool:
        """Whether the table lets this state be followed by that one."""
        return to in NEXT.get(self.state, ())

    @property
    def tries(self) -> int:
        """How often staff tried in vain to reach the person; a query."""
        return self.entries.filter(kind=Event.TRIED).count()

    # --- what happens to it; `by` is the member of staff, None the person or the portal

    def accept(self, *, by: User) -> None:
        self._move(State.ACCEPTED, by, taken_by=by)

    def contact_made(self, *, by: User) -> None:
        """A meeting is agreed, or help has begun."""
        self._move(State.CONTACTED, by)

    def refer(self, *, by: User, body: str, agreed: bool) -> None:
        """To a named body, and only with the person's agreement, which is recorded."""
        if not body.strip():
            raise WrongState(_t("Say to whom the person is referred."))
        if not agreed:
            raise WrongState(_t("A referral needs the person’s agreement. Ask, and tick that they agreed."))
        self._move(State.REFERRED, by, referred_to=body.strip(), referral_agreed_at=timezone.now())

    def help(self, *, by: User) -> None:
        self._move(State.HELPED, by)

    def decline(self, *, by: User, reason: str) -> None:
        if reason not in DeclineReason.values:
            raise WrongState(_t("Choose the reason from the list."))
        self._move(State.DECLINED, by, note=reason)

    def no_contact(self, *, by: User) -> None:
        if self.can(State.NO_CONTACT) and self.tries < TRIES_BEFORE_NO_CONTACT:
            raise WrongState(
                _t("First try at least %(count)d times, and note each try.")
                % {"count": TRIES_BEFORE_NO_CONTACT}
            )
        self._move(State.NO_CONTACT, by)

    def withdraw(self, *, by: User | None = None) -> None:
        self._move(State.WITHDRAWN, by)

    def mark_spam(self, *, by: User) -> None:
        self._move(State.SPAM, by)

    @transaction.atomic
    def note_try(self, *, by: User) -> None:
        """The person could not be reached this time."""
        held = Intake.objects.filter(pk=self.pk, state=self.state)
        if not self.can(State.NO_CONTACT) or not held.update(
            state=self.state
        ):  # the row is ours until the end
            raise WrongState(self._refusal())
        self.log(Event.TRIED, by=by)

    @transaction.atomic
    def say(self, words: str, *, by: User) -> None:
        """What the person reads when they look the request up."""
        values = {"answer": words.strip(), "answered_at": timezone.now()}
        if not Intake.objects.filter(pk=self.pk, erased_at__isnull=True).update(**values):
            raise WrongState(
                _t("What was personal in this request has been erased: nobody can look it up any more.")
            )
        self.log(Event.ANSWERED, by=by)
        self._now(values)

    def log(self, kind: Event, *, by: User | None = None, **fields: str) -> None:
        Entry.objects.create(intake=self, kind=kind, by=by, **fields)

    def _move(self, to: State, by: User | None, *, note: str = "", **changes: Any) -> None:
        """Go to a state that the table allows from the one that this object knows, unless somebody was first."""
        if not self.can(to):
            raise WrongState(self._refusal())
        values = {"state": to, "ended_at": timezone.now() if to in ENDS else None, **changes}
        with transaction.atomic():
            if not Intake.objects.filter(pk=self.pk, state=self.state).update(**values):
                raise WrongState(self._refusal())
            self.log(Event.MOVED, by=by, from_state=self.state, to_state=to, note=note)
        self._now(values)

    def _now(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)

    def _refusal(self) -> str:
        """Why a change cannot be made, by the state in the database, which this object then knows."""
        self.refresh_from_db(fields=["state"])
        return _t("Nothing was changed: the state of this request is now “%(state)s”.") % {
            "state": self.get_state_display()
        }

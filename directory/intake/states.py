"""The life of a request: its states, what may follow which, and the lists that staff choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    NEW = "new", _("new")
    ACCEPTED = "accepted", _("taken on")
    CONTACTED = "contacted", _("in contact")
    REFERRED = "referred", _("referred")
    HELPED = "helped", _("helped")
    DECLINED = "declined", _("declined")
    NO_CONTACT = "no_contact", _("could not be reached")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SPAM = "spam", _("spam")


NEXT: dict[str, tuple[State, ...]] = {
    State.NEW: (State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.SPAM),
    State.ACCEPTED: (State.CONTACTED, State.NO_CONTACT, State.DECLINED, State.WITHDRAWN, State.SPAM),
    State.CONTACTED: (State.HELPED, State.REFERRED, State.DECLINED, State.NO_CONTACT, State.WITHDRAWN),
    State.REFERRED: (State.HELPED, State.DECLINED, State.NO_CONTACT, State.WITHDRAWN),
}
OPEN = tuple(State(state) for state in NEXT)
ENDS = tuple(state for state in State if state not in NEXT)
SOON_FORGOTTEN = (State.WITHDRAWN, State.SPAM)  # erased the day after; the others after `keep_days`
TRIES_BEFORE_NO_CONTACT = 3


class Safe(models.TextChoices):
    """How the person may be reached without harm."""

    CALL_AND_WRITE = "call_and_write", _("Calls and messages are fine")
    WRITE_ONLY = "write_only", _("Write only, do not call")
    CALL_DISCREETLY = "call_discreetly", _("Call, but do not say where from")


class DeclineReason(models.TextChoices):
    NO_SERVICE = "no_service", _("the centre does not give this help")
    NO_CAPACITY = "no_capacity", _("the centre has no free time or specialist")
    OUT_OF_AREA = "out_of_area", _("another community or centre is responsible")
    HELPED_ELSEWHERE = "helped_elsewhere", _("the person is already helped elsewhere")
    NOT_NEEDED = "not_needed", _("the person no longer needs it")
    DUPLICATE = "duplicate", _("the same request came twice")


class Event(models.TextChoices):
    """What a log entry is about. A change of state is named by the state that it led to."""

    SENT = "sent", _("the request came in")
    VIEWED = "viewed", _("opened the request")
    CONTACT_SHOWN = "contact_shown", _("looked at the contact")
    MOVED = "moved", _("changed the state")
    TRIED = "tried", _("tried to reach the person")
    ANSWERED = "answered", _("wrote words for the person")
    ERASED = "erased", _("personal data erased")


class Urgency(models.IntegerChoices):
    """What the inbox is sorted by."""

    LATE = 0, _("Late")
    TODAY = 1, _("Today")
    LATER = 2, _("Later")
    IN_WORK = 3, _("Being worked on")
    OVER = 4, _("Over")

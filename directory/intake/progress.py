"""How far a request is, in words for the person who sent it; nothing of what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.intake.models import Intake
from directory.intake.states import Event, State

NOW: dict[str, str | Promise] = {
    State.NEW: _("Your request was received, nobody has taken it on yet"),
    State.ACCEPTED: _("Your request was taken on"),
    State.CONTACTED: _("They are in contact with you"),
    State.REFERRED: _("You were referred, with your agreement, to those who can help"),
    State.HELPED: _("The request is finished: help was given"),
    State.DECLINED: _("The request could not be taken on"),
    State.NO_CONTACT: _("They tried to reach you and could not"),
    State.WITHDRAWN: _("The request was withdrawn"),
    State.SPAM: _("The request was closed"),
}
NEXT: dict[str, str | Promise] = {
    State.NEW: _("A member of staff will read it and get in touch in the way that you allowed."),
    State.ACCEPTED: _("They will get in touch in the way that you allowed."),
    State.DECLINED: _("You can send a request to another centre, call, or come without one."),
    State.NO_CONTACT: _("If you still want support, send a new request, call, or come without one."),
    State.WITHDRAWN: _(
        "Everything personal in it is erased within a day or two. You can send a new one any time."
    ),
    State.SPAM: _("If this was a mistake, call the centre or come without a request."),
}
STEPS: dict[str, str | Promise] = {
    State.ACCEPTED: _("Taken on"),
    State.CONTACTED: _("In contact with you"),
    State.REFERRED: _("Referred"),
    State.HELPED: _("Help was given"),
    State.DECLINED: _("Could not be taken on"),
    State.NO_CONTACT: _("Could not reach you"),
    State.WITHDRAWN: _("Withdrawn"),
    State.SPAM: _("Closed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    label: str | Promise
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    now: str | Promise
    next: str | Promise
    steps: list[Step]


def progress_of(intake: Intake) -> Progress:
    moves = intake.entries.filter(kind=Event.MOVED, to_state__in=STEPS).order_by("at", "pk")
    return Progress(
        now=NOW[intake.state],
        next=NEXT.get(intake.state, ""),
        steps=[
            Step(_("Sent"), intake.created_at),
            *(Step(STEPS[state], at) for state, at in moves.values_list("to_state", "at")),
        ],
    )

"""The buttons of a request: what each is called, where it leads, what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.intake.forms_staff import ChangeForm, DeclineForm, ReferForm
from directory.intake.models import Intake
from directory.intake.states import State


@dataclass(frozen=True, slots=True)
class Action:
    """`to` is the state that it leads to; a noted try leads nowhere, and is open where giving up is."""

    name: str
    label: str | Promise
    to: State
    do: Callable[..., None]
    form: type[ChangeForm] = ChangeForm
    ends: bool = False  # without the person having been helped

    def offered(self, intake: Intake) -> bool:
        return intake.can(self.to)

    @property
    def asks(self) -> bool:
        return self.form is not ChangeForm


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("accept", _("Take it on"), State.ACCEPTED, Intake.accept),
        Action("contact", _("We are in contact"), State.CONTACTED, Intake.contact_made),
        Action("help", _("The person was helped"), State.HELPED, Intake.help),
        Action("try", _("Tried, could not reach them"), State.NO_CONTACT, Intake.note_try),
        Action("refer", _("Refer to another service"), State.REFERRED, Intake.refer, ReferForm),
        Action("decline", _("Decline"), State.DECLINED, Intake.decline, DeclineForm, ends=True),
        Action("no_contact", _("Could not be reached"), State.NO_CONTACT, Intake.no_contact, ends=True),
        Action("withdraw", _("The person withdrew it"), State.WITHDRAWN, Intake.withdraw, ends=True),
        Action("spam", _("This is spam"), State.SPAM, Intake.mark_spam, ends=True),
    )
}


def offered(intake: Intake, filled: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The actions that the state allows, each with its form; `filled` has forms that came back, by name."""
    return [
        {
            "action": action,
            "form": (filled or {}).get(action.name)
            or action.form(initial={"seen": intake.state}, auto_id=f"{action.name}-%s"),
        }
        for action in ACTIONS.values()
        if action.offered(intake)
    ]

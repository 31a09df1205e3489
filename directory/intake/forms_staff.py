"""What staff fill in: which requests the inbox shows, and what a change of state needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.intake import codes
from directory.intake.forms import NOT_CHOSEN
from directory.intake.query import IntakeQuerySet
from directory.intake.states import DeclineReason, State

OPEN, ALL, COORDINATOR = "", "all", "coordinator"
ANSWER_LENGTH = 2_000


class InboxForm(forms.Form):
    """Which of the requests that somebody may see; without anything chosen, the open ones."""

    q = forms.CharField(label=_("Request number"), max_length=40, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(OPEN, _("all that are open")), *State.choices, (ALL, _("all, the finished ones too"))],
        required=False,
        error_messages={"invalid_choice": NOT_CHOSEN},
    )
    center = forms.ChoiceField(
        label=_("Centre"), required=False, error_messages={"invalid_choice": NOT_CHOSEN}
    )

    def __init__(self, data: Any, *, visible: IntakeQuerySet) -> None:
        super().__init__(data)
        self.visible = visible
        centers = visible.order_by("center__title").values_list("center", "center__title").distinct()
        self.fields["center"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *(
                (str(pk), title) if pk else (COORDINATOR, _("came to the coordinator"))
                for pk, title in centers
            ),
        ]

    def clean_q(self) -> str:
        try:
            return codes.read_reference(text) if (text := self.cleaned_data["q"]) else ""
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def requests(self) -> IntakeQuerySet:
        """Those asked for; none while something is not understood. A number finds its request in any state."""
        if not self.is_valid():
            return self.visible.none()
        asked = self.cleaned_data
        found = self.visible
        if asked["q"]:
            return found.filter(reference=asked["q"])
        if asked["state"] == OPEN:
            found = found.open()
        elif asked["state"] != ALL:
            found = found.filter(state=asked["state"])
        if asked["center"] == COORDINATOR:
            return found.filter(center__isnull=True)
        return found.filter(center=asked["center"]) if asked["center"] else found


class ChangeForm(forms.Form):
    """A press of a button: `seen` is the state that the page showed to who pressed it."""

    seen = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        """What the change takes beside who makes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class ReferForm(ChangeForm):
    body = forms.CharField(
        label=_("To whom"),
        max_length=160,
        help_text=_("The service or body, for example: the legal aid bureau."),
    )
    agreed = forms.BooleanField(label=_("The person agreed to the referral"))


class DeclineForm(ChangeForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("choose")), *DeclineReason.choices])


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Words that the person will see by number and code"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names and addresses: the person may read it on someone else’s telephone."),
    )

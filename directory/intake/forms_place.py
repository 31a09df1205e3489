"""The first step of a request: where and what about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.access import PROFILES
from directory.intake.asking import Asking
from directory.intake.forms import NOT_CHOSEN, StepForm
from directory.models import Need, Place
from directory.origins import Origin, read_origin
from directory.wording import profile_name
from portal.parameters import switched_on, unexpected


class PlaceForm(StepForm):
    """Step 1, and what the address of step 2 says: names that it does not know are told, never passed over."""

    SINGLE = ("center", "place", "lat", "lon", "need", "remote", "q")

    q = forms.CharField(
        label=_("Where are you?"),
        help_text=_("Town or village. We use it to find the centre and do not keep it."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "enterkeyhint": "next"}),
    )
    need = forms.ChoiceField(
        label=_("What would you like to talk about?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_CHOSEN},
    )
    profile = forms.MultipleChoiceField(
        label=_("What do you need to get in and be understood?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_CHOSEN},
    )
    remote = forms.BooleanField(
        label=_("I only want to be called or written to"),
        help_text=_("Then it does not matter whether you can get in."),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "1"}),
    )

    def __init__(self, params: QueryDict, *, needs: Sequence[Need]) -> None:
        super().__init__(params or None, needs=needs)
        self.fields["profile"].choices = [(code, profile_name(code)) for code in PROFILES]  # type: ignore[attr-defined]
        self.params = params
        self.odd: list[str] = []  # names of parameters that were not understood
        self.others: tuple[Place, ...] = ()  # of the name that was typed, beside the one that is meant
        self.candidates: tuple[Place, ...] = ()
        self.exact = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.origin, problems = read_origin(self.params)
        problems |= unexpected(self.params, self.SINGLE, ["profile"])
        cleaned["remote"] = switched_on(self.params, "remote", problems)
        for name, problem in problems.items():
            if name in self.fields:
                self.add_error(name, problem.message)
            else:
                self.add_error(None, f"{name}: {problem.message}")
        self.odd = [name for name in self.params if name in problems or name in self.errors]
        if "q" in self.params and "q" not in self.odd and not problems:
            self._understand(cleaned["q"])
        return cleaned

    def _understand(self, text: str) -> None:
        """The place that is meant; a name that several places have, or that none has, is asked about."""
        if self.origin:
            self.add_error("q", _("Give a place or a point, not both."))
            return
        if not text:
            self.add_error("q", _("Write the name of your town or village."))
            return
        found = Place.objects.resolve(text)
        self.others, self.candidates, self.exact = found.others, found.candidates, found.exact
        if found.taken:
            self.origin = Origin.at_place(found.taken)
            if self.origin is None:
                self.add_error("q", _("Where this place lies is not known. Write the name of one nearby."))
        elif found.region:
            self.add_error("q", _("An oblast or a raion is too wide. Write your town or village."))
        elif not found.candidates:
            self.add_error(
                "q", _("We know no place of this name. Write it as on a map, or name the nearest town.")
            )

    @property
    def place_asked(self) -> bool:
        """Whether a place was typed that several may be."""
        return bool(self.candidates)

    def asking(self) -> Asking:
        """Of a valid form."""
        cleaned = self.cleaned_data
        return Asking(
            origin=self.origin,
            need=self.needs.get(cleaned["need"]),
            profiles=tuple(dict.fromkeys(cleaned["profile"])),
            remote=cleaned["remote"],
            center=self.params.get("center", "").strip(),
        )

"""What a request asks: what both steps share, and the second, the person's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from directory.access import PROFILES
from directory.intake.asking import Asking
from directory.intake.sending import Words
from directory.intake.states import Safe
from directory.models import Need
from directory.origins import Origin, read_origin

# Of a telephone number: 44 123 45 67 without its zero, and the longest anywhere.
LEAST_DIGITS, MOST_DIGITS = 9, 15
ONLY_A_NUMBER = re.compile(r"[\d\s()+.\-–—]+")
NOT_CHOSEN = _("Choose one of the answers from the list.")


class LinesCharField(forms.CharField):
    """Several lines: browsers count the end of one as one character and send two."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class StepForm(forms.Form):
    """What both steps ask; `needs` in the order of the vocabulary, by slug."""

    use_required_attribute = False  # the page says what is missing, in words, and links it

    def __init__(self, data: Mapping[str, Any] | None, *, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(data, auto_id="%s", **kwargs)
        self.needs = {need.slug: need for need in needs}
        self.fields["need"].choices = [(need.slug, need.label) for need in needs]  # type: ignore[attr-defined]
        self.origin: Origin | None = None


def _hidden(**kwargs: Any) -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput, max_length=255, **kwargs)


class RequestForm(StepForm):
    """Step 2: five questions, and what is carried along."""

    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Your first name or whatever you like. No surname is needed."),
        max_length=80,
        error_messages={"required": _("Write what we should call you. Any name will do.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    contact = forms.CharField(
        label=_("Where shall we answer you?"),
        help_text=_("A telephone, an e-mail address or a name in a messenger. One is enough."),
        max_length=120,
        error_messages={
            "required": _("Write a telephone number, an e-mail address or a name in a messenger.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    safe = forms.ChoiceField(
        label=_("How is it safe to reach you?"),
        help_text=_("We do only what you allow."),
        choices=Safe.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how it is safe to reach you."),
            "invalid_choice": NOT_CHOSEN,
        },
    )
    when = forms.CharField(
        label=_("When is it safe?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    need = forms.ChoiceField(
        label=_("What would you like to talk about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a topic. If you are not sure, choose “I do not know yet”."),
            "invalid_choice": NOT_CHOSEN,
        },
    )
    text = LinesCharField(
        label=_("Would you like to add something?"),
        help_text=_("Please no diagnoses, numbers of documents or places of service."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    share_place = forms.BooleanField(required=False)
    reroute = forms.BooleanField(required=False)
    consent = forms.BooleanField(
        error_messages={
            "required": _(
                "Without your consent we cannot pass the request on. Tick it if you agree, or just come to a centre."
            )
        }
    )
    # Carried along; what a machine fills and a person does not see is `website`.
    center = _hidden()
    shown = _hidden()
    place = _hidden()
    lat = _hidden()
    lon = _hidden()
    profile = forms.MultipleChoiceField(
        choices=[(code, code) for code in PROFILES], required=False, widget=forms.MultipleHiddenInput
    )
    remote = forms.ChoiceField(choices=[("1", "1")], required=False, widget=forms.HiddenInput)
    key = _hidden()
    token = _hidden()
    browser = _hidden()
    website = forms.CharField(required=False)

    def clean_contact(self) -> str:
        contact = self.cleaned_data["contact"]
        digits = sum(character.isdigit() for character in contact)
        if ONLY_A_NUMBER.fullmatch(contact) and not LEAST_DIGITS <= digits <= MOST_DIGITS:
            raise ValidationError(
                _("Write all digits of the number, for example 050 000 00 00, or an e-mail address.")
            )
        if "@" in contact.strip("@") and " " not in contact:
            try:
                validate_email(contact)
            except ValidationError:
                raise ValidationError(
                    _("This e-mail address is not complete. It looks like olena@example.com.")
                ) from None
        return contact

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave the field that is not meant for people empty, and send again."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        carried = {name: cleaned.get(name, "") for name in ("place", "lat", "lon")}
        self.origin, problems = read_origin(carried)
        for problem in problems.values():
            self.add_error(None, problem.message)
        return cleaned

    def asking(self) -> Asking:
        """From what is valid, whatever else is not."""
        cleaned = self.cleaned_data
        return Asking(
            origin=self.origin,
            need=self.needs.get(cleaned.get("need", "")),
            profiles=tuple(dict.fromkeys(cleaned.get("profile", ()))),
            remote=cleaned.get("remote") == "1",
            center=cleaned.get("center", ""),
        )

    def words(self) -> Words:
        """Of a valid form."""
        return Words(
            **{name: self.cleaned_data[name] for name in ("name", "contact", "safe", "when", "text")}
        )

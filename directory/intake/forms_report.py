"""What is wrong on a center's page, by anyone: no account, no contact, no cookie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.intake.forms import NOT_CHOSEN, LinesCharField
from directory.intake.models import Subject

MOST = 1_000  # characters


class ReportForm(forms.Form):
    """Parts of the page that are wrong, and how it really is."""

    use_required_attribute = False  # the page says what is missing, in words, and links it

    subject = forms.MultipleChoiceField(
        label=_("What is wrong?"),
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": NOT_CHOSEN},
    )
    text = LinesCharField(
        label=_("How is it really?"),
        help_text=_(
            "Please write nothing about yourself or other people: no names, telephones or addresses."
        ),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    key = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    token = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    website = forms.CharField(required=False)  # what a machine fills and a person does not see

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="%s")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave the field that is not meant for people empty, and send again."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        only_other = cleaned.get("subject") == [Subject.OTHER.value]
        if only_other and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write in a few words what is wrong."))
        return cleaned

"""The forms that know more than their fields."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from directory.editing.access_card import AccessCardField, Card, signed
from directory.editing.supplies import SuppliesField


class CenterForm(WagtailAdminPageForm):
    """A center's page, with its accessibility information item by item."""

    access = AccessCardField(label=gettext_lazy("Item by item"), required=False)
    without_grid = SuppliesField(
        label=gettext_lazy("When the grid is off"),
        help_text=gettext_lazy("Power and shelter are asked under “Accessibility”."),
        required=False,
    )

    def clean_access(self) -> Card:
        return signed(self.cleaned_data["access"], self.instance.access)

    def save(self, commit: bool = True) -> Any:
        """Whoever enters hours has just seen which they are; the day is the public's once they are published."""
        if "opening_hours" in self.changed_data and self.instance.opening_hours:
            self.instance.hours_verified_on = timezone.localdate()
        return super().save(commit)

    def _post_clean(self) -> None:
        super()._post_clean()
        # The model tidies hours up; untouched ones stay to the letter.
        if "opening_hours" in self.cleaned_data:
            self.instance.opening_hours = self.cleaned_data["opening_hours"]


class TermForm(WagtailAdminModelForm):
    """A term's code is for good once it is given: addresses and other programs use it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True

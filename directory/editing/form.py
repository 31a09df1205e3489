"""The forms that know more than their fields."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from directory.editing.access_card import AccessCardField, Card, signed


class CenterForm(WagtailAdminPageForm):
    """A center's page, with its accessibility information item by item."""

    access = AccessCardField(label=gettext_lazy("Item by item"), required=False)

    def clean_access(self) -> Card:
        name = self.for_user.get_full_name() or self.for_user.get_username() if self.for_user else ""
        return signed(self.cleaned_data["access"], self.instance.access, name)


class TermForm(WagtailAdminModelForm):
    """A term's code is for good once it is given: addresses and other programs use it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True

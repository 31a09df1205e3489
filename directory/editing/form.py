"""The form of a center's page."""

from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from directory.editing.access_card import AccessCardField, Card, signed


class CenterForm(WagtailAdminPageForm):
    access = AccessCardField(label=gettext_lazy("Item by item"), required=False)

    def clean_access(self) -> Card:
        name = self.for_user.get_full_name() or self.for_user.get_username() if self.for_user else ""
        return signed(self.cleaned_data["access"], self.instance.access, name)

"""The page under which all centers stand."""

from django.utils.translation import gettext_lazy as _

from portal.models import BasePage, UntranslatedChildrenMixin


class CenterIndexPage(UntranslatedChildrenMixin, BasePage):
    """The place of all centers in the tree; the directory itself is a search."""

    template = "directory/center_index_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["directory.CenterPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("directory of centers")

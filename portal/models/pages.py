"""The home page and plain pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from portal.blocks import StoryBlock
from portal.fields import StreamField
from portal.models.base import BasePage


class HomePage(BasePage):
    """The first page in one language; what other apps show on it, their template tags bring."""

    template = "portal/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    same_address = True  # in every language, but for the language itself

    lead = RichTextField(_("lead"), features=["bold", "link"], blank=True)

    content_panels = [*BasePage.content_panels, "lead"]

    class Meta:
        verbose_name = _("home page")


class StandardPage(BasePage):
    """A page of text: accessibility, privacy, questions and answers."""

    template = "portal/standard_page.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []

    lead = RichTextField(_("lead"), features=["bold", "link"], blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, "lead", "body"]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

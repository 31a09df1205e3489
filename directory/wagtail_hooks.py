"""Centers and their vocabularies in the Wagtail admin, and what follows when they change there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from directory.admin import CenterListing, PeopleGroup, VocabularyGroup
from directory.editing.giveaways import giveaways
from directory.editing.places import CHOOSERS
from directory.models import CenterPage, Holiday, Place, Service, TargetGroup
from portal.models import PortalSettings

register_snippet(VocabularyGroup)
register_snippet(PeopleGroup)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [CenterListing("centers"), *CHOOSERS]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_giveaways(request: HttpRequest, page: Page) -> None:
    if isinstance(page, CenterPage):
        draft = page.get_latest_revision_as_object()
        draft.is_hidden = draft.position.hidden
        for sentence in giveaways(draft):
            messages.warning(request, sentence)


# What centers are searched by hangs on these too.
BEHIND_CENTERS = (Holiday, Place, Service, TargetGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def rederive_after_snippet(request: HttpRequest, snippet: Any) -> None:
    if isinstance(snippet, BEHIND_CENTERS):
        CenterPage.objects.rederive()


@hooks.register("after_delete_snippet")
def rederive_after_snippets(request: HttpRequest, snippets: list[Any]) -> None:
    if any(isinstance(snippet, BEHIND_CENTERS) for snippet in snippets):
        CenterPage.objects.rederive()


@hooks.register("after_edit_setting")
def rederive_after_settings(request: HttpRequest, setting: Any) -> None:
    if isinstance(setting, PortalSettings):
        CenterPage.objects.rederive()

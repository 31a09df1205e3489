"""Centers and their vocabularies in the Wagtail admin."""

from django.contrib import messages
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from directory.admin import CenterListing, PeopleGroup, VocabularyGroup
from directory.editing.giveaways import giveaways
from directory.editing.places import CHOOSERS
from directory.models import CenterPage

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

"""The page of a center, found by its slug."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.views import serve

from directory.models import CenterPage
from directory.nearby import with_texts


@require_safe
def center(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A published center in the language of the address, else in Ukrainian.

    Two queries, where Wagtail walks down the tree in a dozen. What the public may not see goes its way: a draft is
    not found, a private page asks for its password.
    """
    found = with_texts(CenterPage.objects.live().public().for_page().filter(slug=slug))
    if not found:
        return serve(request, f"centers/{slug}/")
    (source,) = found.values()
    return source.text.serve(request)

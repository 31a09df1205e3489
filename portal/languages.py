"""The same page in the other language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_from_path
from wagtail.models import Page

from portal.models import UntranslatedChildrenMixin


@dataclass(frozen=True, slots=True)
class Link:
    """A language and where it leads. `same` is false where this page is not in it and the link goes home."""

    code: str
    name: str
    url: str  # path and the query of the request, as it came
    path: str
    current: bool
    same: bool

    @property
    def absolute(self) -> str:
        return f"{settings.SITE_URL}{self.path}"


def links(request: HttpRequest | None, page: Any = None, *, home: bool = False) -> list[Link]:
    """One link per language, in the order of LANGUAGES.

    Addresses differ by their first part alone, but for pages whose translator gave them another slug: `page`
    is the Wagtail page shown, if it is one; one query then, unless it has the `same_address` in every language.
    """
    path = request.path if request and not home else "/"
    query = request.META.get("QUERY_STRING", "") if request and not home else ""
    translates = isinstance(page, Page) and not getattr(page, "same_address", False)
    translations = _translations(request, page, path) if translates and not home else None
    found = []
    for code, _name in settings.LANGUAGES:
        target = swapped(path, code) if translations is None else translations.get(code)
        same = target is not None and not home
        target = target or f"/{code}/"
        found.append(
            Link(
                code=code,
                name=LANG_INFO[code]["name_local"].capitalize(),
                url=f"{target}?{query}" if query and same else target,
                path=target,
                current=code == get_language(),
                same=same,
            )
        )
    return found


def swapped(path: str, code: str) -> str | None:
    """The path with its language replaced; None when it has none (/accounts/, a mistyped address)."""
    if not get_language_from_path(path):
        return None
    _language, _slash, rest = path[1:].partition("/")  # "/uk" is asked for too, before it becomes "/uk/"
    return f"/{code}/{rest}"


def _translations(request: HttpRequest | None, page: Page, path: str) -> dict[str, str | None]:
    """The path of the page by language; without a translation it has one where its parent gives it one."""
    shared = any(
        issubclass(model, UntranslatedChildrenMixin) for model in type(page).allowed_parent_page_models()
    )
    own = page.get_url(request) or ""
    rest = path.removeprefix(own) if own and path.startswith(own) else ""
    twins = Page.objects.live().filter(translation_key=page.translation_key, view_restrictions__isnull=True)
    urls = {twin.locale.language_code: twin.get_url(request) for twin in twins.select_related("locale")}
    return {
        code: f"{urls[code]}{rest}" if urls.get(code) else (swapped(path, code) if shared else None)
        for code, _name in settings.LANGUAGES
    }

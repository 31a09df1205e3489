"""Pages whose facts live once, on the Ukrainian page."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.models.base import BasePage, source_locale


class SourcedPage(BasePage):
    """A page in another language carries translated words under the same slug; every fact is read from `source`."""

    same_address = True  # in every language, but for its first part
    TRANSLATED: tuple[str, ...] = ()  # the words

    class Meta:
        abstract = True

    @property
    def is_source(self) -> bool:
        return self.locale.language_code == settings.LANGUAGE_CODE

    @property
    def source(self) -> Self:
        """The Ukrainian page, which holds the facts; this page itself where that is gone."""
        if self.is_source:
            return self
        if "_source" not in self.__dict__:
            self.remember_source(self.get_translation_or_none(source_locale()) or self)
        return self.__dict__["_source"]

    def remember_source(self, page: Self) -> None:
        """`page`, which was found together with this one, is its source."""
        self.__dict__["_source"] = page

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What was withdrawn is withdrawn in every language.
        if not (self.source.is_source and self.source.live):
            raise Http404
        return super().serve(request, *args, **kwargs)


def words_only(model: type[SourcedPage]) -> list[Any]:
    """For wagtail-localize: what of the page is translated, and what a translated page merely carries along."""
    # Not get_fields(), which would want every app to be loaded.
    carried = [
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.name not in ("page_ptr", *model.TRANSLATED)
    ]
    return [
        *(TranslatableField(name) for name in model.TRANSLATED),
        *(SynchronizedField(name, overridable=False) for name in ("slug", *carried)),
    ]

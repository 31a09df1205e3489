"""Users, pictures, page types and settings that every app builds on."""

from portal.models.base import BasePage, UntranslatedChildrenMixin, source_locale
from portal.models.images import PortalImage, PortalRendition
from portal.models.pages import HomePage, StandardPage
from portal.models.settings import PortalSettings
from portal.models.sourced import SourcedPage, words_only
from portal.models.users import User

__all__ = [
    "BasePage",
    "HomePage",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "SourcedPage",
    "StandardPage",
    "UntranslatedChildrenMixin",
    "User",
    "source_locale",
    "words_only",
]

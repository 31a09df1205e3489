"""The languages in which a center can talk with people. Sign language is an item of the accessibility information."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = (
    ("uk", _("Ukrainian")),
    ("en", _("English")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("hu", _("Hungarian")),
    ("bg", _("Bulgarian")),
    ("crh", _("Crimean Tatar")),
    ("rom", _("Romani")),
    ("de", _("German")),
    ("ru", _("Russian")),
)
SIGN_LANGUAGE = "ukl"  # ISO 639-3: Ukrainian Sign Language
SIGN_LANGUAGE_ITEM = "sign_language"  # of the accessibility information

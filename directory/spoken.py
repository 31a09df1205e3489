"""The languages in which a center can talk with people. Sign language is an item of the accessibility information."""

from django.utils.translation import pgettext_lazy

LANGUAGES = (
    ("uk", pgettext_lazy("language", "Ukrainian")),
    ("en", pgettext_lazy("language", "English")),
    ("pl", pgettext_lazy("language", "Polish")),
    ("ro", pgettext_lazy("language", "Romanian")),
    ("hu", pgettext_lazy("language", "Hungarian")),
    ("bg", pgettext_lazy("language", "Bulgarian")),
    ("crh", pgettext_lazy("language", "Crimean Tatar")),
    ("rom", pgettext_lazy("language", "Romani")),
    ("de", pgettext_lazy("language", "German")),
    ("ru", pgettext_lazy("language", "Russian")),
)
SIGN_LANGUAGE = "ukl"  # ISO 639-3: Ukrainian Sign Language
SIGN_LANGUAGE_ITEM = "sign_language"  # of the accessibility information

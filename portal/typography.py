"""Ukrainian typography, distances, telephone numbers and dates in words: pure text in, text out."""

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\u00a0"
JOINER = "\u2060"  # of no width, and no line ends at it

SHORT_WORDS = "[а-яіїєґa-z]|не|де"
ABBREVIATIONS = "вул|просп|пров|пл|бульв|буд|кв|обл|м|с|смт|ім|ст|п"
UNITS = (
    "км|м|см|мм|га|кг|г|л|хв|год|грн|тис|млн|млрд|осіб|років|роки|рік|року|рр?|днів|дні|день|км²|%|°C|"
    "km|cm|kg|min|hours?|days?|years?|am|pm"
)
MONTHS = (
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
BINDINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement.replace("~", NBSP))
    for pattern, replacement in (
        (rf"(?<![\w’'\-])({SHORT_WORDS}) +(?=\S)", r"\1~"),
        (rf"(?<![\w’'\-])({ABBREVIATIONS})\. +(?=\S)", r"\1.~"),
        (r"№ +(?=\d)", "№~"),
        (r" +([–—])(?=\s|$)", r"~\1"),
        (rf"(\d) +(?=(?:{UNITS})(?!\w))", r"\1~"),
        (rf"(\d) +(?=(?:{MONTHS})(?!\w))", r"\1~"),
        (r"(\d) (?=\d{3}(?!\d))", r"\1~"),
        (r"(\d)–(?=\d)", rf"\1–{JOINER}"),
    )
)
TAG = re.compile(r"(<[^>]*>)")

EMERGENCY_DIGITS = 5  # 112, 7333, 15 47: dialled as they are; longer ones without a country are Ukrainian
COUNTRY, NATIONAL_DIGITS = "380", 10


@lru_cache(maxsize=8192, typed=True)  # a safe string is not what equals it
def bind(text: str) -> str:
    """The text with no-break spaces where Ukrainian typography wants no line to end.

    After words of one letter, «не», «де», № and the like of «вул.»; before a dash; between a number and its
    unit or month. From–to stays together too: «9:00–» at the end of a line reads as no end.
    """
    for pattern, replacement in BINDINGS:
        text = pattern.sub(replacement, text)
    return text


def bind_html(html: str) -> str:
    """As `bind`, in the text of ready markup; tags and their attributes stay as they are."""
    parts = TAG.split(html)
    parts[::2] = [bind(part) for part in parts[::2]]
    return "".join(parts)


def kilometres(distance: float, *, approximate: bool = False) -> str:
    """A distance in words: to 0.1 km under 10, whole above; «≈» unless both ends are exact."""
    tenths = round(distance, 1)
    return _kilometres(tenths if tenths < 10 else round(distance), approximate, get_language())


@lru_cache(maxsize=4096)
def _kilometres(rounded: float, approximate: bool, language: str | None) -> str:
    number = formats.number_format(rounded, decimal_pos=1 if rounded < 10 else 0)
    text = _("%(number)s km") % {"number": number}
    return (f"≈ {text}" if approximate else text).replace(" ", NBSP)


def phone_digits(number: str) -> str:
    """What a telephone dials: +380… for numbers of Ukraine, short ones as they are."""
    digits = re.sub(r"\D", "", number)
    if number.lstrip().startswith("+"):
        return f"+{digits}"
    if len(digits) == NATIONAL_DIGITS and digits.startswith("0"):
        return f"+{COUNTRY}{digits[1:]}"
    return digits


def phone(number: str) -> str:
    """A number as people write it: 067 123-45-67, 0 800 123 456; short and foreign ones as they came."""
    digits = phone_digits(number)
    if not digits.startswith(f"+{COUNTRY}") or len(digits) != len(COUNTRY) + NATIONAL_DIGITS:
        return number.strip().replace(" ", NBSP)
    local = "0" + digits[len(COUNTRY) + 1 :]
    if local.startswith("0800"):
        return NBSP.join((local[0], local[1:4], local[4:7], local[7:]))
    return f"{local[:3]}{NBSP}{local[3:6]}-{local[6:8]}-{local[8:]}"


DAY_FORMATS = {
    "": "j E Y",  # 24 листопада 2026
    "short": "j E",  # 24 листопада
    "week": "l, j E",  # вівторок, 24 листопада
    "time": "j E Y, G:i",  # 24 листопада 2026, 14:20
    "now": "l, j E, G:i",  # вівторок, 24 листопада, 14:20
}


def day(value: date | datetime, form: str = "") -> str:
    """A day in words, months in the genitive; `form` is a key of DAY_FORMATS; a moment is local."""
    text = formats.date_format(value, DAY_FORMATS[form], use_l10n=False)
    if get_language() == "uk":
        text = text.lower()
    return bind(text)

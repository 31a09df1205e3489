"""Reading the parameters of an address, for pages and the API: what is not understood is named, never passed over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext as _

Code = Literal[
    "unknown_parameter",
    "invalid_value",
    "out_of_range",
    "repeated",
    "unknown_place",
    "ambiguous",
    "unknown_slug",
    "origin_required",
]

# What other sites hang on links to us; it asks for nothing.
_CAMPAIGNS, _CAMPAIGN_PREFIX = frozenset({"fbclid", "gclid"}), "utm_"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a parameter was not understood, in words; `candidates` are the places to choose from if `ambiguous`."""

    code: Code
    message: str
    candidates: tuple[Any, ...] = ()


Problems = dict[str, Problem]


class Refused(Exception):
    """Some parameters were not understood: nothing is answered but which ones, and why."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


def unexpected(params: QueryDict, single: Collection[str], repeatable: Collection[str] = ()) -> Problems:
    """The names that mean nothing here, and those of `single` that were given more than once."""
    problems: Problems = {}
    for name in params:
        if name in repeatable or name in _CAMPAIGNS or name.startswith(_CAMPAIGN_PREFIX):
            continue
        if name not in single:
            problems[name] = Problem("unknown_parameter", _("There is no such parameter."))
        elif len(params.getlist(name)) > 1:
            problems[name] = Problem("repeated", _("Give this only once."))
    return problems


def whole_number(
    params: QueryDict, name: str, problems: Problems, *, least: int, most: int, default: int
) -> int:
    """The number in decimal digits; `default` when it was not given, or not understood: then `problems` says so."""
    text = params.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.removeprefix("-").isdecimal()):
        problems.setdefault(name, Problem("invalid_value", _("Write a whole number.")))
        return default
    # More digits than any bound has are out of range; Python would refuse to read thousands of them.
    if len(text) > len(str(most)) + 1 or not least <= int(text) <= most:
        bounds = {"least": least, "most": most}
        message = _("Write a number from %(least)d to %(most)d.") % bounds
        problems.setdefault(name, Problem("out_of_range", message))
        return default
    return int(text)


def switched_on(params: QueryDict, name: str, problems: Problems) -> bool:
    """Whether the switch is there as `name=1`; any other value goes into `problems`."""
    text = params.get(name, "").strip()
    if text not in ("", "1"):
        problems.setdefault(name, Problem("invalid_value", _("Write 1, or leave this out.")))
    return text == "1"

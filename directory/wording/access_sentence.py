"""One sentence on getting in for a need: what is there, what is in the way, and what one would have to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from directory import access
from directory.access import PROFILES, Profile, Summary
from directory.wording.access import KINDS, OBSTACLES, item_name, obstacles

FEW = 2  # items beside the decisive ones that a sentence names

# The items that decide, as what is good about them.
GOOD: dict[str, str | Promise] = {
    "entrance_step_free": _("an entrance without steps"),
    "entrance_ramp": _("a ramp at the entrance"),
    "entrance_platform_lift": _("a platform lift at the entrance"),
    "entrance_portable_ramp": _("a portable ramp that staff bring"),
    "entrance_door_width": _("a wide enough door"),
    "rooms_step_free": _("rooms reached without steps"),
    "accessible_toilet": _("an accessible toilet"),
    "staff_guide": _("staff meet you and guide you"),
    "stairs_contrast": _("stairs with contrasting edges"),
    "text_contact": _("you can write instead of calling"),
    "written_communication": _("staff talk in writing"),
    "sign_language": _("there is sign language"),
    "quiet_room": _("there is a quiet room"),
    "quiet_hours": _("you can come at a quiet time"),
    "plain_language": _("things are explained in plain words"),
}
# What one does not know, after «not known»: in Ukrainian each begins with «про».
ABOUT: dict[str, str | Promise] = {
    "entrance_step_free": _("about the entrance"),
    "entrance_ramp": _("about the entrance"),
    "entrance_portable_ramp": _("about the entrance"),
    "entrance_platform_lift": _("about the entrance"),
    "entrance_door_width": _("about the width of the door"),
    "rooms_step_free": _("about the way to the rooms"),
    "accessible_toilet": _("about the toilet"),
    "staff_guide": _("whether staff meet and guide you"),
    "stairs_contrast": _("about the edges of the stairs"),
    "text_contact": _("about writing instead of calling"),
    "written_communication": _("whether staff talk in writing or signs"),
    "sign_language": _("whether staff talk in writing or signs"),
    "quiet_room": _("whether there is a quiet room or time"),
    "quiet_hours": _("whether there is a quiet room or time"),
    "plain_language": _("about things explained in plain words"),
    # Beside the decisive ones only these are worth a call.
    "elevator": _("about the lift"),
    "shelter_accessible": _("about the way into the shelter"),
    "parking_disabled": _("about parking"),
    "induction_loop": _("about a hearing loop"),
    "assistance_dog": _("about coming with a guide dog"),
    "changing_table": _("about a changing table"),
    "soft_light": _("about soft light"),
}
_SHORT: dict[str, str | Promise] = {"parking_disabled": _("parking for people with disabilities")}
_NOTHING = _("nothing is recorded yet of what you need")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`verdict` leads where the summary has one («there is an obstacle»); `text` may be empty then.

    `about`: what is not known, for «not known …, ask …»; empty when nothing worth asking is unknown.
    """

    kind: str
    verdict: str
    text: str
    about: str


def access_sentence(
    answers: Mapping[str, str], code: str, items: Mapping[str, Mapping[str, Any]] | None = None
) -> Sentence:
    """For the profile with this code; `items` are the recorded ones with their numbers."""
    profile = PROFILES[code]
    summary = access.summarise(answers, profile)
    return Sentence(
        KINDS[summary.verdict],
        _verdict(summary),
        _text(summary, answers, profile, items or {}),
        _about(summary),
    )


def number_words(code: str, items: Mapping[str, Mapping[str, Any]]) -> str:
    """«85 cm»; "" where nothing was measured."""
    item = access.recorded(items, code)
    if item.number is None:
        return ""
    number = f"{item.number:g}"
    whole = int(item.number)
    match item.unit:
        case "cm":
            return gettext("%(number)s cm") % {"number": number}
        case "mm":
            return gettext("%(number)s mm") % {"number": number}
        case "percent":
            return f"{number} %"
        case "db":
            return gettext("%(number)s dB") % {"number": number}
        case "hours":
            return ngettext("%(number)s hour", "%(number)s hours", whole) % {"number": number}
        case "steps":
            return ngettext("%(number)s step", "%(number)s steps", whole) % {"number": number}
        case _:
            return ngettext("%(number)s place", "%(number)s places", whole) % {"number": number}


def _verdict(summary: Summary) -> str:
    match summary.verdict:
        case "barrier":
            return gettext("there is an obstacle")
        case "remarks":
            return gettext("accessible, with remarks")
        case "basics":
            return gettext("the basic conditions are there")
        case "full":
            return gettext("accessible")
        case _:
            return ""


def _text(
    summary: Summary, answers: Mapping[str, str], profile: Profile, items: Mapping[str, Mapping[str, Any]]
) -> str:
    """Obstacles first, then what is good, then the remarks."""
    parts = []
    if summary.missing:
        named = obstacles(summary.missing)
        if steps := number_words("entrance_step_free", items):
            word = str(OBSTACLES["entrance_step_free"])
            named = named.replace(word, f"{word} ({steps})", 1)
        parts.append(named)
    if good := _good(answers, profile, items):
        parts.append(", ".join(good))
    if summary.verdict == "remarks":
        missing = [_lowered(item) for item in summary.remarks if item not in GOOD][:FEW]
        if missing:
            parts.append(gettext("missing: %(items)s") % {"items": ", ".join(missing)})
    if not parts and summary.verdict == "unknown" and not _about(summary):
        parts.append(str(_NOTHING))
    return "; ".join(parts)


def _good(
    answers: Mapping[str, str], profile: Profile, items: Mapping[str, Mapping[str, Any]]
) -> Iterable[str]:
    """The first item of each must-group that is there: the file names the best first."""
    found = []
    for group in profile.must:
        code = next((item for item in group if answers.get(item) == "yes"), None)
        if code is not None:
            number = number_words(code, items) if code == "entrance_door_width" else ""
            found.append(str(GOOD[code]) + (f" ({number})" if number else ""))
    return found


def _about(summary: Summary) -> str:
    """The decisive unknowns; where there are none, a few of the others."""
    decisive = [item for item in summary.unknown if item in GOOD]
    asked = decisive or [item for item in summary.unknown if item in ABOUT][:FEW]
    return ", ".join(dict.fromkeys(str(ABOUT[item]) for item in asked))


def _lowered(code: str) -> str:
    name = str(_SHORT.get(code) or item_name(code))
    return name[:1].lower() + name[1:]

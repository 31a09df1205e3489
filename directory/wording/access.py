"""Our summary of accessibility in our own words, never the three words of the official level."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from directory import access
from directory.access import FEATURES, PROFILES, Profile, Summary
from directory.wording.said import Said

# The items that decide whether a person gets in, as the obstacle that each is when it is missing.
OBSTACLES: dict[str, str | Promise] = {
    "entrance_step_free": _("steps at the entrance"),
    "entrance_ramp": _("no ramp"),
    "entrance_portable_ramp": _("no portable ramp"),
    "entrance_platform_lift": _("no platform lift"),
    "entrance_door_width": _("a narrow entrance door"),
    "rooms_step_free": _("steps on the way to the rooms"),
    "accessible_toilet": _("no toilet that a wheelchair can enter"),
    "staff_guide": _("staff do not meet and guide"),
    "stairs_contrast": _("stairs without contrasting edges"),
    "text_contact": _("no way to ask without a call"),
    "written_communication": _("no talk in writing"),
    "sign_language": _("no sign language"),
    "quiet_room": _("no quiet room"),
    "quiet_hours": _("no quiet hours"),
    "plain_language": _("nothing explained in plain words"),
}
# The same items as what one would ask the center about.
QUESTIONS: dict[str, str | Promise] = {
    "entrance_step_free": _("the entrance"),
    "entrance_ramp": _("the entrance"),
    "entrance_portable_ramp": _("the entrance"),
    "entrance_platform_lift": _("the entrance"),
    "entrance_door_width": _("width of the door"),
    "rooms_step_free": _("the way to the rooms"),
    "accessible_toilet": _("the toilet"),
    "staff_guide": _("whether staff meet and guide"),
    "stairs_contrast": _("edges of the stairs"),
    "text_contact": _("whether you can write instead of calling"),
    "written_communication": _("talk in writing or sign language"),
    "sign_language": _("talk in writing or sign language"),
    "quiet_room": _("a quiet room or quiet hours"),
    "quiet_hours": _("a quiet room or quiet hours"),
    "plain_language": _("whether things are explained in plain words"),
}
_WAYS_PAST_STEPS = frozenset({"entrance_ramp", "entrance_portable_ramp", "entrance_platform_lift"})

KINDS = {"full": "full", "basics": "part", "remarks": "part", "barrier": "none", "unknown": "unk"}


def profile_name(code: str) -> str:
    profile = PROFILES[code]
    return profile.name_en if get_language() == "en" else profile.name


def item_name(code: str) -> str:
    feature = FEATURES[code]
    return feature.name_en if get_language() == "en" else feature.name


def group_name(code: str) -> str:
    """The heading under which the item with this code stands."""
    feature = FEATURES[code]
    return feature.group_en if get_language() == "en" else feature.group


def obstacles(items: Iterable[str]) -> str:
    """Items that are missing, named as obstacles: «вхід зі сходами, немає …»."""
    items = list(items)
    if "entrance_step_free" in items:  # steps say it; that nothing helps past them is why they count
        items = [item for item in items if item not in _WAYS_PAST_STEPS]
    return ", ".join(
        str(OBSTACLES.get(item) or gettext("no: %(item)s") % {"item": item_name(item)}) for item in items
    )


def questions(items: Iterable[str]) -> str:
    """Items that are not recorded, as what to ask about: «вхід, ширина дверей»."""
    return ", ".join(dict.fromkeys(str(QUESTIONS.get(item) or item_name(item)) for item in items))


def verdict_words(summary: Summary, profile: Profile) -> Said:
    """Our verdict for that profile and, in `more`, the items that it hangs on."""
    kind = KINDS[summary.verdict]
    match summary.verdict:
        case "barrier":
            return Said(kind, gettext("there is an obstacle"), obstacles(summary.missing))
        case "unknown":
            return Said(
                kind, gettext("not known – ask the centre"), questions(_decisive(summary.unknown, profile))
            )
        case "remarks":
            return Said(kind, gettext("accessible, with remarks"), _remarks(summary))
        case "basics":
            more = gettext("%(known)d of %(total)d items are known")
            return Said(
                kind,
                gettext("the basic conditions are there"),
                more % {"known": summary.known, "total": summary.total},
            )
        case _:
            return Said(kind, gettext("accessible"))


def _decisive(items: Iterable[str], profile: Profile) -> list[str]:
    must = set(sum(profile.must, ()))
    return [item for item in items if item in must]


def _remarks(summary: Summary) -> str:
    said = [
        gettext("ask staff for the portable ramp")
        if item == "entrance_portable_ramp"
        else gettext("no: %(item)s") % {"item": item_name(item)}
        for item in summary.remarks
    ]
    return "; ".join(said)


def access_words(answers: Mapping[str, str], profile: str) -> Said:
    """Our summary for the profile with this code."""
    return verdict_words(access.summarise(answers, PROFILES[profile]), PROFILES[profile])

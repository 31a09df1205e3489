"""In which state a center is, said plainly."""

from django.utils.translation import gettext

from directory.wording.said import Said


def state_words(status: str) -> Said:
    """What a badge says of a center in this state instead of its hours; for `open` it has no words."""
    match status:
        case "planned":
            return Said("shut", gettext("Being prepared, not open yet"))
        case "suspended":
            return Said("shut", gettext("Suspended, does not work now"))
        case "closed":
            return Said("shut", gettext("Closed for good"))
        case _:
            return Said("open", "")

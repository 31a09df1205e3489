"""How long ago what a page says was checked, in words that are no reproach but say what to do."""

from django.utils.translation import gettext, ngettext

from directory.freshness import Check, State
from directory.wording.said import Said
from portal.typography import day


def freshness_words(check: Check, *, phone: bool) -> Said:
    """For a block of a center's page; `more` is the advice in a badge, "" where none is needed.

    Of a block that says nothing itself nothing is said: `text` is "".
    """
    match check.state:
        case State.UNKNOWN:
            return Said("unk", "")
        case State.UNVERIFIED:
            return Said("unk", gettext("Nobody has checked this yet."))
        case State.OVERDUE:
            advice = (
                gettext("Not checked for long: call before you go")
                if phone
                else gettext("Not checked for long: ask before you go")
            )
            return Said("unk", _on(check), advice)
        case State.FRESH:
            return Said("open", _on(check))


def hours_word(check: Check) -> str:
    """A few words for a card in a list: only when the hours that it shows may be out of date."""
    match check.state:
        case State.UNVERIFIED:
            return gettext("hours not checked yet")
        case State.OVERDUE:
            return gettext("hours not checked for long")
        case _:
            return ""


def check_words(check: Check) -> str:
    """For those who keep the page."""
    match check.state:
        case State.UNKNOWN:
            return gettext("not filled in")
        case State.UNVERIFIED:
            return gettext("never checked")
        case State.OVERDUE:
            return ngettext("%(day)s, %(late)d day overdue", "%(day)s, %(late)d days overdue", check.late) % {
                "day": day(check.on, "short") if check.on else "",
                "late": check.late,
            }
        case State.FRESH:
            return day(check.on, "short") if check.on else ""


def _on(check: Check) -> str:
    return gettext("Checked on %(day)s.") % {"day": day(check.on) if check.on else ""}

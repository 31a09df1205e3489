"""How to ask a center for help, and why it takes no request when it takes none."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.models import CenterPage
from portal.typography import day as day_words


@dataclass(frozen=True, slots=True)
class Asking:
    """`ways` is one phrase; `able` whether a request may be sent here today, `refusal` why not."""

    ways: str
    able: bool
    refusal: str


def asking(center: CenterPage) -> Asking:
    refusal = _refusal(center)
    return Asking(
        ways=_ways(center, writes=bool(center.emails) or not refusal), able=not refusal, refusal=refusal
    )


def _refusal(center: CenterPage) -> str:
    if center.status != center.Status.OPEN:
        return _("The centre does not work now, so it takes no requests.")
    if not center.accepts_requests:
        return _("This centre takes no requests through the portal yet.")
    if center.is_paused and center.paused_until:
        return _("The centre takes no requests until %(day)s, this day included.") % {
            "day": day_words(center.paused_until)
        }
    return ""


def _ways(center: CenterPage, *, writes: bool) -> str:
    ways = []
    if center.status == center.Status.OPEN and center.public_street:
        ways.append(_("come"))
    if center.phones:
        ways.append(_("call"))
    if writes:
        ways.append(_("write"))
    if not ways:
        return _("Through another centre for now")
    *first, last = ways
    joined = _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    return str(capfirst(joined))

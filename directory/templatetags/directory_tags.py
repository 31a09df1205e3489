"""What pages and lists show of a center, in words."""

from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from django import template
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from directory import counts, freshness, presenting, wording
from directory.fit import Reason
from directory.models import CenterPage, Hotline, Need, Place, Service
from directory.models.confirming import facts_of
from directory.opendata import terms
from directory.presenting import linked_data
from directory.presenting.happenings import EventLine
from directory.presenting.spots import Spot, area_of, spot
from portal.models import PortalSettings

register = template.Library()


@register.inclusion_tag("components/badge.html")
def open_badge(center: CenterPage, at: datetime | None = None) -> dict[str, str]:
    """Open or not at `at` (now), with the next change; a center that is not open says its state instead."""
    said = opening(center, at)
    return {"kind": said.kind, "text": said.text}


@register.simple_tag
def opening(center: CenterPage, at: datetime | None = None) -> wording.Said:
    """The same as words: `kind`, `text`."""
    if center.status != "open":
        return wording.state_words(center.status)
    return wording.open_words(center.schedule, at or timezone.now())


@register.simple_tag
def told_today(center: CenterPage) -> list[str]:
    """What staff have told of the door of the published center, whatever page or draft of it this is; a query."""
    announced = CenterPage.objects.filter(pk=center.pk).values_list("announced", flat=True).first()
    return wording.told_words(announced or [], timezone.now())


@register.inclusion_tag("components/level.html")
def access_verdict(center: CenterPage, profile: str) -> dict[str, str]:
    """Our summary for a need profile: «На кріслі колісному: доступно»."""
    said = wording.access_words(center.answers, profile)
    return {"kind": said.kind, "text": f"{wording.profile_name(profile)}: {said.text}"}


@register.simple_tag
def access_details(center: CenterPage, profile: str) -> wording.Said:
    """The same as words: `kind`, `text`, and in `more` the items that it hangs on."""
    return wording.access_words(center.answers, profile)


@register.simple_tag(takes_context=True)
def reason_words(context: template.Context, reason: Reason, located: bool = True) -> str:
    """A reason as a phrase; the vocabulary is read once for a request."""
    request: Any = getattr(context, "request", None) or context.get("request")
    words = getattr(request, "vocabulary_in_words", None) or wording.Vocabulary.load()
    if request is not None:
        request.vocabulary_in_words = words
    return wording.reason_text(reason, words, located=located)


# --- The center's own page ---------------------------------------------------------------------------------------


@register.simple_tag
def center_sheet(center: CenterPage, text: CenterPage) -> presenting.Sheet:
    """Everything that the page says of `center`, under the title of `text`."""
    return presenting.sheet_of(
        center, timezone.now(), name=text.title, url=f"{settings.SITE_URL}{center_url(center)}"
    )


@register.simple_tag
def center_url(center: CenterPage) -> str:
    """The page of a center in the language of the reader; it has one in each (see UntranslatedChildrenMixin)."""
    return reverse("directory:center", args=[center.slug])


@register.simple_tag
def map_spot(center: CenterPage) -> Spot | None:
    """What a map may draw of it: a point or a circle, None where nothing is known."""
    return spot(center)


@register.simple_tag
def editor_spots(center: CenterPage) -> dict[str, Any]:
    """For who edits it: `area` around its settlement ("" without one), and whether community or oblast hide it."""
    around = area_of(center.settlement)
    hiders = [center.oblast if center.oblast_id else None, *center.stands_in]
    if center.settlement:
        hiders.append(center.settlement.community)
    return {
        "area": around.written if around else "",
        "hidden": any(place is not None and place.hide_centers for place in hiders),
    }


@register.simple_tag
def in_ukrainian() -> SafeString:
    """An attribute for what is written in Ukrainian on a page in another language."""
    return SafeString("" if get_language() == settings.LANGUAGE_CODE else ' lang="uk"')


@register.simple_tag
def address_line(center: CenterPage) -> str:
    """Where it is in one line, as fine as the public may know; in Ukrainian."""
    return presenting.address_line(center)


@register.inclusion_tag("directory/_fresh.html")
def fresh(center: CenterPage, block: str, brief: bool = False) -> dict[str, Any]:
    """When this block of its page ("hours", "contacts", "services", "access") was checked, and a badge if long ago."""
    check = freshness.checks(facts_of(center), PortalSettings.fresh_days(), timezone.localdate())[block]
    return {"said": wording.freshness_words(check, phone=bool(center.phones)), "brief": brief}


@register.simple_tag
def event_data(line: EventLine) -> SafeString:
    """The event for search engines."""
    return linked_data.event_data(
        line, f"{settings.SITE_URL}{reverse('directory:event', args=[line.event.pk])}"
    )


# --- The home page -----------------------------------------------------------------------------------------------


@register.simple_tag
def portal_data() -> SafeString:
    """The site and its publisher for search engines."""
    return linked_data.portal_data(gettext("Resilience centres"), terms.PUBLISHER, reverse("search:centers"))


@register.simple_tag
def needs() -> QuerySet[Need]:
    """What people come with, each with the service that answers it."""
    return Need.objects.select_related("service")


@register.simple_tag
def hotlines() -> list[Hotline]:
    return list(Hotline.objects.filter(shown=True))


@register.simple_tag
def oldest_check(lines: list[Hotline]) -> date | None:
    """The day since when all of them were checked; None when one never was."""
    days = [line.checked_on for line in lines]
    return min((day for day in days if day), default=None) if all(days) else None


@register.simple_tag
def numbers_by_oblast() -> counts.Numbers:
    return counts.by_oblast()


@register.simple_tag
def region_name(oblast: Place) -> str:
    """An oblast in the language of the page."""
    return presenting.region_name(oblast)


@register.filter
def hint(term: Service | Need) -> str:
    """A service or a need in a few words, in the language of the page."""
    return term.hint_en if get_language() == "en" else term.hint


@register.filter
def bare_address(url: str) -> str:
    """A link as people read it: without https:// and with its letters decoded."""
    return unquote(url).removeprefix("https://").removeprefix("http://").rstrip("/")

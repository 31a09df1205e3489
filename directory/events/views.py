"""The list of coming events, an event, and their calendar files. What is over is not there any more."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.events import listing
from directory.events.calendars import calendar_of
from directory.models import CenterPage, Event
from directory.nearby import give_texts
from directory.presenting.happenings import event_line
from directory.presenting.sign_up import sign_up
from directory.wording.occasions import occasion_words
from portal.filtering import complaints
from portal.paging import page_or_404
from portal.parameters import Refused

PER_PAGE = 20
SHOWN_TIMES = 8
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Bad values are named, and then nothing is listed."""
    now = timezone.now()
    coming = listing.coming_events(now)
    asked, not_understood = listing.Asked(), []
    try:
        asked = listing.Asked.read(request.GET)
        found = listing.answering(coming, asked, now)
    except Refused as refused:
        found, not_understood = listing.Listed(), complaints(refused.problems, request.GET)
    page = page_or_404(found, request.GET.get("page") or None, PER_PAGE)
    return render(
        request,
        "directory/events.html",
        {
            "complaints": not_understood,
            "filters": listing.filters_of(listing.Offered.of(coming, now), asked, request.GET),
            "filtered": asked != listing.Asked(),
            "page": page,
            "lines": listing.lines(page.object_list),
            "center": asked.center,
        },
    )


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    found = _coming(pk, now)
    times = list(islice(found.coming(now), SHOWN_TIMES))
    if found.center:
        give_texts([found.center])
    context: dict[str, Any] = {
        "event": found,
        "line": event_line(found, times[0]),
        "times": [(occasion_words(span), found.is_off(span)) for span in times],
        "sign_up": sign_up(found.sign_up),
    }
    return render(request, "directory/event.html", context)


@require_safe
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    found = _coming(pk, timezone.now())
    return HttpResponse(calendar_of([found], found.label), content_type=CALENDAR)


@require_safe
def center_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """All coming events of a center, for a calendar that asks again now and then."""
    center = get_object_or_404(CenterPage.objects.listed().select_related("locale"), slug=slug)
    coming = Event.objects.coming(timezone.now()).filter(center=center.pk).with_facts()
    name = _("Events: %(center)s") % {"center": center.text.title}
    return HttpResponse(calendar_of(coming, name), content_type=CALENDAR)


def _coming(pk: int, now: datetime) -> Event:
    found = Event.objects.coming(now).with_facts().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

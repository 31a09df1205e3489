"""Events as entries of a calendar."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.icalendar import Entry, calendar
from directory.models import Event
from directory.presenting.happenings import where_of


def calendar_of(events: Iterable[Event], name: str) -> str:
    """The file; no query, of events `with_facts`."""
    return calendar(name, (entry(event) for event in events), get_language() or settings.LANGUAGE_CODE)


def entry(event: Event) -> Entry:
    """In the language of the page, as far as the event has it."""
    where = where_of(event)
    times = list(event.occurrences())
    told = (
        event.text,
        f"{_('To sign up:')} {event.sign_up}" if event.sign_up else "",
        f"{_('Online')}: {event.online}" if event.online else "",
        where.ask,
    )
    return Entry(
        uid=f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}",
        starts=event.starts,
        ends=event.ends,
        title=event.label,
        language=settings.LANGUAGE_CODE if event.is_foreign else get_language() or settings.LANGUAGE_CODE,
        changed=event.changed_at,
        version=event.version,
        last=times[-1][0] if event.repeats_until else None,
        off=() if event.cancelled else tuple(span[0] for span in times if event.is_off(span)),
        description="\n".join(filter(None, told)),
        location=where.line or event.online,
        url=f"{settings.SITE_URL}{reverse('directory:event', args=[event.pk])}",
        cancelled=event.cancelled,
    )

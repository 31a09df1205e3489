"""Pages for search engines: schema.org, from what the page itself shows."""

import json
import re
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from directory.models import CenterPage
from directory.presenting.happenings import EventLine

# Inside a script element these could end it or begin a comment.
_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}

_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_PLAIN_RULE = re.compile(_DAY + "(?:[-,]" + _DAY + r")* \d\d:\d\d-\d\d:\d\d")


def linked_data(center: CenterPage, *, name: str, url: str) -> SafeString:
    """JSON for `<script type="application/ld+json">`, which is data and no script."""
    address = {
        "@type": "PostalAddress",
        "addressCountry": "UA",
        "addressRegion": center.oblast.label,
        "addressLocality": center.public_settlement.label if center.public_settlement else None,
        "streetAddress": center.public_street or None,
    }
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": name,
        "url": url,
        "address": {key: value for key, value in address.items() if value},
        "telephone": center.phones or None,
        "email": center.emails or None,
        "sameAs": center.website or None,
        "isAccessibleForFree": True,
        "areaServed": [place.label for place in center.stands_in] or None,
    }
    if center.public_precision == "address":
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": center.public_latitude,
            "longitude": center.public_longitude,
        }
    if weekly := _weekly(center.opening_hours):
        data["openingHours"] = weekly
    return _as_script(data)


def event_data(line: EventLine, url: str) -> SafeString:
    """An event and when it takes place next; where, as fine as the public may know."""
    event, (begins, ends) = line.event, line.span
    places: list[dict[str, Any]] = []
    if line.where.line:
        places.append({"@type": "Place", "name": line.where.line, "address": line.where.line})
    if line.where.online:
        places.append({"@type": "VirtualLocation", "url": line.where.online})
    mode = {(True, False): "Offline", (False, True): "Online", (True, True): "Mixed"}
    attendance = mode.get((bool(line.where.line), bool(line.where.online)))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.label,
        "description": event.text or None,
        "url": url,
        "startDate": begins.isoformat(),
        "endDate": ends.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if line.off else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{attendance}EventAttendanceMode" if attendance else None,
        "location": places or None,
        "organizer": {"@type": "GovernmentOffice", "name": event.center.title} if event.center else None,
        "isAccessibleForFree": True,
    }
    return _as_script(data)


def portal_data(name: str, publisher: str, search: str) -> SafeString:
    """The site, who publishes it, and how to search it; `search`: the path of the directory page."""
    return _as_script(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": name,
            "url": settings.SITE_URL,
            "inLanguage": [code for code, _name in settings.LANGUAGES],
            "publisher": {"@type": "GovernmentOrganization", "name": publisher, "areaServed": "UA"},
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{settings.SITE_URL}{search}?q={{q}}",
                "query-input": "required name=q",
            },
        }
    )


def _weekly(opening_hours: str) -> list[str]:
    """Rules that schema.org writes as OpenStreetMap does; nothing when there are others."""
    rules = [rule.strip() for rule in opening_hours.split(";") if rule.strip()]
    return rules if all(_PLAIN_RULE.fullmatch(rule) for rule in rules) else []


def _as_script(data: dict[str, Any]) -> SafeString:
    known = {key: value for key, value in data.items() if value is not None}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # escaped above

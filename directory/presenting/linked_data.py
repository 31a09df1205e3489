"""The center for search engines: schema.org, from what the page itself shows."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from directory.models import CenterPage

# Inside a script element these could end it or begin a comment.
_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


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
    known = {key: value for key, value in data.items() if value is not None}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # escaped above

"""What a table says of a center, and what of it a stored center still has: the same values, so that they compare."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from directory.models import CenterPage, Place
from directory.place_names import fold

# What an import writes; everything else on a page belongs to its editors. A list of services is confirmed by hand
# alone, so that a date there is a change by hand. Another order or another name here would make every center differ
# from its stored digest, that is, look as if someone had changed it.
WRITTEN = (
    "title", "status", "oblast_id", "settlement_id", "street", "latitude", "longitude", "phones", "emails", "website",
    "opening_hours", "provider", "services_remark", "services_verified_on", "access_remark", "source_url",
    "source_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """Values of the fields in WRITTEN, codes of places, slugs of services."""

    fields: dict[str, Any]
    communities: tuple[str, ...]
    origins: tuple[str, ...]
    services: tuple[str, ...]

    @classmethod
    def stored(cls, center: CenterPage) -> "Facts":
        """Of a page with its lists fetched before."""
        return cls(
            fields={name: getattr(center, name) for name in WRITTEN},
            communities=tuple(place.pk for place in center.stands_in),
            origins=tuple(place.pk for place in center.origins),
            services=tuple(sorted(offer.service.slug for offer in center.offers.all())),
        )

    @property
    def digest(self) -> str:
        written = [[self.fields[name] for name in WRITTEN], self.communities, self.origins, self.services]
        return hashlib.sha256(json.dumps(written, default=str, ensure_ascii=False).encode()).hexdigest()


def key_of(oblast: Place, communities: tuple[Place, ...], name: str) -> str:
    """What a center of a table is known by for good: its oblast, whose it is, and its first name."""
    parts = [oblast.pk, *sorted(place.pk for place in communities), fold(name)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

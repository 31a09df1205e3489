"""A center in the words of HSDS, made of what the API says of it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from directory import access
from directory.answers import Center
from directory.models import CenterPage
from directory.opendata.hsds.ids import uid
from directory.opendata.hsds.terms import Terms
from directory.spoken import LANGUAGES

STATUS = {"open": "active", "planned": "inactive", "suspended": "temporarily closed", "closed": "defunct"}
NOT_KNOWN_CODE = ""  # the directory knows no postal codes; HSDS requires the field


def given_services(status: str, recorded: Iterable[str], core: Iterable[str]) -> list[str]:
    """What a center helps with: what is recorded, and the core services if it is open. By slug."""
    return sorted({*recorded, *(core if status == "open" else ())})


class Records:
    """The records of one center; `page` from `.for_display()`, `said` its API answer."""

    def __init__(self, page: CenterPage, said: Center, terms: Terms) -> None:
        self.page, self.said, self.terms = page, said, terms
        self.slug = said["slug"]

    # --- With all that belongs to them

    def organization_full(self, *, full_service: bool = False) -> dict[str, Any]:
        program = self._program()
        services = [
            self.service_full(service) if full_service else {"id": uid("service", self.slug, service)}
            for service in self.services
        ]
        return self.organization() | _known(
            phones=self._phones("organization"),
            locations=[self.location_full()],
            programs=[program] if program else None,
            services=services,
            attributes=self._groups(uid("organization", self.slug)),
        )

    def service_full(self, service: str) -> dict[str, Any]:
        link = uid("service", self.slug, service)
        return self.service(service) | _known(
            phones=self._phones("service", service),
            schedules=self._schedules("service", service),
            service_areas=[
                {"id": uid("area", self.slug, service, place["code"]), "name": f"{place['name']} громада"}
                for place in self.said["communities"]
            ],
            service_at_locations=[self._at_location(service) | {"location": self.location_full()}],
            languages=self._languages("service", service),
            attributes=[self.terms.attribute(link, "services", service), *self._groups(link)],
        )

    def service_at_location_full(self, service: str) -> dict[str, Any]:
        return self._at_location(service) | _known(
            phones=self._phones("at", service),
            schedules=self._schedules("at", service),
            location=self.location_full(),
            service=self.service(service),
        )

    # --- With what there is one of

    @property
    def services(self) -> list[str]:
        return given_services(self.said["status"], self.said["services"], self.terms.core)

    def organization(self) -> dict[str, Any]:
        return _known(
            id=uid("organization", self.slug),
            name=self.said["name"],
            description=self._description(),
            email=_first(self.said["emails"]),
            website=self.said["website"],
            uri=self.said["url"],
        )

    def service(self, service: str) -> dict[str, Any]:
        term = self.terms.by_key["services", service]
        verified = self.said["services_verified_on"]
        return _known(
            id=uid("service", self.slug, service),
            organization_id=uid("organization", self.slug),
            name=term["name"],
            description=term["description"],
            url=self.said["url"],
            email=_first(self.said["emails"]),
            status=STATUS[self.said["status"]],
            assured_date=verified.isoformat() if verified else None,
            alert=self.said["notice"],
            last_modified=self.said["updated_at"].isoformat(timespec="milliseconds"),
            organization=self.organization(),
            program=self._program(),
        )

    def service_at_location(self, service: str) -> dict[str, Any]:
        return self._at_location(service) | {"location": self.location(), "service": self.service(service)}

    def location(self) -> dict[str, Any]:
        return _known(
            id=uid("location", self.slug),
            location_type="physical",
            organization_id=uid("organization", self.slug),
            name=self.said["name"],
            description=self._whereabouts(),
            latitude=self.said["lat"],
            longitude=self.said["lon"],
        )

    def location_full(self) -> dict[str, Any]:
        return self.location() | _known(
            addresses=self._addresses(),
            accessibility=self._accessibility(),
            languages=self._languages("location"),
            phones=self._phones("location"),
            schedules=self._schedules("location"),
        )

    # --- Parts

    def _at_location(self, service: str) -> dict[str, Any]:
        return {
            "id": uid("at", self.slug, service),
            "service_id": uid("service", self.slug, service),
            "location_id": uid("location", self.slug),
        }

    def _description(self) -> str:
        """What it is and whose; HSDS requires a description."""
        with override("uk"):
            kind = CenterPage.Kind(self.said["kind"]).label if self.said["kind"] else ""
        where = [f"{place['name']} громада" for place in self.said["communities"]]
        parts = [str(kind).capitalize(), *where, self.page.oblast.label]
        provider = f" Надавач: {self.said['provider']}." if self.said["provider"] else ""
        return f"{', '.join(parts)}.{provider}"

    def _whereabouts(self) -> str | None:
        if self.said["hidden"]:
            return "Адресу повідомляють телефоном. Точка: центр громади."
        return {
            "settlement": "Точка: населений пункт, а не будинок.",
            "community": "Точка: центр громади, а не будинок.",
        }.get(self.said["precision"] or "")

    def _addresses(self) -> list[dict[str, Any]]:
        """One, where street and settlement may be told and are known."""
        settlement, street = self.page.public_settlement, self.page.public_street
        if self.said["hidden"] or not (settlement and street):
            return []
        return [
            _known(
                id=uid("address", self.slug),
                address_1=street,
                city=settlement.label,
                region=self.said["raion"]["name"] + " район" if self.said["raion"] else None,
                state_province=self.page.oblast.label,
                country="UA",
                address_type="physical",
            )
            | {"postal_code": NOT_KNOWN_CODE}
        ]

    def _accessibility(self) -> list[dict[str, Any]]:
        link = uid("accessibility", self.slug)
        known = {code: answer for code, answer in self.said["access"].items() if answer != "unknown"}
        if not known:
            return []
        words = {"yes": "так", "no": "ні", "na": "не застосовується"}
        sentences = [f"{access.FEATURES[code].name}: {words[answer]}" for code, answer in known.items()]
        return [
            {
                "id": link,
                "description": f"{'; '.join(sentences)}.",
                "url": self.said["url"],
                "attributes": [
                    self.terms.attribute(link, "access-card", code, answer) for code, answer in known.items()
                ],
            }
        ]

    def _phones(self, *of: str) -> list[dict[str, Any]]:
        return [
            {"id": uid("phone", self.slug, *of, number), "number": number} for number in self.said["phones"]
        ]

    def _languages(self, *of: str) -> list[dict[str, Any]]:
        """Those that are spoken; HSDS leaves out what takes an interpreter, so sign language is in `accessibility`."""
        spoken = set(self.page.languages)
        with override("uk"):
            return [
                {"id": uid("language", self.slug, *of, code), "code": code, "name": str(label)}
                for code, label in LANGUAGES
                if code in spoken
            ]

    def _schedules(self, *of: str) -> list[dict[str, Any]]:
        """In words of OpenStreetMap: exceptions, nights and breaks are more than one RRULE can say."""
        if not self.said["opening_hours"]:
            return []
        return [
            {
                "id": uid("schedule", self.slug, *of),
                "description": f"{self.said['opening_hours']} (OpenStreetMap opening_hours, Europe/Kyiv)",
                "schedule_link": self.said["url"],
            }
        ]

    def _program(self) -> dict[str, Any] | None:
        name = self.said["programme"]
        if not name:
            return None
        key = uid("program", self.slug, name)
        return {
            "id": key,
            "organization_id": uid("organization", self.slug),
            "name": name,
            "description": name,
        }

    def _groups(self, link: str) -> list[dict[str, Any]]:
        return [
            self.terms.attribute(link, "groups", group)
            for group in self.said["groups"]
            if ("groups", group) in self.terms.by_key
        ]


def _first(values: list[str]) -> str | None:
    return values[0] if values else None


def _known(**fields: Any) -> dict[str, Any]:
    """Without what is not known: HSDS has no null."""
    return {name: value for name, value in fields.items() if value is not None and value != []}

"""Taxonomies and their terms: services, target groups, items of the accessibility information."""

from dataclasses import dataclass
from typing import Any

from directory import access
from directory.models import Service, TargetGroup
from directory.opendata.hsds.ids import uid

TAXONOMIES = {
    "services": ("Послуги", "Послуги центрів життєстійкості / Services of resilience centres"),
    "groups": ("Цільові групи", "Для кого центр насамперед / Whom a centre is for in particular"),
    "access-card": (
        "Відомості про доступність",
        "Пункти про доступність; значення: yes, no, na / Accessibility items; values: yes, no, na",
    ),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms by (taxonomy, code), in the order of their vocabularies."""

    by_key: dict[tuple[str, str], dict[str, Any]]
    core: tuple[str, ...]  # slugs of the services that every open center gives

    @classmethod
    def load(cls) -> "Terms":
        """Two queries."""
        services, groups = list(Service.objects.all()), list(TargetGroup.objects.all())
        rows = [("services", term.slug, term.name, term.hint or term.name_en) for term in services]
        rows += [("groups", term.slug, term.name, term.name_en) for term in groups]
        rows += [("access-card", item.code, item.name, item.name_en) for item in access.FEATURES.values()]
        return cls(
            {(taxonomy, code): _term(taxonomy, code, *texts) for taxonomy, code, *texts in rows},
            tuple(service.slug for service in services if service.core),
        )

    def attribute(self, link: str, taxonomy: str, code: str, value: str = "") -> dict[str, Any]:
        """That a term is true of something; `link` is that thing's identifier."""
        attribute = {
            "id": uid("attribute", link, taxonomy, code),
            "label": self.by_key[taxonomy, code]["name"],
            "taxonomy_term": self.by_key[taxonomy, code],
        }
        return attribute | ({"value": value} if value else {})


def taxonomies() -> list[dict[str, Any]]:
    return [
        {"id": uid("taxonomy", code), "name": name, "description": text}
        for code, (name, text) in TAXONOMIES.items()
    ]


def _term(taxonomy: str, code: str, name: str, description: str) -> dict[str, Any]:
    label, text = TAXONOMIES[taxonomy]
    return {
        "id": uid("term", taxonomy, code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": label,
        "taxonomy_detail": {"id": uid("taxonomy", taxonomy), "name": label, "description": text},
        "language": "ukr",
    }

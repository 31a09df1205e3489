"""What a search must answer, written apart from the code: geopy, brute force, and the table of filters once more."""

from __future__ import annotations

from dataclasses import dataclass

from geopy.distance import geodesic

CORE, OTHER = "psychosocial-support", "legal-aid"
OPEN_HOURS = {"24/7": "yes", "24/7 off": "no", "": "unknown"}


@dataclass(frozen=True)
class Truth:
    """A center as the public knows it; `point` is (lat, lon) or None."""

    slug: str
    name: str
    point: tuple[float, float] | None
    live: bool
    status: str
    schedule: str
    services: tuple[str, ...]
    confirmed: bool
    step_free: str | None
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    origin: tuple[float, float] | None
    km: float | None
    services: tuple[str, ...]
    step_free: bool
    group: str | None
    open: bool
    status: str


def judge(question: Question, center: Truth) -> str:
    answers = [_service(service, center) for service in question.services]
    if question.step_free:
        answers.append({"yes": "yes", "na": "yes", "no": "no"}.get(center.step_free or "", "unknown"))
    if question.group:
        answers.append("yes" if not center.groups or question.group in center.groups else "no")
    if question.open:
        answers.append("no" if center.status != "open" else OPEN_HOURS[center.schedule])
    if "no" in answers:
        return "no"
    return "unknown" if "unknown" in answers else "fits"


def _service(service: str, center: Truth) -> str:
    if service in center.services or (service == CORE and center.status == "open"):
        return "yes"
    return "no" if center.confirmed else "unknown"


def answer(question: Question, centers: list[Truth]) -> dict[str, list[tuple[str, float | None]]]:
    """Slugs and unrounded kilometres by fit, in the order in which they are told."""
    found: dict[str, list[tuple[str, float | None, str]]] = {"fits": [], "unknown": [], "no": []}
    for center in centers:
        if not center.live or not _in_status(question.status, center.status):
            continue
        far = None
        if question.origin and center.point:
            far = geodesic(question.origin, center.point).km
        if question.km is not None and (far is None or far > question.km):
            continue
        found[judge(question, center)].append((center.slug, far, center.name))
    for part in found.values():
        if question.origin:
            part.sort(key=lambda hit: (hit[1] is None, hit[1] or 0.0, hit[0]))
        else:
            part.sort(key=lambda hit: (hit[2], hit[0]))
    return {fit: [(slug, far) for slug, far, _name in part] for fit, part in found.items()}


def _in_status(asked: str, status: str) -> bool:
    return status != "closed" if asked == "any" else status == asked

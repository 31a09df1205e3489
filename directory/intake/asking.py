"""What a person asks for before anything personal: from where, about what, what they need to get in, which center."""

from __future__ import annotations

from dataclasses import dataclass, replace

from directory.atlas import Atlas
from directory.models import Need, Place
from directory.origins import Origin
from directory.routing import OriginRequired, Refused, Routing, origin_at, route


@dataclass(frozen=True, slots=True)
class Asking:
    """`center`: the slug of the one that the person picked; empty for the system's choice."""

    origin: Origin | None = None
    need: Need | None = None
    profiles: tuple[str, ...] = ()
    remote: bool = False
    center: str = ""

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The parameters that say it again in an address or in hidden fields, but for need and center."""
        origin = self.origin
        pairs: list[tuple[str, str]] = []
        if origin and origin.place:
            pairs.append(("place", origin.place.code))
        elif origin:
            pairs += [("lat", repr(origin.point.lat)), ("lon", repr(origin.point.lon))]
        pairs += [("profile", code) for code in self.profiles]
        return [*pairs, *([("remote", "1")] if self.remote else [])]

    def route(self, atlas: Atlas) -> Routing:
        """Where it goes; OriginRequired, UnknownCenter."""
        return route(
            atlas,
            origin=self.origin,
            needs=[self.need] if self.need else [],
            profiles=self.profiles,
            remote=self.remote,
            chosen=self.center,
        )

    def choice_of_system(self) -> Asking:
        return replace(self, center="")

    def around(self, refused: Refused) -> Asking | None:
        """The same asked from the center that takes no requests; None when nobody knows where that is."""
        origin = origin_at(refused.row)
        return replace(self, center="", origin=origin) if origin else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a request goes. `from_person`: distances start where the person said; otherwise at the center.

    `routing` is None when a place must be told first; then `refused` may say why not the picked center.
    """

    asking: Asking
    routing: Routing | None
    refused: Refused | None = None
    from_person: bool = True

    @property
    def slug(self) -> str | None:
        """The center that it goes to; None when that is a coordinator, or not known yet."""
        return self.routing.chosen.slug if self.routing and self.routing.chosen else None

    @property
    def picked(self) -> bool:
        return bool(self.asking.center)

    @property
    def oblast(self) -> Place | None:
        """Whose coordinator gets it when no center can."""
        if self.routing is None or self.routing.chosen or self.routing.origin is None:
            return None
        return oblast_of(self.routing.origin)


def answer(asking: Asking, atlas: Atlas) -> Answer:
    """Where it goes; a picked center that takes no requests is refused, and the system chooses. UnknownCenter.

    Without an origin, the refused center's own place stands for it, and its nearest is as if picked.
    """
    try:
        routing = asking.route(atlas)
    except OriginRequired as error:
        if error.refused and (nearby := asking.around(error.refused)):
            found = nearby.route(atlas)
            if found.chosen:
                near = replace(asking, center=found.chosen.slug)
                return Answer(near, found, error.refused, from_person=False)
        return Answer(asking.choice_of_system(), None, error.refused, from_person=False)
    if routing.refused:
        return Answer(asking.choice_of_system(), routing, routing.refused)
    return Answer(asking, routing, from_person=asking.origin is not None)


def oblast_of(origin: Origin) -> Place | None:
    """The oblast in which it is, or that of the settlement nearest to it."""
    place = origin.place or Place.objects.nearest(origin.point)
    return (place.oblast or place) if place else None


def place_words(origin: Origin) -> str:
    """Where the person is, for staff, when the person shares it: never finer than a settlement."""
    place = origin.place or Place.objects.nearest(origin.point)
    return ", ".join(filter(None, (place.label, place.where))) if place else ""

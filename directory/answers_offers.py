"""What the public API says of how a center helps: languages, services in detail, visiting specialists, mobile stops."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory.models import CenterPage, MobileStop
from directory.models.offers import Mode
from directory.models.visits import CooperatingBody
from directory.recurring import Span
from directory.spoken import LANGUAGES, SIGN_LANGUAGE, SIGN_LANGUAGE_ITEM

MOST_STOPS = 20


def _one_of(codes: list[str]) -> Any:
    return Field(json_schema_extra={"enum": list[Any](codes)})


Booked = Annotated[str | None, Field(description="`walk_in`, `appointment`; null: not known.")]
Osm = Annotated[str | None, Field(description="OSM syntax in Europe/Kyiv.")]


class OfferAnswer(TypedDict):
    service: Annotated[str, Field(description="A slug of `services`; its own service is a kind of it.")]
    name: Annotated[str | None, Field(description="Of the community's own service; null: the vocabulary's.")]
    name_en: str | None
    modes: list[Annotated[str, _one_of(Mode.values)]]
    booking: Booked
    opening_hours: Annotated[str | None, Field(description="OSM syntax; null: the center's hours.")]
    note: str | None


class BodyAnswer(TypedDict):
    name: str
    name_en: str | None
    kind: Annotated[str, _one_of(CooperatingBody.Kind.values)]
    website: str | None
    phone: str | None


class VisitAnswer(TypedDict):
    what: str
    what_en: str | None
    body: BodyAnswer | None
    opening_hours: Osm
    booking: Booked
    phone: str | None


class PlaceName(TypedDict):
    code: str
    name: str


class StopAnswer(TypedDict):
    place: Annotated[PlaceName, Field(description="The settlement; where a center is hidden, the community.")]
    spot: str | None
    starts: datetime
    ends: datetime
    weekly: bool


class HelpFacts(TypedDict):
    languages: Annotated[
        list[str], Field(description="ISO 639; `ukl`: Ukrainian Sign Language, by the accessibility item.")
    ]
    offers: Annotated[list[OfferAnswer], Field(description="The recorded services in detail.")]
    visits: Annotated[list[VisitAnswer], Field(description="Specialists who receive people in the center.")]
    stops: Annotated[list[StopAnswer], Field(description="Of the mobile team, within two weeks.")]


def help_answer(center: CenterPage, now: datetime) -> HelpFacts:
    """No query, of a center `for_display`."""
    spoken = [code for code, _label in LANGUAGES if code in center.languages]
    signs = [SIGN_LANGUAGE] if center.answers.get(SIGN_LANGUAGE_ITEM) == "yes" else []
    coming = sorted((span, stop.pk, stop) for stop in center.stops.all() for span in stop.coming(now))
    return {
        "languages": [*spoken, *signs],
        "offers": [
            {
                "service": offer.service.slug,
                "name": offer.title or None,
                "name_en": offer.title_en or None,
                "modes": list(offer.modes),
                "booking": offer.booking or None,
                "opening_hours": offer.hours or None,
                "note": offer.note or None,
            }
            for offer in center.offers.all()
        ],
        "visits": [
            {
                "what": visit.what,
                "what_en": visit.what_en or None,
                "body": _body(visit.body) if visit.body else None,
                "opening_hours": visit.schedule or None,
                "booking": visit.booking or None,
                "phone": visit.phone or None,
            }
            for visit in center.visits.all()
        ],
        "stops": [
            _stop(stop, span, hidden=center.position.hidden) for span, _pk, stop in coming[:MOST_STOPS]
        ],
    }


def _body(body: CooperatingBody) -> BodyAnswer:
    return {
        "name": body.name,
        "name_en": body.name_en or None,
        "kind": body.kind,
        "website": body.website or None,
        "phone": body.phone or None,
    }


def _stop(stop: MobileStop, span: Span, *, hidden: bool) -> StopAnswer:
    hidden = hidden or stop.is_hidden
    place = (stop.place.community or stop.place) if hidden else stop.place
    return {
        "place": {"code": place.pk, "name": place.name},
        "spot": None if hidden else stop.spot or None,
        "starts": span[0],
        "ends": span[1],
        "weekly": stop.weekday is not None,
    }

"""What the public API says of centers: every shape once, for the type checker, the answers and OpenAPI.

Unknown is null, never "" or 0; a list is [], never null. Of a place where a center must not be found nothing finer
than its community is read.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.utils.translation import override
from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory import access, hours, without_grid, wording
from directory.answers_offers import HelpFacts, help_answer
from directory.answers_places import Latitude, Longitude, Precision, Unit, one_of, unit, unit_or_none
from directory.fit import Reason
from directory.models import CenterPage
from directory.models.position import Position

Status = Annotated[str, one_of(CenterPage.Status.values)]
Kind = Annotated[str, one_of(CenterPage.Kind.values)]
AccessLevel = Annotated[str, one_of(CenterPage.AccessLevel.values)]


class ProfileSummary(TypedDict):
    """Our summary for one need profile, as computed; never an official level."""

    fit: access.Judged
    missing: Annotated[list[str], Field(description="Items answered no in must-groups that are no.")]
    unknown: Annotated[
        list[str], Field(description="Items not recorded: of must-groups that are unknown, then the others.")
    ]
    remarks: Annotated[list[str], Field(description="What to know although one gets in.")]


class CenterFacts(HelpFacts):
    """A center, as far as it is known, but for its point."""

    slug: str
    name: str
    status: Status
    status_since: date | None
    kind: Kind
    oblast: Unit
    raion: Unit | None
    communities: Annotated[list[Unit], Field(description="Where it stands; the first is its address's.")]
    origin_communities: Annotated[list[Unit], Field(description="Whose a relocated center is.")]
    hidden: Annotated[bool, Field(description="True: for safety nothing finer than the community is told.")]
    address: str | None
    precision: Annotated[Precision | None, Field(description="What its point is the point of.")]
    phones: list[str]
    emails: list[str]
    website: str | None
    opening_hours: Annotated[
        str | None, Field(description="OSM syntax in Europe/Kyiv, exceptions included as dated rules.")
    ]
    open_now: Annotated[bool | None, Field(description="Null when the hours are unknown.")]
    next_change: Annotated[datetime | None, Field(description="When open_now next differs, within 14 days.")]
    notice: Annotated[str | None, Field(description="What to know today, in Ukrainian; over by itself.")]
    services: Annotated[
        list[str], Field(description="Those recorded. Core services are given by every open center besides.")
    ]
    groups: Annotated[list[str], Field(description="Empty: it takes everyone.")]
    access: Annotated[dict[str, access.Answer], Field(description="Every item of `access-features`.")]
    access_summary: Annotated[dict[str, ProfileSummary], Field(description="By need profile.")]
    without_grid: Annotated[
        dict[str, Literal["yes", "no", "unknown"]],
        Field(description="What works when the grid is off: power, heat, water, internet, shelter."),
    ]
    access_level: Annotated[AccessLevel | None, Field(description="The official level, as assessed.")]
    access_level_on: date | None
    provider: str | None
    programme: str | None
    accepts_requests: Annotated[
        bool, Field(description="Requests are switched on and an active case worker is there.")
    ]
    paused_until: Annotated[date | None, Field(description="The last day without requests.")]
    services_verified_on: Annotated[
        date | None, Field(description="Null: a service that is not listed is unknown, not missing.")
    ]
    verified_on: date | None
    source_url: str | None
    source_date: date | None
    url: Annotated[str, Field(description="The Ukrainian page.")]
    updated_at: datetime


class Center(CenterFacts):
    """A center, as far as it is known; its point is WGS 84."""

    lat: Latitude | None
    lon: Longitude | None


ReasonAnswer = Annotated[
    dict[str, Any],
    Field(
        description="`code`; `service`, `profile`, `access`, `group` or `open`: what was asked; "
        "`items`: the accessibility items it hangs on."
    ),
]


def center_answer(center: CenterPage, now: datetime) -> Center:
    """All that the API says of a center from `.for_display()`, which costs no query then."""
    position = center.position
    answers = center.answers
    is_open = hours.open_at(center.schedule, now) if center.status == "open" else False
    change = hours.next_change(center.schedule, now) if center.status == "open" else None
    return {
        "slug": center.slug,
        "name": center.title,
        "status": center.status,
        "status_since": center.status_since,
        "kind": center.kind,
        "oblast": unit(center.oblast),
        "raion": unit_or_none(center.raion),
        "communities": [unit(place) for place in center.stands_in],
        "origin_communities": [unit(place) for place in center.origins],
        "hidden": position.hidden,
        "address": _address(center, position),
        "lat": position.point.lat if position.point else None,
        "lon": position.point.lon if position.point else None,
        "precision": position.precision,
        "phones": list(center.phones),
        "emails": list(center.emails),
        "website": center.website or None,
        "opening_hours": center.schedule or None,
        "open_now": is_open,
        "next_change": change,
        "notice": _notice(center, now),
        "services": list(center.service_slugs),
        "groups": list(center.group_slugs),
        **help_answer(center, now),
        "access": {code: access.answer_to(answers, code) for code in access.FEATURES},
        "access_summary": {code: _summary(answers, profile) for code, profile in access.PROFILES.items()},
        "without_grid": without_grid.answers(center),
        "access_level": center.access_level or None,
        "access_level_on": center.access_level_on if center.access_level else None,
        "provider": center.provider or None,
        "programme": center.programme or None,
        "accepts_requests": center.accepts_requests,
        "paused_until": center.paused_until,
        "services_verified_on": center.services_verified_on,
        "verified_on": center.verified_on,
        "source_url": center.source_url or None,
        "source_date": center.source_date,
        "url": f"{settings.SITE_URL}/{settings.LANGUAGE_CODE}/centers/{center.slug}/",
        "updated_at": hours.kyiv(center.changed_at).replace(microsecond=0),
    }


def reasons_answer(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [reason.as_dict() for reason in reasons]


def _notice(center: CenterPage, now: datetime) -> str | None:
    with override(settings.LANGUAGE_CODE):
        told = wording.told_words(center.announced, now)
    return ". ".join(filter(None, [*told, center.current_notice])) or None


def _address(center: CenterPage, position: Position) -> str | None:
    if position.hidden:  # the switch of an oblast or a community may be newer than what was derived
        return None
    settlement = center.public_settlement
    parts = [settlement.label if settlement else "", center.public_street]
    return ", ".join(part for part in parts if part) or None


def _summary(answers: dict[str, str], profile: access.Profile) -> ProfileSummary:
    summary = access.summarise(answers, profile)
    return {
        "fit": summary.fit,
        "missing": list(summary.missing),
        "unknown": list(summary.unknown),
        "remarks": list(summary.remarks),
    }

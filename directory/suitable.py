"""What the public API says of where a request would go."""

from datetime import datetime
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from directory.access import Judged
from directory.answers import Center, ReasonAnswer, center_answer, reasons_answer
from directory.answers_places import Kilometres, OriginAnswer, Precision, kilometres, origin_answer
from directory.models import CenterPage
from directory.routing import Choice, Routing


class ChoiceAnswer(TypedDict):
    """An able center. `tier`: 0 fits, 1 unknown, both within reach; 2, 3 the same farther; 4 something is missing."""

    center: Center
    distance_km: Kilometres | None
    precision: Precision | None
    fit: Judged
    tier: Annotated[int, Field(ge=0, le=4)]
    reasons: list[ReasonAnswer]


class PassedOverAnswer(TypedDict):
    """An open center that is nearer than the chosen one."""

    slug: str
    distance_km: Kilometres
    why: list[str]


class RefusedAnswer(TypedDict):
    """The center that was asked for and takes no request now."""

    slug: str
    why: list[str]


class SuitableAnswer(TypedDict):
    origin: OriginAnswer | None
    chosen: ChoiceAnswer | None
    alternatives: Annotated[list[ChoiceAnswer], Field(max_length=3)]
    passed_over: list[PassedOverAnswer]
    refused: RefusedAnswer | None
    why: Annotated[str | None, Field(description="`no_able_center`: nobody can take it.")]


def suitable_answer(routing: Routing, now: datetime) -> SuitableAnswer:
    """With the whole centers; a constant number of queries."""
    choices = [choice for choice in (routing.chosen, *routing.alternatives) if choice]
    pages = CenterPage.objects.for_display().in_bulk([choice.row.pk for choice in choices])

    def answer(choice: Choice) -> ChoiceAnswer:
        return {
            "center": center_answer(pages[choice.row.pk], now),
            "distance_km": kilometres(choice.distance),
            "precision": choice.row.precision,
            "fit": choice.fit,
            "tier": choice.tier,
            "reasons": reasons_answer(choice.reasons),
        }

    return {
        "origin": origin_answer(routing.origin) if routing.origin else None,
        "chosen": answer(routing.chosen) if routing.chosen else None,
        "alternatives": [answer(choice) for choice in routing.alternatives],
        "passed_over": [
            {"slug": passed.slug, "distance_km": round(passed.distance, 3), "why": list(passed.why)}
            for passed in routing.passed_over
        ],
        "refused": {"slug": routing.refused.slug, "why": list(routing.refused.why)}
        if routing.refused
        else None,
        "why": routing.why,
    }

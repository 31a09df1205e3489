"""The center that a request goes to, as the page tells it: how far, why it, what else there is, why not the nearer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.fit import Asked, Reason, evaluate
from directory.intake.asking import Answer
from directory.models import CenterPage, Need
from directory.nearby import give_texts
from directory.presenting.where import address_line, region_name
from directory.query import CenterRow
from directory.wording import Vocabulary, reason_text
from directory.wording.distance import distance_words

SHOWN_PASSED = 3  # the other nearer centers are folded away, not left out
_KINDS = {"offers": "yes", "access_fits": "yes", "nearest": "yes", "chosen_by_person": "yes"}


@dataclass(frozen=True, slots=True)
class Line:
    """A reason in words; `kind`: "yes", "ask" (not known) or "no"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A center in an offer. `distance` is empty where the person did not say from where."""

    center: CenterPage
    where: str
    distance: str
    lines: list[Line]

    @property
    def slug(self) -> str:
        return self.center.slug


@dataclass(frozen=True, slots=True)
class Offer:
    """`chosen` is None when a coordinator gets the request (then `region` names the oblast) or a place is missing."""

    answer: Answer
    chosen: Shown | None
    alternatives: list[Shown]
    passed_over: list[Shown]
    refused: Shown | None
    region: str
    offering: dict[str, str]

    @property
    def value(self) -> str:
        """What `center` says in the form for the chosen one."""
        return self.answer.asking.center if self.chosen else ""

    @property
    def shown(self) -> str:
        """The slug of the system's choice that the person sees; empty when they picked one."""
        return "" if self.answer.picked else self.answer.slug or ""

    @property
    def first_passed(self) -> list[Shown]:
        return self.passed_over[:SHOWN_PASSED]

    @property
    def other_passed(self) -> list[Shown]:
        return self.passed_over[SHOWN_PASSED:]

    @property
    def missing(self) -> list[Line]:
        """What the person should know before sending."""
        return [line for line in self.chosen.lines if line.kind != "yes"] if self.chosen else []

    @property
    def passed_heading(self) -> str:
        count = len(self.passed_over)
        return ngettext(
            "%(count)d centre is nearer. Why not there", "%(count)d centres are nearer. Why not there", count
        ) % {"count": count}


def offer(answer: Answer, needs: Sequence[Need], reach_km: int) -> Offer:
    """In the language of the page; three queries at most. `needs` with their services, as they may be asked for."""
    routing = answer.routing
    services = {need.service.slug: need.service.label for need in needs if need.service}
    words = Vocabulary(services=services, groups={}, reach_km=reach_km)
    choices = [routing.chosen, *routing.alternatives] if routing and routing.chosen else []
    passed_over = routing.passed_over if routing and answer.from_person else ()
    rows = [choice.row for choice in choices] + [passed.row for passed in passed_over]
    if answer.refused:
        rows.append(answer.refused.row)
    centers = CenterPage.objects.for_cards().in_bulk([row.pk for row in rows])
    give_texts(centers.values())
    origin = routing.origin if routing else None

    def shown(row: CenterRow, km: float | None, reasons: Iterable[Reason]) -> Shown:
        told = [reason for reason in reasons if _is_told(reason, answer)]
        return Shown(
            center=centers[row.pk],
            where=address_line(centers[row.pk]),
            distance=distance_words(km, origin, row) if origin and answer.from_person else "",
            lines=[_line(reason, words, located=km is not None) for reason in told],
        )

    told = [shown(choice.row, choice.distance, choice.reasons) for choice in choices]
    oblast = answer.oblast
    return Offer(
        answer=answer,
        chosen=told[0] if told else None,
        alternatives=told[1:],
        passed_over=[shown(passed.row, passed.distance, passed.reasons) for passed in passed_over],
        refused=shown(answer.refused.row, None, answer.refused.reasons) if answer.refused else None,
        region=region_name(oblast) if oblast else "",
        offering=_offering(choices[0].row, needs) if choices else {},
    )


def _is_told(reason: Reason, answer: Answer) -> bool:
    """Distances that start at a center itself tell a person nothing, nor does a choice that was not theirs."""
    if reason.code == "chosen_by_person":
        return answer.refused is None
    return answer.from_person or reason.code not in ("nearest", "beyond_reach")


def _line(reason: Reason, words: Vocabulary, *, located: bool) -> Line:
    text = reason_text(reason, words, located=located)
    if reason.code == "paused" or reason.code.startswith("not_"):
        return Line("no", text)
    return Line(_KINDS.get(reason.code, "ask" if reason.code.endswith("_unknown") else "no"), text)


def _offering(row: CenterRow, needs: Sequence[Need]) -> dict[str, str]:
    """For each need, by slug, whether this center offers its service: yes, no or not known."""
    core = frozenset(need.service.slug for need in needs if need.service and need.service.core)
    said = {
        "fits": _("this centre offers it"),
        "no": _("this centre does not offer it"),
        "unknown": _("it is not known whether this centre offers it"),
    }
    answers = {}
    for need in needs:
        asked = Asked(services=(need.service.slug,)) if need.service else Asked()
        hint = need.hint_en if get_language() == "en" else need.hint
        told = (
            said[evaluate(asked, row.facts, core=core).value]
            if need.service
            else _("every centre takes this")
        )
        answers[need.slug] = f"{hint} · {told}" if hint else told
    return answers

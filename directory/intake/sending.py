"""Taking a request: row, log and the mail's task row in one transaction, once for each idempotency key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from django.db import IntegrityError, transaction

from directory.intake import codes, notifications
from directory.intake.models import Intake
from directory.intake.states import Event
from directory.models import CenterPage, Need, Place

REFERENCES_TRIED = 8  # ten million references: even with a million in use, all of these are taken once in 10⁸


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """What a person writes about themselves; never printed."""

    name: str
    contact: str
    safe: str  # of states.Safe
    when: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """`created`: by this call; otherwise the key was known, and `same` says whether with these very words and need."""

    intake: Intake
    created: bool
    same: bool = field(default=True)


def send(
    *,
    key: str,
    words: Words,
    need: Need,
    consent_version: str,
    language: str,
    center: CenterPage | None = None,
    oblast: Place | None = None,
    profiles: Iterable[str] = (),
    remote: bool = False,
    place: str = "",
    alternatives: Iterable[int] = (),
    reroute: bool = False,
) -> Sent:
    """Keep a request for `center`, or, when it is None, for the coordinator of `oblast`.

    `place` is what staff read of where the person is: only for who ticked to share it. `alternatives` are the next
    able centers (pks, at most 3): only for who agreed to `reroute`.
    """
    if center is not None:
        center = center.source
        oblast = center.oblast
    if oblast is None:
        raise ValueError("A request without a center needs the oblast whose coordinator gets it.")
    intake = Intake(
        key_hash=codes.hash_key(key),
        pin_hash=codes.hash_pin(codes.pin_of(key)),
        center=center,
        oblast=oblast,
        need=need,
        profiles=list(profiles),
        remote=remote,
        place=place,
        alternatives=list(alternatives)[:3] if reroute else [],
        reroute=reroute,
        consent_version=consent_version,
        language=language,
        **asdict(words),
    )
    for _attempt in range(REFERENCES_TRIED):
        intake.reference = codes.new_reference()
        try:
            return _keep(intake)
        except IntegrityError:
            # Either somebody has this reference, or the same form came in twice at once.
            if known := Intake.objects.by_key(key):
                return _known(known, words, need)
    raise RuntimeError("No free reference was found.")


@transaction.atomic
def _keep(intake: Intake) -> Sent:
    intake.pk = None
    intake.save(force_insert=True)
    intake.log(Event.SENT, to_state=intake.state)
    notifications.tell_staff.enqueue(intake.pk)
    return Sent(intake, created=True)


def same_words(intake: Intake, words: Words, need: Need) -> bool:
    """Whether the request holds these very words and need."""
    return intake.need_id == need.pk and all(
        getattr(intake, name) == value for name, value in asdict(words).items()
    )


def _known(intake: Intake, words: Words, need: Need) -> Sent:
    return Sent(intake, created=False, same=same_words(intake, words, need))

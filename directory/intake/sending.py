"""Taking a request: row, log and the mail's task row in one transaction, once for each idempotency key."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, fields
from threading import Lock

from django.db import IntegrityError, connection, transaction

from directory.intake import codes, notifications
from directory.intake.models import Intake
from directory.intake.states import Event
from directory.models import Need

REFERENCES_TRIED = 8  # ten million references: even with a million in use, all of these are taken once in 10⁸


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """What a person writes about themselves; never printed."""

    name: str
    contact: str
    safe: str  # of states.Safe
    when: str = ""
    text: str = ""

    def by_name(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


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
    center: int | None = None,
    oblast: str,
    profiles: Iterable[str] = (),
    remote: bool = False,
    place: str = "",
    alternatives: Iterable[int] = (),
    reroute: bool = False,
) -> Sent:
    """Keep a request for `center`, or, when it is None, for the coordinator of `oblast`.

    `center` is the pk of its Ukrainian page and `oblast` the code of where it is, as routing knows them: nothing is
    read here. `place` is what staff read of where the person is: only for who ticked to share it. `alternatives` are
    the next able centers (pks, at most 3): only for who agreed to `reroute`.
    """
    intake = Intake(
        key_hash=codes.hash_key(key),
        pin_hash=codes.hash_pin(codes.pin_of(key)),
        center_id=center,
        oblast_id=oblast,
        need=need,
        profiles=list(profiles),
        remote=remote,
        place=place,
        alternatives=list(alternatives)[:3] if reroute else [],
        reroute=reroute,
        consent_version=consent_version,
        language=language,
        **words.by_name(),
    )
    for _attempt in range(REFERENCES_TRIED):
        intake.reference = codes.new_reference()
        try:
            with _in_turn():
                return _keep(intake)
        except IntegrityError:
            # Either somebody has this reference, or the same form came in twice at once.
            if known := Intake.objects.by_key(key):
                return _known(known, words, need)
    raise RuntimeError("No free reference was found.")


# Whoever waits for SQLite's lock sleeps and tries again, ever later, and is passed by who comes at the right moment:
# among eight at once the last waited three seconds. Those of one process queue here instead.
_writing = Lock()


def _in_turn() -> AbstractContextManager[object]:
    return _writing if connection.vendor == "sqlite" else nullcontext()


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
        getattr(intake, name) == value for name, value in words.by_name().items()
    )


def _known(intake: Intake, words: Words, need: Need) -> Sent:
    return Sent(intake, created=False, same=same_words(intake, words, need))

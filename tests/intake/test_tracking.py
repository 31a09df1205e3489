"""Who has reference and PIN finds the request; who guesses is locked out, and learns nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from directory.intake import codes, tracking
from directory.intake.models import Guesses, Intake
from directory.intake.tracking import Locked, NotFound
from tests.intake.factories import IntakeFactory

PIN = codes.pin_of("key")
WRONG = f"{(int(PIN) + 1) % 10**6:06d}"


@pytest.fixture
def intake(db: None) -> Intake:
    return IntakeFactory(key="key", center=None)


def unknown() -> str:
    while Intake.objects.filter(reference=(reference := codes.new_reference())).exists():
        pass
    return reference


def answers(reference: str, pins: list[str]) -> list[str]:
    said = []
    for pin in pins:
        try:
            tracking.find(reference, pin)
            said.append("found")
        except NotFound:
            said.append("no")
        except Locked as lock:
            said.append(f"locked {round(lock.seconds, -2)}")
    return said


def test_the_right_pin_finds_it(intake: Intake) -> None:
    assert tracking.find(intake.reference, PIN) == intake


def test_an_unknown_reference_answers_and_locks_like_a_wrong_pin(intake: Intake) -> None:
    expected = ["no"] * 5 + ["locked 3600"] * 2
    assert answers(intake.reference, [WRONG] * 7) == expected
    assert answers(unknown(), [WRONG] * 7) == expected


def test_five_wrong_tries_close_it_for_an_hour_also_to_the_right_pin(intake: Intake) -> None:
    answers(intake.reference, [WRONG] * 5)
    now = timezone.now()

    with pytest.raises(Locked):
        tracking.find(intake.reference, PIN, now + timedelta(minutes=59))
    assert tracking.find(intake.reference, PIN, now + timedelta(hours=1)) == intake


def test_after_the_hour_there_are_five_tries_again(intake: Intake) -> None:
    answers(intake.reference, [WRONG] * 5)
    Guesses.objects.update(locked_until=timezone.now())

    assert answers(intake.reference, [WRONG] * 4 + [PIN]) == ["no"] * 4 + ["found"]


def test_the_right_pin_forgets_the_wrong_ones(intake: Intake) -> None:
    assert answers(intake.reference, [WRONG] * 4 + [PIN] + [WRONG] * 4 + [PIN]).count("found") == 2
    assert not Guesses.objects.exists()


def test_one_reference_locks_no_other(intake: Intake) -> None:
    answers(unknown(), [WRONG] * 6)
    assert tracking.find(intake.reference, PIN) == intake


def test_references_are_not_kept_with_the_tries(intake: Intake) -> None:
    answers(intake.reference, [WRONG])
    assert intake.reference not in str(Guesses.objects.values().get())


def test_what_was_erased_is_found_no_more(intake: Intake) -> None:
    intake.withdraw()
    Intake.objects.forget()
    assert answers(intake.reference, [PIN]) == ["no"]


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_not_more_guesses() -> None:
    reference = IntakeFactory(key="key", center=None).reference
    together, said = threading.Barrier(8), []

    def guess() -> None:
        together.wait()
        try:
            said.extend(answers(reference, [WRONG]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said.count("no") == 5
    assert len(said) == 8

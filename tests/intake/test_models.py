"""A request's life: the state table, the log, codes, sealing."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, connections
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from directory.intake import codes
from directory.intake.models import Entry, Intake, WrongState
from directory.intake.states import ENDS, OPEN, Event, State
from portal.models import User
from portal.sealing import SealBroken
from tests.factories import UserFactory
from tests.intake.factories import CONTACT, NAME, SECRETS, IntakeFactory

# What may follow what, written here apart from the code.
TABLE = {
    "new": {"accepted", "declined", "withdrawn", "spam"},
    "accepted": {"contacted", "no_contact", "declined", "withdrawn", "spam"},
    "contacted": {"helped", "referred", "declined", "no_contact", "withdrawn"},
    "referred": {"helped", "declined", "no_contact", "withdrawn"},
}
CHANGES: dict[str, Callable[[Intake, User], None]] = {
    "accepted": lambda intake, user: intake.accept(by=user),
    "contacted": lambda intake, user: intake.contact_made(by=user),
    "referred": lambda intake, user: intake.refer(by=user, body="Бюро правової допомоги", agreed=True),
    "helped": lambda intake, user: intake.help(by=user),
    "declined": lambda intake, user: intake.decline(by=user, reason="no_capacity"),
    "no_contact": lambda intake, user: intake.no_contact(by=user),
    "withdrawn": lambda intake, user: intake.withdraw(),
    "spam": lambda intake, user: intake.mark_spam(by=user),
}


def tried(intake: Intake, times: int) -> Intake:
    for _ in range(times):
        Entry.objects.create(intake=intake, kind=Event.TRIED)
    return intake


@pytest.mark.django_db
class TestStates:
    @pytest.mark.parametrize("to", CHANGES)
    @pytest.mark.parametrize("state", State.values)
    def test_only_what_the_table_allows(self, state: str, to: str) -> None:
        intake, user = tried(IntakeFactory(state=state, center=None), 3), UserFactory()
        allowed = to in TABLE.get(state, set())

        if allowed:
            CHANGES[to](intake, user)
        else:
            with pytest.raises(WrongState):
                CHANGES[to](intake, user)

        stored = Intake.objects.get(pk=intake.pk)
        assert stored.state == intake.state == (to if allowed else state)
        assert (stored.ended_at is not None) == (stored.state in ENDS)
        moved = list(intake.entries.filter(kind=Event.MOVED).values_list("from_state", "to_state", "by"))
        assert moved == ([(state, to, None if to == "withdrawn" else user.pk)] if allowed else [])

    def test_every_state_is_either_open_or_an_end(self) -> None:
        assert set(OPEN) == set(TABLE)
        assert set(OPEN) | set(ENDS) == set(State)

    def test_of_two_who_read_the_same_state_one_is_refused(self) -> None:
        first = IntakeFactory()
        second = Intake.objects.get(pk=first.pk)

        first.accept(by=UserFactory())

        with pytest.raises(WrongState, match="взято в роботу"):
            second.accept(by=UserFactory())
        with pytest.raises(WrongState):
            Intake.objects.get(pk=first.pk).accept(by=UserFactory())
        assert second.state == "accepted"
        assert first.entries.filter(kind=Event.MOVED).count() == 1

    def test_not_reached_needs_three_noted_tries(self) -> None:
        intake, user = IntakeFactory(state="accepted"), UserFactory()

        for _ in range(2):
            intake.note_try(by=user)
        with pytest.raises(WrongState, match="3"):
            intake.no_contact(by=user)
        intake.note_try(by=user)
        intake.no_contact(by=user)

        assert intake.state == "no_contact"
        assert intake.tries == 3

    @pytest.mark.parametrize("state", ["new", *ENDS])
    def test_tries_are_noted_only_where_giving_up_may_follow(self, state: str) -> None:
        with pytest.raises(WrongState):
            IntakeFactory(state=state, center=None).note_try(by=UserFactory())

    @pytest.mark.parametrize(("body", "agreed"), [("", True), ("  ", True), ("Служба зайнятості", False)])
    def test_a_referral_needs_a_named_body_and_agreement(self, body: str, agreed: bool) -> None:
        intake = IntakeFactory(state="contacted", center=None)

        with pytest.raises(WrongState):
            intake.refer(by=UserFactory(), body=body, agreed=agreed)
        assert Intake.objects.get(pk=intake.pk).state == "contacted"

    def test_a_referral_records_to_whom_and_the_agreement(self) -> None:
        intake = IntakeFactory(state="contacted", center=None)
        intake.refer(by=UserFactory(), body=" Служба зайнятості ", agreed=True)

        stored = Intake.objects.get(pk=intake.pk)
        assert stored.referred_to == "Служба зайнятості"
        assert stored.referral_agreed_at

    def test_a_refusal_needs_a_reason_from_the_list(self) -> None:
        intake = IntakeFactory()

        with pytest.raises(WrongState):
            intake.decline(by=UserFactory(), reason="бо не хочу")
        intake.decline(by=UserFactory(), reason="no_service")
        assert intake.entries.get(kind=Event.MOVED).note == "no_service"

    def test_words_for_the_person_are_sealed_and_logged_without_them(self) -> None:
        intake = IntakeFactory()
        intake.say(" Приходьте в четвер. ", by=UserFactory())

        assert Intake.objects.get(pk=intake.pk).answer == intake.answer == "Приходьте в четвер."
        assert raw(intake, "answer").startswith("e1$")
        assert intake.entries.get(kind=Event.ANSWERED).note == ""

    def test_no_words_for_who_can_no_longer_look(self) -> None:
        intake = IntakeFactory(state="helped")
        Intake.objects.forget()

        with pytest.raises(WrongState):
            intake.say("Ще слово", by=UserFactory())
        assert raw(intake, "answer") == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once() -> None:
    intake, users = IntakeFactory(), [UserFactory(), UserFactory()]
    together, results = threading.Barrier(2), []

    def press(user: User) -> None:
        mine = Intake.objects.get(pk=intake.pk)
        together.wait()
        try:
            mine.accept(by=user)
            results.append("won")
        except WrongState:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["refused", "won"]
    assert intake.entries.filter(kind=Event.MOVED).count() == 1


def raw(intake: Intake, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM intake_intake WHERE id = %s', [intake.pk])  # noqa: S608
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
class TestSealing:
    def test_nothing_personal_is_in_the_database_in_the_clear(self) -> None:
        intake = IntakeFactory()
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM intake_intake")
            everything = str(cursor.fetchall())

        assert not [secret for secret in SECRETS if secret in everything]
        assert Intake.objects.get(pk=intake.pk).name == NAME

    def test_each_value_is_sealed_anew(self) -> None:
        assert raw(IntakeFactory(), "name") != raw(IntakeFactory(), "name")

    def test_every_way_of_writing_seals(self) -> None:
        intake = IntakeFactory()
        Intake.objects.filter(pk=intake.pk).update(name="Перша")
        assert raw(intake, "name").startswith("e1$test$")
        intake.name = "Друга"
        Intake.objects.bulk_update([intake], ["name"])
        assert raw(intake, "name").startswith("e1$test$")
        assert Intake.objects.get(pk=intake.pk).name == "Друга"

    @pytest.mark.parametrize(
        "lookup", ["name", "name__exact", "name__icontains", "contact__in", "text__isnull", "name__lower"]
    )
    def test_nothing_can_be_looked_up_by_it(self, lookup: str) -> None:
        with pytest.raises(FieldError, match="encrypted"):
            Intake.objects.filter(**{lookup: "Олена"})

    def test_a_value_moved_to_another_column_cannot_be_read(self) -> None:
        intake = IntakeFactory()
        Intake.objects.filter(pk=intake.pk).update(name=F("contact"))

        with pytest.raises(SealBroken):
            Intake.objects.get(pk=intake.pk)

    def test_what_is_not_loaded_comes_unsealed_later(self) -> None:
        IntakeFactory()
        intake = Intake.objects.defer("contact").get()

        assert "contact" in intake.get_deferred_fields()
        assert intake.contact == CONTACT
        assert list(Intake.objects.values_list("contact", flat=True)) == [CONTACT]

    def test_nothing_of_it_is_printed_or_serialized(self) -> None:
        intake = IntakeFactory()

        assert not [secret for secret in SECRETS if secret in f"{intake!r} {intake} {intake.entries.get()!r}"]
        with pytest.raises(FieldError, match="encrypted"):
            serializers.serialize("json", [intake])


class TestCodes:
    @given(st.integers(0, 10**7 - 1), st.integers(0, 7), st.integers(1, 9))
    def test_any_one_wrong_digit_is_told_at_once(self, number: int, place: int, off: int) -> None:
        digits = f"{number:07d}"
        reference = digits + codes.luhn_digit(digits)
        slip = str((int(reference[place]) + off) % 10)

        assert codes.read_reference(reference) == reference
        with pytest.raises(ValueError, match="помилка"):
            codes.read_reference(reference[:place] + slip + reference[place + 1 :])

    def test_the_check_digit_is_luhns(self) -> None:
        assert codes.luhn_digit("7992739") == "8"  # 79927398: 8+3+7+7+2+9+9+5 = 50
        assert codes.luhn_digit("4821730") == luhn("4821730")

    @given(st.integers(0, 10**7 - 1))
    def test_the_check_digit_makes_the_sum_whole(self, number: int) -> None:
        assert codes.luhn_digit(f"{number:07d}") == luhn(f"{number:07d}")

    @pytest.mark.parametrize("typed", ["{}-{}", " {} {} ", "{}–{}", "{}‑{}", "{} {}", "{}{}", "-{}--{}\n"])
    def test_spaces_and_dashes_are_ignored(self, typed: str) -> None:
        reference = codes.new_reference()
        assert codes.read_reference(typed.format(reference[:4], reference[4:])) == reference
        assert codes.read_pin(typed.format("042", "137")) == "042137"

    @given(st.text(max_size=20))
    def test_anything_else_is_refused_in_words(self, typed: str) -> None:
        digits = re.sub(r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212]", "", typed)

        if re.fullmatch("[0-9]{6}", digits):
            assert codes.read_pin(typed) == digits
        else:
            with pytest.raises(ValueError, match="шість цифр"):
                codes.read_pin(typed)
        if not re.fullmatch("[0-9]{8}", digits):
            with pytest.raises(ValueError, match="вісім цифр"):
                codes.read_reference(typed)

    def test_shown_in_halves(self) -> None:
        assert codes.show_reference("48217305") == "4821-7305"
        assert codes.show_pin("042137") == "042 137"

    def test_a_pin_follows_from_the_key_and_from_ours(self, settings: Any) -> None:
        pin = codes.pin_of("key")
        assert pin == codes.pin_of("key")
        assert len({codes.pin_of(f"key-{n}") for n in range(100)}) > 90
        settings.SECRET_KEY = "another"
        assert codes.pin_of("key") != pin

    def test_what_is_stored_of_a_pin(self, settings: Any) -> None:
        stored = codes.hash_pin("042137")

        assert codes.check_pin("042137", stored)
        assert not codes.check_pin("042138", stored)
        assert not codes.check_pin("042137", "")
        assert "042137" not in stored
        assert stored != codes.hash_pin("042137")
        settings.SECRET_KEY = "another"
        assert not codes.check_pin("042137", stored)


def luhn(digits: str) -> str:
    """By trying: the digit with which the sum of the doubled and the plain digits ends in 0."""
    for check in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(digits + check)):
            value = int(digit) * (2 if place % 2 else 1)
            total += value // 10 + value % 10
        if total % 10 == 0:
            return check
    raise AssertionError

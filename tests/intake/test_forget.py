"""Forgetting: what is personal is erased in time, a row stays; and keys can be changed."""

import base64
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import connection
from django.forms.models import model_to_dict
from django.utils import timezone

from directory.intake.fields import EncryptedTextField
from directory.intake.models import Guesses, Intake
from directory.intake.states import ENDS, OPEN, Event
from portal.accounts import give_second_factor
from portal.models import PortalSettings
from tests.conftest import TOTP_SECRET
from tests.factories import UserFactory
from tests.intake.factories import NAME, IntakeFactory
from tests.intake.test_models import raw

pytestmark = pytest.mark.django_db


def forget() -> str:
    said = StringIO()
    call_command("forget_requests", stdout=said, no_color=True)
    return said.getvalue().strip()


@pytest.mark.parametrize(("state", "days"), [(s, 1 if s in ("withdrawn", "spam") else 180) for s in ENDS])
def test_an_end_starts_the_time_to_forget(state: str, days: int, time_machine: Any) -> None:
    time_machine.move_to("2026-11-24T12:00:00+02:00", tick=False)
    intake = IntakeFactory(state=state, center=None)

    time_machine.shift(timedelta(days=days, seconds=-1))
    assert forget() == "0 requests erased, 1 still hold what is personal"
    time_machine.shift(1)
    assert forget() == "1 requests erased, 0 still hold what is personal"
    intake.refresh_from_db()
    assert intake.erased_at == timezone.now()
    time_machine.shift(1_000)
    assert forget() == "0 requests erased, 0 still hold what is personal"
    assert intake.entries.filter(kind=Event.ERASED).count() == 1


def test_the_days_are_a_setting(time_machine: Any) -> None:
    time_machine.move_to("2026-11-24T12:00:00+02:00", tick=False)
    site = PortalSettings.load()
    site.keep_days = 30
    site.save()
    IntakeFactory(state="helped", center=None)
    IntakeFactory(state="withdrawn", center=None)

    time_machine.shift(timedelta(days=1))
    assert forget().startswith("1 requests")
    time_machine.shift(timedelta(days=29))
    assert forget().startswith("1 requests")


@pytest.mark.parametrize("state", OPEN)
def test_what_is_open_is_not_forgotten(state: str, time_machine: Any) -> None:
    time_machine.move_to("2026-11-24T12:00:00+02:00", tick=False)
    IntakeFactory(state=state, center=None)
    time_machine.shift(timedelta(days=3_000))
    assert forget() == "0 requests erased, 1 still hold what is personal"


def test_what_stays_is_a_row_for_statistics() -> None:
    user = UserFactory()
    intake = IntakeFactory(alternatives=[1, 2, 3], reroute=True)
    intake.accept(by=user)
    intake.contact_made(by=user)
    intake.refer(by=user, body="Бюро правової допомоги", agreed=True)
    intake.say("Приходьте", by=user)
    intake.help(by=user)
    kept = {
        "state",
        "center",
        "oblast",
        "need",
        "remote",
        "language",
        "reroute",
        "consent_version",
        "reference",
    }
    before = model_to_dict(Intake.objects.get())

    Intake.objects.forget()

    after = model_to_dict(Intake.objects.get())
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_intake")
        assert "e1$" not in str(cursor.fetchall())
    assert Intake.objects.values("profiles", "alternatives", "pin_hash", "referred_to").get() == {
        "profiles": [],
        "alternatives": [],
        "pin_hash": "",
        "referred_to": "",
    }


def test_whatever_is_sealed_is_personal_and_erased() -> None:
    sealed = {field.name for field in Intake._meta.fields if isinstance(field, EncryptedTextField)}
    assert sealed == set(Intake.PERSONAL)
    assert sealed <= set(Intake.ERASED)


def test_more_than_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.intake.query.BATCH", 2)
    for _ in range(5):
        IntakeFactory(state="spam", center=None)
    assert Intake.objects.forget() == 5


def test_wrong_tries_are_forgotten_after_a_day() -> None:
    now = timezone.now()
    Guesses.objects.create(reference_hash="a", tried_at=now - timedelta(days=1))
    Guesses.objects.create(reference_hash="b", tried_at=now)
    forget()
    assert Guesses.objects.get().pk == "b"


NEW_KEY = "new:" + base64.b64encode(b"n" * 32).decode()


def test_values_are_sealed_again_with_the_new_key(settings: Any) -> None:
    intake, user = IntakeFactory(center=None, text=""), UserFactory()
    give_second_factor(user, TOTP_SECRET)
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [NEW_KEY, *old]
    said = StringIO()

    call_command("rotate_keys", stdout=said, no_color=True)
    assert said.getvalue() == "7 values sealed again\n"  # name, contact, safe, when, place; secret and seed
    call_command("rotate_keys", stdout=said, no_color=True)
    assert said.getvalue().endswith("\n0 values sealed again\n")

    settings.FIELD_KEYS = [NEW_KEY]
    assert raw(intake, "name").startswith("e1$new$")
    assert raw(intake, "text") == ""
    assert Intake.objects.get().name == NAME
    factor = TOTP(Authenticator.objects.get(user=user, type="totp"))
    assert factor.instance.data["secret"].startswith("e1$new$")
    assert not factor.validate_code("000000")
    assert len(Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()) > 0


def test_what_cannot_be_read_is_counted_and_left(settings: Any) -> None:
    intake = IntakeFactory(center=None)
    before = raw(intake, "name")
    settings.FIELD_KEYS = [NEW_KEY]
    said = StringIO()

    with pytest.raises(CommandError, match="6 left"):
        call_command("rotate_keys", stderr=said)
    assert "intake_intake.name: 1 cannot be read" in said.getvalue()
    assert raw(intake, "name") == before

"""Requests for support, by what they mean."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from directory.intake import codes
from directory.intake.models import Entry, Intake
from directory.intake.states import ENDS, Event, State
from directory.models import Need
from portal.models import User
from tests.factories import CenterPageFactory, oblast

# What must be found nowhere but in the sealed columns.
NAME, CONTACT, WHEN = "Олена Вигадана", "067 000 11 22, месенджер", "після двадцятої, коли дитина спить"
TEXT = "Чоловік давно не виходив на зв’язок, я не сплю."
SHARED = "Підгайці, Тернопільська область"
SECRETS = (NAME, CONTACT, WHEN, TEXT, SHARED)


def need(slug: str = "talk") -> Need:
    return Need.objects.get(slug=slug)


class IntakeFactory(factory.django.DjangoModelFactory):
    """A new request to a center of its own, with everything that a person may write.

    `key` is its idempotency key, from which the PIN follows. `center=None` went to the coordinator of `oblast`.
    """

    class Meta:
        model = Intake
        exclude = ("key",)

    key = factory.Sequence("key-{}".format)
    reference = factory.LazyFunction(codes.new_reference)
    key_hash = factory.LazyAttribute(lambda intake: codes.hash_key(intake.key))
    pin_hash = factory.LazyAttribute(lambda intake: codes.hash_pin(codes.pin_of(intake.key)))
    state = State.NEW
    center = factory.SubFactory(CenterPageFactory)
    oblast = factory.LazyAttribute(lambda intake: intake.center.oblast if intake.center else oblast())
    need = factory.LazyFunction(need)
    profiles = ["wheelchair"]
    language = "uk"
    name, contact, safe, when, text, place = NAME, CONTACT, "write_only", WHEN, TEXT, SHARED
    consent_version = "1"
    ended_at = factory.LazyAttribute(lambda intake: timezone.now() if intake.state in ENDS else None)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Intake:
        intake = super()._create(model_class, *args, **kwargs)
        Entry.objects.create(intake=intake, kind=Event.SENT, at=intake.created_at, to_state=State.NEW)
        return intake


def staff(user: User) -> User:
    """The user with the way into the admin that every role has."""
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user

"""Sealing again, with the key that seals now, whatever an older key of FIELD_KEYS sealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.db.models.functions import Cast
from tqdm import tqdm

from directory.intake.fields import EncryptedTextField
from portal.sealing import SealBroken, is_current, unseal


class Command(BaseCommand):
    help = (
        "Seal everything again with the first of FIELD_KEYS: requests, and the secrets of second factors. "
        "Afterwards the older keys can be taken away. May be run at any time, and again."
    )

    def handle(self, **options: Any) -> None:
        sealed, broken = 0, []
        for one in tqdm([*_fields(), *_secrets()], unit=" values", disable=None):
            try:
                sealed += one()
            except SealBroken as error:
                broken.append(str(error))
        for place in sorted(set(broken)):
            self.stderr.write(
                f"{place}: {broken.count(place)} cannot be read: is their key missing from FIELD_KEYS?"
            )
        if broken:
            raise CommandError(f"{sealed} values sealed again, {len(broken)} left as they are")
        self.stdout.write(self.style.SUCCESS(f"{sealed} values sealed again"))


class _Value:
    """One sealed value of a column; called, it is sealed again unless it changed since it was found."""

    def __init__(self, field: EncryptedTextField, pk: Any) -> None:
        self.field, self.pk = field, pk

    @transaction.atomic
    def __call__(self) -> int:
        name = self.field.name
        row = self.field.model._base_manager.filter(pk=self.pk)
        stored = _stored(row.select_for_update(), name).values_list("stored", flat=True).first()
        if not stored or is_current(stored):
            return 0
        return row.update(**{name: unseal(stored, self.field.place)})


def _fields() -> Iterator[_Value]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                rows = _stored(model._base_manager.order_by("pk"), field.name).values_list("pk", "stored")
                yield from (
                    _Value(field, pk) for pk, stored in rows.iterator() if stored and not is_current(stored)
                )


def _stored(rows: models.QuerySet[Any], name: str) -> models.QuerySet[Any]:
    """With `stored`: the column as the database has it."""
    return rows.annotate(stored=Cast(name, models.TextField()))


class _Secrets:
    """What a second factor keeps sealed: the seed of a code app or of recovery codes."""

    def __init__(self, pk: int) -> None:
        self.pk = pk

    @transaction.atomic
    def __call__(self) -> int:
        factor = Authenticator.objects.select_for_update().filter(pk=self.pk).first()
        old = [name for name in _sealed(factor) if not is_current(factor.data[name])] if factor else []
        for name in old:
            factor.data[name] = get_adapter().encrypt(get_adapter().decrypt(factor.data[name]))
        if old:
            factor.save(update_fields=["data"])
        return len(old)


def _sealed(factor: Authenticator) -> list[str]:
    return [name for name in ("secret", "seed") if name in factor.data]


def _secrets() -> Iterator[_Secrets]:
    for factor in Authenticator.objects.order_by("pk"):
        if any(not is_current(factor.data[name]) for name in _sealed(factor)):
            yield _Secrets(factor.pk)

"""Columns that hold personal data: sealed in the database, plain in Python."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models

from portal import sealing


class EncryptedTextField(models.TextField):
    """Text that the database holds only sealed, with its table and column as the place it belongs to.

    Empty text stays empty, so that what was erased can be seen to be. Nothing can be searched or sorted by it, and no
    serializer gets it: copies of the database are made of the sealed text.
    """

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return sealing.seal(text, self.place) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return sealing.unseal(value, self.place) if value else value

    def get_lookup(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"{self.name} is encrypted: nothing can be looked up by it.")

    def get_transform(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"{self.name} is encrypted: nothing can be looked up by it.")

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise FieldError(f"{self.name} is encrypted: it is not written out in the clear.")

"""Encryption of short texts in the database: AES-256-GCM, a nonce for each, the id of the key in front."""

import base64
import binascii
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

MARK = "e1"  # the way of writing it down
NONCE = 12  # bytes


class SealBroken(Exception):
    """The text cannot be read: its key is gone, it was changed, or it stands where it was not written."""


def seal(text: str, place: str) -> str:
    """The text as `e1$key$…`, readable only at the same `place` (table.column) with the first of FIELD_KEYS."""
    kid, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + cipher.encrypt(nonce, text.encode(), place.encode())
    return f"{MARK}${kid}${base64.b64encode(sealed).decode()}"


def unseal(sealed: str, place: str) -> str:
    """The text again; SealBroken when it cannot be read, never what stands in the database."""
    try:
        mark, kid, body = sealed.split("$")
        raw = base64.b64decode(body, validate=True)
        cipher = _ciphers(tuple(settings.FIELD_KEYS))[kid]
        if mark != MARK:
            raise SealBroken(place)
        return cipher.decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
    except (ValueError, KeyError, binascii.Error, InvalidTag) as error:
        raise SealBroken(place) from error


def is_current(sealed: str) -> bool:
    """Whether the key that encrypts now was used; others wait to be sealed again."""
    return sealed.split("$")[1:2] == [settings.FIELD_KEYS[0].partition(":")[0]]


@lru_cache(maxsize=8)
def _ciphers(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    pairs = (key.partition(":") for key in keys)
    return {kid: AESGCM(base64.b64decode(secret)) for kid, _colon, secret in pairs}

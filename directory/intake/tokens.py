"""What a form carries against machines and against being sent twice.

The key is the request's idempotency key: one key, one request. The token says when that key's form was made; it is
good for this key alone, so that no token serves two requests. Nothing is stored.
"""

import re
import secrets
from typing import Literal

from django.conf import settings
from django.core import signing

FASTEST, SLOWEST = 2, 12 * 60 * 60  # seconds between seeing the form and sending it
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)

Verdict = Literal["good", "too_fast", "stale"]


def new_key() -> str:
    return secrets.token_urlsafe(24)


def is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None


def token_for(key: str) -> str:
    return _signer().sign(key).removeprefix(f"{key}:")


def check(token: str, key: str) -> Verdict:
    """`too_fast` may simply be sent again; `stale` is too old, of another key, or not ours."""
    signed = f"{key}:{token}"
    try:
        _signer().unsign(signed, max_age=SLOWEST)
    except signing.BadSignature:
        return "stale"
    if not settings.RATE_LIMITS:  # load tests and browsers that are driven type faster than people
        return "good"
    try:
        _signer().unsign(signed, max_age=FASTEST)
    except signing.SignatureExpired:
        return "good"
    return "too_fast"


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="intake.form")

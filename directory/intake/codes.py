"""The reference and the PIN of a request: how they are made, shown, read and compared."""

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

REFERENCE_DIGITS, PIN_DIGITS = 8, 6
# Without the site's key a stolen database gives no PIN away, however fast one tries; with it, each try costs 2 ms. That
# is a sixth of what sending a request costs, and another core may do it meanwhile: twice as slow would be felt by all
# who send. Each stored hash carries its own cost, so that this can be raised later.
COST = 9  # log2 of scrypt's n, with r = 8
IGNORED = re.compile(
    r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212]+"
)  # spaces and dashes, seen or not


# --- Reference: seven random digits and a check digit


def new_reference() -> str:
    digits = f"{secrets.randbelow(10 ** (REFERENCE_DIGITS - 1)):0{REFERENCE_DIGITS - 1}d}"
    return digits + luhn_digit(digits)


def luhn_digit(digits: str) -> str:
    """The digit that, put behind `digits`, lets any one wrong digit and nearly any swap of neighbours be noticed."""
    doubled = (int(digit) * 2 if place % 2 == 0 else int(digit) for place, digit in enumerate(digits[::-1]))
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def read_reference(text: str) -> str:
    """The eight digits of a reference as typed; ValueError, in words to show, when it cannot be one."""
    digits = IGNORED.sub("", text)
    if not (len(digits) == REFERENCE_DIGITS and digits.isascii() and digits.isdecimal()):
        raise ValueError(_("A request number is eight digits, for example 4821-7305."))
    if luhn_digit(digits[:-1]) != digits[-1]:
        raise ValueError(_("There is a slip in this number. Compare it digit by digit."))
    return digits


def show_reference(reference: str) -> str:
    return f"{reference[:4]}-{reference[4:]}"


# --- PIN: six digits that follow from the idempotency key


def pin_of(key: str) -> str:
    number = int.from_bytes(salted_hmac("intake.pin", key, algorithm="sha256").digest()[:8], "big")
    return f"{number % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def read_pin(text: str) -> str:
    """The six digits of a PIN as typed; ValueError, in words to show, when it cannot be one."""
    digits = IGNORED.sub("", text)
    if not (len(digits) == PIN_DIGITS and digits.isascii() and digits.isdecimal()):
        raise ValueError(_("A code is six digits."))
    return digits


def show_pin(pin: str) -> str:
    return f"{pin[:3]} {pin[3:]}"


def hash_pin(pin: str) -> str:
    """What is stored of a PIN: `cost$salt$hash`, scrypt over a hash with the site's key."""
    salt = secrets.token_bytes(16)
    return f"{COST}${_text(salt)}${_text(_slow(pin, COST, salt))}"


def check_pin(pin: str, stored: str) -> bool:
    """Whether it is the PIN; as slow when nothing is stored, so that the time tells nothing."""
    try:
        cost, salt, expected = stored.split("$")
        known = int(cost), b64decode(salt), b64decode(expected)
    except ValueError:
        _slow(pin, COST, bytes(16))
        return False
    return hmac.compare_digest(_slow(pin, known[0], known[1]), known[2])


def hash_key(key: str) -> str:
    """What is stored of an idempotency key, from which the PIN follows."""
    return salted_hmac("intake.key", key, algorithm="sha256").hexdigest()


def hash_reference(reference: str) -> str:
    """Under this, wrong tries are counted: also for references that nobody has."""
    return salted_hmac("intake.reference", reference, algorithm="sha256").hexdigest()


def _slow(pin: str, cost: int, salt: bytes) -> bytes:
    keyed = salted_hmac("intake.pin.stored", pin, algorithm="sha256").digest()
    return hashlib.scrypt(keyed, salt=salt, n=2**cost, r=8, p=1, maxmem=2**28, dklen=32)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()

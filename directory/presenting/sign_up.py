"""How to sign up for an event: a telephone, an address or words, each with what a tap on it does."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from directory.contacts import phone_number
from portal.typography import phone


@dataclass(frozen=True, slots=True)
class SignUp:
    """`href` is "" for what is neither a telephone, nor an e-mail address, nor a link."""

    text: str
    href: str = ""


def sign_up(text: str) -> SignUp | None:
    """None when nothing was given: people just come."""
    text = text.strip()
    if not text:
        return None
    for read in (_phone, _email, _link):
        try:
            return read(text)
        except ValidationError:
            continue
    return SignUp(text)


def _phone(text: str) -> SignUp:
    number = phone_number(text)
    return SignUp(phone(number), f"tel:{number}")


def _email(text: str) -> SignUp:
    validate_email(text)
    return SignUp(text, f"mailto:{text}")


def _link(text: str) -> SignUp:
    URLValidator(["http", "https"])(text)
    return SignUp(text.removeprefix("https://").removeprefix("http://").rstrip("/"), text)

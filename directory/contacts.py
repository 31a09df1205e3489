"""Telephone numbers and e-mail addresses as people type them, checked and written one way."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import to_python as to_phone


def phone_number(text: str) -> str:
    """The number in the form +380671234567; ValidationError when it is none."""
    phone = to_phone(text, region="UA")
    if not phone or not phone.is_valid():
        raise ValidationError(_("This is not a telephone number. Write it like 067 123 45 67."))
    return str(phone.as_e164)


def email_address(text: str) -> str:
    validate_email(text)
    return text

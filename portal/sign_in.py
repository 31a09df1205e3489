"""The forms that staff sign in with, and show once more who they are."""

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as code_app
from django.utils.translation import gettext_lazy as _


class Plain:
    """Labels say what to type and nothing stands inside a field; what a password must be, its page says above."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"


class LoginForm(Plain, forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")


class ChangePasswordForm(Plain, forms.ChangePasswordForm):
    pass


class ResetPasswordForm(Plain, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, forms.ResetPasswordKeyForm):
    pass


class PasswordAgainForm(Plain, forms.ReauthenticateForm):
    pass


class CodeForm(Plain, second_factor.AuthenticateForm):
    pass


class CodeAgainForm(Plain, second_factor.ReauthenticateForm):
    pass


class CodeAppForm(Plain, code_app.ActivateTOTPForm):
    pass

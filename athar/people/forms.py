"""Forms for codes: people type them with the digits of their keyboard."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.totp import forms as app_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from athar.kernel.digits import to_western

LONGEST_CODE = 40


class CodeField(forms.CharField):
    """A code by mail, by app or from the list; ٤٢ and 42 are the same."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Code"),
            max_length=LONGEST_CODE,
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        )

    def to_python(self, value: Any) -> str:
        """Give the code with western digits, without the spaces people add to read it."""
        return "".join(to_western(super().to_python(value) or "").split())


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    """Asks for the code that was sent by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()


class AuthenticateForm(second_factor_forms.AuthenticateForm):
    """Asks for a code of the app, or one of the recovery codes, to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()


class ReauthenticateForm(second_factor_forms.ReauthenticateForm):
    """Asks for such a code again before a change that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()


class ActivateAppForm(app_forms.ActivateTOTPForm):
    """Asks for the first code of an app, as proof that it holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()

"""Forms that a passkey fills; whatever else is sent is refused as one that does not open."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as passkey_forms

MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a passkey raises that no device wrote."""


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    """Binds a new passkey to the account, under a name."""

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_passkey") from error


class _Shown:
    """Reads the passkey that is shown."""

    def clean_credential(self) -> Authenticator:
        try:
            shown: Authenticator = super().clean_credential()  # type: ignore[misc]  # of the form
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_passkey") from error
        return shown


class AuthenticatePasskeyForm(_Shown, passkey_forms.AuthenticateWebAuthnForm):
    """Asks for a passkey as the second step of signing in."""


class LoginPasskeyForm(_Shown, passkey_forms.LoginWebAuthnForm):
    """Asks for a passkey that opens an account by itself."""


class ReauthenticatePasskeyForm(_Shown, passkey_forms.ReauthenticateWebAuthnForm):
    """Asks for a passkey again before a change that matters."""

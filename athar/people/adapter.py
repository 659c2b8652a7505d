"""How sign-in behaves here: accounts are made by invitation, never by signing up."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athar.people.enums import Role
from athar.people.models import Account
from athar.trail.actions import record

SESSION_LANGUAGE = "language"
"""Under which name a session knows the language of its account."""


class AccountAdapter(DefaultAccountAdapter):
    """Closes open registration, words what is refused, and records what changes an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("The main address cannot be removed."),
        "duplicate_email": _("This address is already one of yours."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("This address belongs to another account."),
        "enter_current_password": _("The current password is not right."),
        "incorrect_code": _("The code is not right. Check it, or ask for a new one."),
        "incorrect_password": _("The password is not right."),
        "invalid_or_expired_key": _("This link is no longer valid."),
        "invalid_password_reset": _("This link is no longer valid."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "unverified_primary_email": _("The main address must be confirmed first."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead who signed in to their work, or to their account while they hold no role."""
        account = request.user
        has_work = isinstance(account, Account) and account.has_role(Role)
        return reverse("desk:work") if has_work else super().get_login_redirect_url(request)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Open the session, in the language of the account unless another one was asked for."""
        super().login(request, user)
        request.session[SESSION_LANGUAGE] = user.language

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _public(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _public(super().get_email_confirmation_url(request, emailconfirmation))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of a change of their account, and record it: `account.password_set` …"""
        name = template_prefix.rsplit("/", 1)[-1]
        with transaction.atomic():
            record(kind=f"account.{name}", by=user, subject=f"account:{user.pk}")
        super().send_notification_mail(template_prefix, user, context, email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Words what is refused, and draws the square code so that it can be read on any ground."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("The second factor cannot be removed."),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor first."),
        "incorrect_code": _("The code is not right. Wait for the next one and try again."),
        "incorrect_passkey": _("This passkey does not open the account. Use another way."),
        "unverified_email": _("Confirm your e-mail addresses first, then add a second factor."),
    }

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - named by allauth
        """Give a passkey a name until its owner finds a better one."""
        n_before = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": n_before + 1}

    def build_totp_svg(self, url: str) -> str:
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))


def _public(url: str) -> str:
    """Give an address as the public reaches it (ATHAR_BASE_URL), whatever the request's host."""
    return f"{settings.BASE_URL}{urlsplit(url).path}" if settings.BASE_URL else url

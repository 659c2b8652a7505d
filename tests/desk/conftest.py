"""People who sign in, and what their browser and their mailbox hold."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.core.cache import cache

from athar.people.actions import create_account
from athar.people.models import Account

PASSWORD = "a long sentence to remember"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db, settings):
    """Begin without any counted attempt to sign in, and do not spend time on hashing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def amina(db) -> Account:
    """An account with a password and a confirmed address, whose language is French."""
    account = create_account(
        by=None, email="amina@example.org", name="Amina Alaoui", language="fr", password=PASSWORD
    )
    account.emailaddress_set.update(verified=True)
    return account


@pytest.fixture
def signed_in(client, amina):
    """Amina's browser after she gave her password, and gave it again for what matters."""
    client.post("/account/login/", {"login": amina.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def secret(amina) -> str:
    """The secret of the app that is Amina's second factor."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(amina, secret)
    RecoveryCodes.activate(amina)
    return secret


def app_code(secret: str) -> str:
    """Give the code that an app shows now."""
    counter = max(auth.yield_hotp_counters_from_time()) - 1
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def mailed_code(mail) -> str:
    """Give the code that stands in a mail."""
    (code,) = re.findall(r"^\d{4}-\d{4}$", mail.body, re.MULTILINE)
    return code


def mailed_path(mail) -> str:
    """Give the path of the one link of a mail."""
    (path,) = re.findall(r"https?://[^/\s]+(/\S+)", mail.body)
    return path

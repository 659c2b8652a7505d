"""The server refuses to be reached from outside while that would be unsafe."""

import pytest

from athar.config.commands.serve import is_loopback, reasons_to_refuse
from athar.people.models import Account

SECRET = "the development one"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_loopback_is_recognised(host):
    assert is_loopback(host) is True


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "athar.example.org", ""])
def test_anything_else_is_outside(host):
    assert is_loopback(host) is False


def test_loopback_is_never_refused(settings):
    settings.HAS_DEVELOPMENT_SECRET = True

    assert reasons_to_refuse("127.0.0.1") == []


@pytest.mark.django_db
def test_development_secret_is_refused_outside(settings):
    settings.HAS_DEVELOPMENT_SECRET = True

    reasons = reasons_to_refuse("0.0.0.0")

    assert len(reasons) == 1
    assert SECRET in reasons[0]


@pytest.mark.django_db
def test_demo_accounts_and_debug_are_refused_outside(settings):
    settings.HAS_DEVELOPMENT_SECRET = False
    settings.DEBUG = True
    Account.objects.create_user("a@example.org", is_demo=True)

    reasons = reasons_to_refuse("0.0.0.0")

    assert reasons == [
        "ATHAR_DEBUG is on",
        "demo accounts exist: start from an empty database, or remove them",
    ]

"""An administrator at the desk, and one who administers less than everything."""

import pytest

from athar.people.actions import create_account, grant_role
from athar.people.enums import Role


def administrator_over(scope: str, email: str = "part@example.org"):
    """Make an account that administers one scope."""
    account = create_account(by=None, email=email, name="Part")
    grant_role(by=None, account_id=account.pk, role=Role.ADMINISTRATOR, scope=scope)
    return account


@pytest.fixture
def desk(client, people):
    """The browser of the administrator of the installation."""
    client.force_login(people.administrator)
    return client

"""Reading who is signed in, with what every page of the desk asks of them."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from athar.people.models import Account
from athar.people.queries.accounts import second_factors_of


class WhoEnters(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """Signs in as the library does; reads the account and its second factor at once."""

    def get_user(self, user_id: int) -> Account | None:
        """Give the open account of a session. Queries: 1."""
        has_one = Exists(second_factors_of(OuterRef("pk")))
        rows = Account.objects.filter(pk=user_id, is_active=True)
        found = rows.annotate(has_second_factor=has_one).first()
        if found is not None:
            found.enters_with_second_factor = found.has_second_factor
        return found

"""How sign-in behaves here: accounts are made by invitation, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes open registration; the administrator invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

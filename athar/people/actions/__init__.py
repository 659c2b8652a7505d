"""Every write of bodies, people and what they may do."""

from athar.people.actions.accounts import close_account, create_account, reopen_account
from athar.people.actions.bodies import add_organisation, edit_organisation, put_organisations
from athar.people.actions.erasing import ask_erasure, erase_person, recall_erasure
from athar.people.actions.forgetting import forget_ended_sessions, forget_invitations
from athar.people.actions.invitations import (
    accept_invitation,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from athar.people.actions.rights import grant_role, hand_over_role, revoke_grant
from athar.people.actions.sign_ins import end_other_sign_ins, end_sign_in
from athar.people.actions.tokens import create_token, revoke_token

__all__ = [
    "accept_invitation",
    "add_organisation",
    "ask_erasure",
    "close_account",
    "create_account",
    "create_token",
    "edit_organisation",
    "end_other_sign_ins",
    "end_sign_in",
    "erase_person",
    "forget_ended_sessions",
    "forget_invitations",
    "grant_role",
    "hand_over_role",
    "invite_person",
    "put_organisations",
    "recall_erasure",
    "reopen_account",
    "resend_invitation",
    "revoke_grant",
    "revoke_token",
    "withdraw_invitation",
]

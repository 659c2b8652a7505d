"""Who may do what, by the roles granted to them: what is not allowed here is refused."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from athar.kernel.actor import Actor
from athar.people.enums import Role, TokenKind

INSTALLATION = "installation"
"""The scope that covers everything."""


def organisation_scope(organisation_id: int) -> str:
    """Give the scope key of everything a body owns or leads."""
    return f"organisation:{organisation_id}"


def holds(actor: Actor | None, roles: Collection[Role], scope_keys: Collection[str]) -> bool:
    """Tell whether a person holds one of the roles over one of the scopes, or over everything.

    Shape: nobody (None) holds nothing. Use it to decide what may be read.
    """
    if actor is None or not actor.is_active:
        return False
    keys = (*scope_keys, INSTALLATION)
    return any(actor.has_grant(role, keys) for role in roles)


def may(actor: Actor | None, roles: Collection[Role], scope_keys: Collection[str]) -> bool:
    """Tell whether an act is allowed to one of the roles over one of the scopes.

    Shape: None is the system itself, a command run on the server by the operator or a job, to
    whom every act is allowed. A visitor without account is never None here: visitors do not act.
    """
    return actor is None or holds(actor, roles, scope_keys)


def require(allowed: bool, act: str) -> None:
    """Refuse an act that is not allowed.

    Errors: PermissionDenied.
    """
    if not allowed:
        raise PermissionDenied(act)


def can_manage_rights(actor: Actor | None, scope: str) -> bool:
    """Tell whether roles may be granted and revoked within a scope: by its administrator."""
    return may(actor, (Role.ADMINISTRATOR,), (scope,))


def can_hand_over(actor: Actor | None, role: Role, scope: str) -> bool:
    """Tell whether a role may be handed over: by its administrator; of a focal point by itself."""
    is_own = role is Role.FOCAL_POINT and holds(actor, (role,), (scope,))
    return is_own or can_manage_rights(actor, scope)


def can_manage_accounts(actor: Actor | None) -> bool:
    """Tell whether accounts may be made and closed: by the administrator of the installation."""
    return may(actor, (Role.ADMINISTRATOR,), ())


def can_close_account(actor: Actor | None, account_id: int) -> bool:
    """Tell whether an account may be closed: nobody closes their own, and locks themselves out."""
    return can_manage_accounts(actor) and not _is_own(actor, account_id)


def can_ask_erasure(actor: Actor | None, account_id: int) -> bool:
    """Tell whether erasure may be asked for: by the person, and nobody in their name."""
    return actor is None or _is_own(actor, account_id)


def can_erase_person(actor: Actor | None, account_id: int) -> bool:
    """Tell whether a person's data may be erased: by another administrator than themselves."""
    return can_close_account(actor, account_id)


def can_put_organisations(actor: Actor | None) -> bool:
    """Tell whether registered bodies may be changed: by the administrator of the installation."""
    return may(actor, (Role.ADMINISTRATOR,), ())


def can_edit_organisation(actor: Actor | None, organisation_id: int) -> bool:
    """Tell whether what is stated of a body may be changed: by its administrator."""
    return may(actor, (Role.ADMINISTRATOR,), (organisation_scope(organisation_id),))


def can_add_organisations(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether bodies not yet known may be added: also by who edits a plan that names them."""
    return may(actor, (Role.ADMINISTRATOR, Role.PLAN_EDITOR, Role.COORDINATOR), scope_keys)


def can_make_token(actor: Actor | None, account_id: int, kind: TokenKind) -> bool:
    """Tell whether a token of an account may be made: by who owns the account.

    An administrator may make read tokens for others, but nobody acts in the name of another.
    """
    if _is_own(actor, account_id) or actor is None:
        return True
    return kind is TokenKind.READ and may(actor, (Role.ADMINISTRATOR,), ())


def can_revoke_token(actor: Actor | None, account_id: int) -> bool:
    """Tell whether a token of an account may be revoked: by its owner or an administrator."""
    return _is_own(actor, account_id) or may(actor, (Role.ADMINISTRATOR,), ())


def can_end_sign_ins(actor: Actor | None, account_id: int) -> bool:
    """Tell whether sessions of an account may be ended: by who is signed in there themselves."""
    return actor is None or _is_own(actor, account_id)


def _is_own(actor: Actor | None, account_id: int) -> bool:
    return actor is not None and actor.is_active and actor.pk == account_id

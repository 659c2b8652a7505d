"""Reading bodies and people."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from allauth.mfa.models import Authenticator
from django.utils import timezone

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated, normalise
from athar.people.accounts import active_grants_of
from athar.people.enums import OrganisationKind, Role, TokenKind
from athar.people.models import AccessToken, Account, Grant, Organisation


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """A body as other pages name it."""

    id: int
    code: str
    kind: OrganisationKind
    names: Translated
    abbreviation: str = ""
    parent_id: int | None = None


@dataclass(frozen=True)
class OrganisationIndex:
    """Finds registered bodies by what files write: a code, an abbreviation, a name."""

    organisations: Mapping[str, OrganisationRef]

    @cached_property
    def _codes_by_key(self) -> Mapping[str, frozenset[str]]:
        codes: dict[str, set[str]] = defaultdict(set)
        for one in self.organisations.values():
            for text in (one.code, one.abbreviation, *one.names.values()):
                codes[normalise(text)].add(one.code)
        return {key: frozenset(found) for key, found in codes.items() if key}

    def find(self, text: str) -> str | None:
        """Give the code of the one body a text names in any language.

        Shape: None when no body or several bodies answer to it; an exact code always wins.
        """
        if text in self.organisations:
            return text
        found = self.candidates(text)
        return found[0] if len(found) == 1 else None

    def candidates(self, text: str) -> tuple[str, ...]:
        """Give the codes of every body that answers to a text, in order of code."""
        return tuple(sorted(self._codes_by_key.get(normalise(text), ())))

    def id_of(self, code: str) -> int | None:
        """Give the key of a body by its code."""
        found = self.organisations.get(code)
        return found.id if found else None


def organisations_by_code(codes: Collection[str] | None = None) -> dict[str, OrganisationRef]:
    """Give the bodies registered, or those of them named, by code. Queries: 1."""
    rows = Organisation.objects.order_by("code")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return {row.code: organisation_ref(row) for row in rows}


def organisations_by_id(ids: Iterable[int]) -> dict[int, OrganisationRef]:
    """Give bodies by key. Queries: 1."""
    return {row.pk: organisation_ref(row) for row in Organisation.objects.filter(pk__in=set(ids))}


def organisation_by_code(code: str) -> OrganisationRef | None:
    """Give one body, None when its code is not registered. Queries: 1."""
    return organisations_by_code((code,)).get(code)


def organisation_index() -> OrganisationIndex:
    """Give the index of all bodies by which files are matched. Queries: 1."""
    return OrganisationIndex(organisations_by_code())


def organisation_ref(row: Organisation) -> OrganisationRef:
    """Give a stored body as pages name it."""
    return OrganisationRef(
        id=row.pk,
        code=row.code,
        kind=OrganisationKind(row.kind),
        names=row.names,
        abbreviation=row.abbreviation,
        parent_id=row.parent_id,
    )


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role somebody holds within a scope; `is_in_force` says whether it counts now."""

    id: int
    role: Role
    scope: str
    granted_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None
    is_in_force: bool

    @property
    def last_on(self) -> dt.date | None:
        """Give the last day on which it counts, None without end."""
        if self.expires_at is None:
            return None
        return timezone.localdate(self.expires_at - dt.timedelta(microseconds=1))


def grants_of(account_id: int) -> tuple[GrantView, ...]:
    """Give every grant a person ever had, newest first. Queries: 1."""
    now = clock.now()
    rows = Grant.objects.filter(account_id=account_id).order_by("-granted_at", "-pk")
    return tuple(
        GrantView(
            id=row.pk,
            role=Role(row.role),
            scope=row.scope,
            granted_at=row.granted_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            is_in_force=row.revoked_at is None and (row.expires_at is None or row.expires_at > now),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person as their own page shows them; `grants` are those in force, newest first.

    Shape: `n_recovery_codes` counts those still unused, 0 without a second factor.
    """

    id: int
    email: str
    name: str
    language: str
    organisation: OrganisationRef | None
    has_password: bool
    has_second_factor: bool
    n_recovery_codes: int
    grants: tuple[GrantView, ...]


def account_view(account_id: int) -> AccountView:
    """Give an account as its owner sees it.

    Errors: Account.DoesNotExist.
    Queries: 3.
    """
    row = Account.objects.select_related("organisation").get(pk=account_id)
    factors = {one.type: one for one in Authenticator.objects.filter(user_id=account_id)}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    return AccountView(
        id=row.pk,
        email=row.email,
        name=row.name,
        language=row.language,
        organisation=organisation_ref(row.organisation) if row.organisation else None,
        has_password=row.has_usable_password(),
        has_second_factor=Authenticator.Type.TOTP in factors,
        n_recovery_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
        grants=tuple(grant for grant in grants_of(account_id) if grant.is_in_force),
    )


def account_by_email(email: str) -> Account | None:
    """Give the account of an address, whatever its case; None when there is none. Queries: 1."""
    return Account.objects.filter(email__iexact=email.strip()).first()


def has_demo_accounts() -> bool:
    """Tell whether accounts with a known password exist, beyond loopback a danger. Queries: 1."""
    return Account.objects.filter(is_demo=True, is_active=True).exists()


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as its owner sees it: never the secret, only its last letters."""

    id: int
    name: str
    kind: TokenKind
    hint: str
    created_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None
    is_in_force: bool

    @property
    def last_on(self) -> dt.date:
        """Give the last day on which it counts."""
        return timezone.localdate(self.expires_at - dt.timedelta(microseconds=1))


def tokens_of(account_id: int) -> tuple[TokenView, ...]:
    """Give every token a person ever made, newest first. Queries: 1."""
    now = clock.now()
    return tuple(
        TokenView(
            id=row.pk,
            name=row.name,
            kind=TokenKind(row.kind),
            hint=row.hint,
            created_at=row.created_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            is_in_force=row.revoked_at is None and row.expires_at > now,
        )
        for row in AccessToken.objects.filter(account_id=account_id).order_by("-pk")
    )


def token_digest(secret: str) -> str:
    """Give what is stored of the secret of a token, which is too long and random to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who shows a token in force: its key, what it is for, and the account that made it."""

    token_id: int
    kind: TokenKind
    account: Account


def token_in_force(secret: str) -> Bearer | None:
    """Give who shows the token with this secret, None when it does not count. Queries: 1."""
    row = (
        AccessToken.objects.filter(
            digest=token_digest(secret),
            revoked_at=None,
            expires_at__gt=clock.now(),
            account__is_active=True,
        )
        .select_related("account")
        .first()
    )
    return Bearer(row.pk, TokenKind(row.kind), row.account) if row else None


def scopes_held(actor: Actor, roles: Collection[Role]) -> tuple[tuple[str, str], ...]:
    """Give the (role, scope) pairs of these roles that a person holds now, in order.

    Queries: 1, once.
    """
    if not isinstance(actor, Account) or not actor.is_active:
        return ()
    return tuple(sorted(one for one in active_grants_of(actor) if one[0] in roles))

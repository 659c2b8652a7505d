"""The bodies and people that an administrator looks after: those within the scopes held."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet

from athar.kernel import clock
from athar.kernel.text import Translated, normalise
from athar.people.accounts import LENDER_HOLDS, active_grants_of
from athar.people.enums import OrganisationKind, Role
from athar.people.models import Account, Grant, Organisation
from athar.people.queries.accounts import SECOND_FACTORS, GrantView, grants_of
from athar.people.queries.bodies import OrganisationRef, organisation_ref
from athar.people.rules import INSTALLATION
from athar.reference.queries import PlaceRef, place_ref


def administered_scopes(account: Account) -> frozenset[str]:
    """Give the scopes somebody administers, `installation` alone when that is among them.

    Shape: empty when nothing is administered. Queries: 1, once per account object.
    """
    if not account.is_active:
        return frozenset()
    held = {scope for role, scope in active_grants_of(account) if role == Role.ADMINISTRATOR}
    return frozenset({INSTALLATION}) if INSTALLATION in held else frozenset(held)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list: the roles in force, and whether the account is open."""

    id: int
    email: str
    name: str
    organisation: OrganisationRef | None
    is_active: bool
    has_second_factor: bool
    roles: tuple[Role, ...]
    asks_erasure: bool = False


def people_within(
    scopes: Collection[str], *, text: str = "", role: str = "", body: str = "", state: str = ""
) -> tuple[PersonLine, ...]:
    """Give the people of some scopes, by name: those who hold a role there or belong to a body.

    Shape: `text` is looked for in name, address and body, as in every search; `body` is a code;
    `state` is closed for closed accounts, erasure for those who ask for it, else open ones.
    Queries: 3.
    """
    rows = _people(scopes).filter(is_active=state != "closed").select_related("organisation")
    if state == "erasure":
        rows = rows.filter(erasure_asked_at__isnull=False)
    if body:
        rows = rows.filter(organisation__code=body)
    words = normalise(text).split()
    found = [row for row in rows if _answers(words, row.name, row.email, _names(row.organisation))]
    roles = _roles_in_force([row.pk for row in found])
    guarded = _with_second_factor([row.pk for row in found])
    lines = [
        PersonLine(
            id=row.pk,
            email=row.email,
            name=row.name,
            organisation=organisation_ref(row.organisation) if row.organisation else None,
            is_active=row.is_active,
            has_second_factor=row.pk in guarded,
            roles=roles[row.pk],
            asks_erasure=row.erasure_asked_at is not None,
        )
        for row in found
    ]
    wanted = [line for line in lines if not role or role in line.roles]
    return tuple(sorted(wanted, key=lambda line: (normalise(line.name or line.email), line.id)))


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person on the page of an administrator; `grants` are those in force, newest first."""

    id: int
    email: str
    name: str
    language: str
    organisation: OrganisationRef | None
    is_active: bool
    is_demo: bool
    has_second_factor: bool
    erasure_asked_at: dt.datetime | None
    erased_at: dt.datetime | None
    grants: tuple[GrantView, ...]


def person_facts(account_id: int, scopes: Collection[str]) -> PersonFacts | None:
    """Give a person of some scopes, with the roles in force; None outside of them. Queries: 3."""
    row = _people(scopes).filter(pk=account_id).select_related("organisation").first()
    if row is None:
        return None
    return PersonFacts(
        id=row.pk,
        email=row.email,
        name=row.name,
        language=row.language,
        organisation=organisation_ref(row.organisation) if row.organisation else None,
        is_active=row.is_active,
        is_demo=row.is_demo,
        has_second_factor=bool(_with_second_factor([row.pk])),
        erasure_asked_at=row.erasure_asked_at,
        erased_at=row.erased_at,
        grants=tuple(one for one in grants_of(row.pk) if one.is_in_force),
    )


def _people(scopes: Collection[str]) -> QuerySet[Account]:
    if INSTALLATION in scopes:
        return Account.objects.all()
    there = Grant.objects.filter(_in_force(), scope__in=list(scopes)).values("account_id")
    return Account.objects.filter(Q(pk__in=there) | Q(organisation__in=_bodies_of(scopes)))


def _in_force() -> Q:
    now = clock.now()
    return (
        Q(revoked_at=None)
        & (Q(expires_at=None) | Q(expires_at__gt=now))
        & LENDER_HOLDS
        & (Q(lent_from__expires_at=None) | Q(lent_from__expires_at__gt=now))
    )


def _bodies_of(scopes: Iterable[str]) -> list[int]:
    parts = [scope.partition(":") for scope in scopes]
    return [int(key) for kind, _colon, key in parts if kind == "organisation" and key.isdigit()]


def _roles_in_force(account_ids: Collection[int]) -> defaultdict[int, tuple[Role, ...]]:
    held: defaultdict[int, tuple[Role, ...]] = defaultdict(tuple)
    rows = Grant.objects.filter(_in_force(), account__in=account_ids).order_by("role")
    for account_id, role in rows.values_list("account_id", "role").distinct():
        held[account_id] = (*held[account_id], Role(role))
    return held


def _with_second_factor(account_ids: Collection[int]) -> frozenset[int]:
    rows = Authenticator.objects.filter(user__in=account_ids, type__in=SECOND_FACTORS)
    return frozenset(rows.values_list("user_id", flat=True))


def _names(body: Organisation | None) -> str:
    return "" if body is None else " ".join((body.code, body.abbreviation, *body.names.values()))


def _answers(words: Iterable[str], *texts: str) -> bool:
    said = normalise(" ".join(texts))
    return all(word in said for word in words)


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the list; `n_people` counts its open accounts."""

    body: OrganisationRef
    parent_names: Translated | None
    place_names: Translated | None
    n_people: int


def bodies_within(
    scopes: Collection[str], *, text: str = "", kind: str = ""
) -> tuple[BodyLine, ...]:
    """Give the bodies of some scopes in order of code; `text` as in every search. Queries: 1."""
    rows = Organisation.objects.select_related("parent", "place").order_by("code")
    if INSTALLATION not in scopes:
        rows = rows.filter(pk__in=_bodies_of(scopes))
    if kind:
        rows = rows.filter(kind=kind)
    counted = rows.annotate(n_people=Count("accounts", filter=Q(accounts__is_active=True)))
    words = normalise(text).split()
    return tuple(
        BodyLine(
            body=organisation_ref(row),
            parent_names=row.parent.names if row.parent else None,
            place_names=row.place.names if row.place else None,
            n_people=row.n_people,
        )
        for row in counted
        if _answers(words, _names(row), row.iati_identifier)
    )


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What is stated of a body; `version` grows with each change."""

    id: int
    code: str
    kind: OrganisationKind
    names: Translated
    abbreviation: str
    parent_code: str
    place: PlaceRef | None
    iati_identifier: str
    version: int


def body_facts(code: str) -> BodyFacts | None:
    """Give what is stated of a body, None when it is not registered. Queries: 2 at most."""
    row = Organisation.objects.select_related("parent").filter(code=code).first()
    if row is None:
        return None
    return BodyFacts(
        id=row.pk,
        code=row.code,
        kind=OrganisationKind(row.kind),
        names=row.names,
        abbreviation=row.abbreviation,
        parent_code=row.parent.code if row.parent else "",
        place=place_ref(row.place_id) if row.place_id else None,
        iati_identifier=row.iati_identifier,
        version=row.version,
    )

"""The six people of a demonstration, with a password everybody knows."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.enums import Role
from athar.people.models import Account, Grant
from athar.trail.actions import record
from athar.trail.refusing import acting

DEMO_PASSWORD = "athar-athar-athar"  # noqa: S105 - serving beyond loopback is refused with demo accounts

_CAST = (
    (Role.PROJECT_MANAGER, "manager@athar.example", "سلمى الإدريسي", "ar"),
    (Role.COORDINATOR, "coordinator@athar.example", "يوسف بنعلي", "ar"),
    (Role.VALIDATOR, "validator@athar.example", "Nadia Tazi", "fr"),
    (Role.PLAN_EDITOR, "editor@athar.example", "هدى العلمي", "ar"),
    (Role.EVALUATOR, "evaluator@athar.example", "Karim Berrada", "fr"),
    (Role.ADMINISTRATOR, "administrator@athar.example", "أمين الشرقاوي", "ar"),
)

_ALSO = ((Role.COORDINATOR, Role.PLAN_EDITOR),)
"""Who holds a second role: in a region's small team the coordinator also enters the plan."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person of the demonstration, as printed at start."""

    email: str
    password: str
    name: str
    role: Role


@acting("accounts.demo_created", rules.INSTALLATION)
def create_demo_accounts(
    *, by: Actor | None = None, plan_id: int, organisation_id: int | None = None
) -> tuple[DemoAccount, ...]:
    """Make the six demo accounts, or bring them back to their first state.

    Shape: the project manager holds the role for `organisation_id` when given, else for the plan;
    the administrator for the installation; the others for the plan, where the coordinator is also
    a plan editor.
    Errors: PermissionDenied.
    Queries: constant.
    """
    rules.require(rules.can_manage_accounts(by), "people.create_demo_accounts")
    accounts = _put_accounts(organisation_id)
    _put_addresses(accounts)
    _put_grants(accounts, plan_id, organisation_id)
    record(kind="accounts.demo_created", by=by, subject=rules.INSTALLATION)
    return tuple(
        DemoAccount(email, DEMO_PASSWORD, name, role) for role, email, name, _lang in _CAST
    )


@acting("accounts.demo_created", rules.INSTALLATION)
def put_demo_focal_point(
    *, by: Actor | None = None, email: str, name: str, scope: str
) -> DemoAccount:
    """Make a demo account that speaks for a member, or bring it back to its first state.

    Errors: PermissionDenied.
    Queries: constant.
    """
    rules.require(rules.can_manage_accounts(by), "people.put_demo_focal_point")
    first = {"name": name, "language": "ar", "is_demo": True, "is_active": True}
    account, _is_new = Account.objects.update_or_create(
        email=email, defaults={**first, "password": make_password(DEMO_PASSWORD)}
    )
    accounts = {Role.FOCAL_POINT: account}
    _put_addresses(accounts)
    Grant.objects.filter(account=account, revoked_at=None).update(revoked_at=clock.now())
    Grant.objects.create(
        account=account, role=Role.FOCAL_POINT, scope=scope, granted_at=clock.now()
    )
    record(kind="accounts.demo_created", by=by, subject=rules.INSTALLATION)
    return DemoAccount(email, DEMO_PASSWORD, name, Role.FOCAL_POINT)


def _put_accounts(organisation_id: int | None) -> dict[Role, Account]:
    hashed = make_password(DEMO_PASSWORD)
    accounts = [
        Account(
            email=email,
            name=name,
            language=language,
            organisation_id=organisation_id if role is Role.PROJECT_MANAGER else None,
            is_demo=True,
            password=hashed,
        )
        for role, email, name, language in _CAST
    ]
    stored = Account.objects.bulk_create(
        accounts,
        update_conflicts=True,
        unique_fields=["email"],
        update_fields=["name", "language", "organisation", "is_demo", "is_active", "password"],
    )
    return {one[0]: account for one, account in zip(_CAST, stored, strict=True)}


def _put_addresses(accounts: dict[Role, Account]) -> None:
    EmailAddress.objects.filter(user__in=accounts.values()).delete()
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, primary=True, verified=True)
        for account in accounts.values()
    )


def _put_grants(accounts: dict[Role, Account], plan_id: int, organisation_id: int | None) -> None:
    now = clock.now()
    scopes = dict.fromkeys(accounts, f"plan:{plan_id}")
    scopes[Role.ADMINISTRATOR] = rules.INSTALLATION
    if organisation_id is not None:
        scopes[Role.PROJECT_MANAGER] = rules.organisation_scope(organisation_id)
    Grant.objects.filter(account__in=accounts.values(), revoked_at=None).update(revoked_at=now)
    Grant.objects.bulk_create(
        Grant(account=accounts[who], role=role, scope=scopes[role], granted_at=now)
        for who, role in (*((role, role) for role in accounts), *_ALSO)
    )

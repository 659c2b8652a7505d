"""`athar account`: open an account, and grant or withdraw its roles, from the server itself."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "account", help="open an account, grant or withdraw a role, show what an account may do"
    )
    parser.add_argument("email", metavar="EMAIL", help="the address that names the account")
    parser.add_argument("--name", default="", help="how the person is named")
    parser.add_argument("--language", choices=settings.OFFERED_LANGUAGES, help="of their desk")
    parser.add_argument("--body", metavar="CODE", help="the registered body they work for")
    parser.add_argument("--role", help="a role to grant, such as administrator")
    parser.add_argument(
        "--scope",
        default="installation",
        help="where: installation (without it), plan:CODE or organisation:CODE",
    )
    parser.add_argument("--until", type=_day, metavar="DATE", help="the last day of the role")
    parser.add_argument("--withdraw", action="store_true", help="withdraw the role, not grant it")
    parser.add_argument("--reason", default="", help="why, for the record")
    parser.add_argument("--dry-run", action="store_true", help="say what would be, change nothing")
    parser.set_defaults(func=run)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("must be a date such as 2027-12-31") from error


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked, then print what the account may do; exit code 1 when it is refused."""
    try:
        with transaction.atomic():
            lines = _apply(arguments)
            if arguments.dry_run:
                transaction.set_rollback(True)
    except ValidationError as refusal:
        sys.stderr.writelines(f"athar: {message}\n" for message in refusal.messages)
        return 1
    if arguments.dry_run:
        lines.insert(0, "Dry run, nothing is changed:")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _apply(arguments: argparse.Namespace) -> list[str]:
    from athar.people.queries import account_by_email, account_view

    account = account_by_email(arguments.email)
    lines = []
    if account is None:
        account = _open(arguments)
        lines.append(f"{account.email}: opened; a code sent to this address signs in")
    elif arguments.name or arguments.language or arguments.body:
        message = f"{account.email} exists; name, language and body are for a new account."
        raise ValidationError(message, code="account_exists")
    if arguments.role:
        lines.append(f"{account.email}: {_change_role(arguments, account.pk)}")
    for grant in account_view(account.pk).grants:
        until = f" until {grant.last_on}" if grant.last_on else ""
        lines.append(f"  {grant.role} for {grant.scope}{until}")
    return lines


def _open(arguments: argparse.Namespace) -> Any:
    from athar.people.actions import create_account

    return create_account(
        by=None,
        email=arguments.email,
        name=arguments.name,
        language=arguments.language or settings.OFFERED_LANGUAGES[0],
        organisation_id=_body(arguments.body) if arguments.body else None,
    )


def _change_role(arguments: argparse.Namespace, account_id: int) -> str:
    from athar.people.actions import grant_role, revoke_grant
    from athar.people.queries import account_view

    scope = scope_of(arguments.scope)
    words = f"{arguments.role} for {arguments.scope}"
    if not arguments.withdraw:
        grant_role(
            by=None,
            account_id=account_id,
            role=arguments.role,
            scope=scope,
            expires_at=_end_of(arguments.until) if arguments.until else None,
            reason=arguments.reason,
        )
        return f"{words} granted"
    for grant in account_view(account_id).grants:
        if (grant.role, grant.scope) == (arguments.role, scope):
            revoke_grant(by=None, grant_id=grant.id, reason=arguments.reason)
            return f"{words} withdrawn"
    return f"{words} was not held"


def _end_of(day: dt.date) -> dt.datetime:
    """Give the moment at which a day is over here."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def scope_of(text: str) -> str:
    """Give the scope key that an operator's words name: codes become keys.

    Errors: ValidationError when a plan or a body is not registered.
    Queries: 1.
    """
    from athar.plans.queries import plan_by_code

    kind, _colon, code = text.partition(":")
    if kind == "organisation":
        return f"organisation:{_body(code)}"
    if kind == "plan":
        plan = plan_by_code(code, drafts=True)
        if plan is None:
            raise ValidationError(f"There is no plan with the code {code}.", code="unknown_plan")
        return f"plan:{plan.id}"
    return text


def _body(code: str) -> int:
    from athar.people.queries import organisation_by_code

    body = organisation_by_code(code)
    if body is None:
        raise ValidationError(f"There is no body with the code {code}.", code="unknown_body")
    return body.id

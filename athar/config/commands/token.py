"""`athar token`: make, list and revoke the tokens of an account, from the server itself."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone


def register(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser("token", help="make, list and revoke API tokens of an account")
    parser.add_argument("email", metavar="EMAIL", help="the address that names the account")
    parser.add_argument("--name", metavar="NAME", help="make a token; what it is for")
    parser.add_argument("--write", action="store_true", help="the token may write as the account")
    parser.add_argument("--until", type=_day, metavar="DATE", help="its last day; else one year")
    parser.add_argument("--revoke", type=int, metavar="NUMBER", help="revoke the token so numbered")
    parser.set_defaults(func=run)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("must be a date such as 2027-12-31") from error


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked, then list the tokens; exit code 1 when it is refused."""
    try:
        lines = _apply(arguments)
    except ValidationError as refusal:
        sys.stderr.writelines(f"athar: {message}\n" for message in refusal.messages)
        return 1
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _apply(arguments: argparse.Namespace) -> list[str]:
    from athar.people.actions import create_token, revoke_token
    from athar.people.enums import TokenKind
    from athar.people.queries import account_by_email, tokens_of

    account = account_by_email(arguments.email)
    if account is None:
        raise ValidationError(f"There is no account {arguments.email}.", code="unknown_account")
    lines = []
    if arguments.revoke is not None:
        if arguments.revoke not in {one.id for one in tokens_of(account.pk)}:
            message = f"{account.email} has no token {arguments.revoke}."
            raise ValidationError(message, code="unknown_token")
        done = revoke_token(by=None, token_id=arguments.revoke)
        lines.append(f"token {arguments.revoke} {'revoked' if done else 'was revoked already'}")
    if arguments.name is not None:
        secret = create_token(
            by=None,
            account_id=account.pk,
            name=arguments.name,
            kind=TokenKind.WRITE if arguments.write else TokenKind.READ,
            expires_at=_end_of(arguments.until),
        )
        lines.append(f"{secret}  (shown this once)")
    listed = [one for one in tokens_of(account.pk) if one.is_in_force]
    lines += [
        f"  {one.id}: {one.name} ({one.kind}), …{one.hint}, until {one.last_on}" for one in listed
    ]
    return [*lines, f"{len(listed)} tokens of {account.email} count"]


def _end_of(day: dt.date | None) -> dt.datetime:
    """Give the moment at which a day is over here; without one, a year from now."""
    from athar.kernel import clock

    last = day or clock.today() + dt.timedelta(days=365)
    return timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()))

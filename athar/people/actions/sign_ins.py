"""Ending sessions: of one browser, or of all but the one in use."""

from __future__ import annotations

from django.db.models import QuerySet

from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.models import SignIn
from athar.people.presence import end_sessions
from athar.trail.actions import record
from athar.trail.refusing import acting


@acting("account.signed_out", "sign_in:{sign_in_id}")
def end_sign_in(*, by: Actor | None, sign_in_id: int) -> None:
    """Sign out of one browser: its session opens nothing from then on.

    Errors: PermissionDenied for another person's; SignIn.DoesNotExist.
    Queries: 5.
    """
    row = SignIn.objects.get(pk=sign_in_id)
    rules.require(rules.can_end_sign_ins(by, row.account_id), "people.end_sign_in")
    _end(by, row.account_id, SignIn.objects.filter(pk=sign_in_id))


@acting("account.signed_out", "account:{account_id}")
def end_other_sign_ins(*, by: Actor | None, account_id: int, but: str = "") -> int:
    """Sign out everywhere but in the browser whose session has the key `but`.

    Shape: how many browsers were signed out.
    Errors: PermissionDenied for another person's.
    Queries: 5, 1 when there is none.
    """
    rules.require(rules.can_end_sign_ins(by, account_id), "people.end_other_sign_ins")
    return _end(by, account_id, SignIn.objects.filter(account=account_id).exclude(session_key=but))


def _end(by: Actor | None, account_id: int, rows: QuerySet[SignIn]) -> int:
    n_ended = rows.count()
    if n_ended:
        end_sessions(rows)
        rows.delete()
        record(
            kind="account.signed_out",
            by=by,
            subject=f"account:{account_id}",
            source={"n_browsers": n_ended},
        )
    return n_ended

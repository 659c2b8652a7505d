"""Acts on what is a person's own, with who may do them."""

from __future__ import annotations

from athar.kernel import clock
from athar.people.actions import (
    ask_erasure,
    end_other_sign_ins,
    end_sign_in,
    erase_person,
    recall_erasure,
)
from athar.people.models import Account, SignIn
from tests import cast
from tests.config.preparing import After


def _evaluator() -> Account:
    return Account.objects.get(email="evaluator@example.org")


def _sign_in(_plan: cast.SmallPlan) -> int:
    now = clock.now()
    row = SignIn.objects.create(account=_evaluator(), session_key="x", began_at=now, seen_at=now)
    return row.pk


PEOPLE = {
    "sign out of a browser": (
        After(_sign_in, lambda by, _plan, key: end_sign_in(by=by, sign_in_id=key)),
        {"evaluator"},
    ),
    "ask for erasure": (
        lambda by, _plan: ask_erasure(by=by, account_id=_evaluator().pk),
        {"evaluator"},
    ),
    "take back a request for erasure": (
        lambda by, _plan: recall_erasure(by=by, account_id=_evaluator().pk),
        {"evaluator"},
    ),
    "erase a person": (
        lambda by, _plan: erase_person(by=by, account_id=_evaluator().pk),
        {"administrator"},
    ),
    "sign out of other browsers": (
        lambda by, _plan: end_other_sign_ins(by=by, account_id=_evaluator().pk),
        {"evaluator"},
    ),
}

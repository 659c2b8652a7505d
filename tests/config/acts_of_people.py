"""Acts on what is a person's own, with who may do them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from athar.kernel import clock
from athar.people.actions import end_other_sign_ins, end_sign_in
from athar.people.models import Account, SignIn


def _evaluator() -> Account:
    return Account.objects.get(email="evaluator@example.org")


@transaction.atomic
def _end_sign_in(by: Any) -> None:
    now = clock.now()
    row = SignIn.objects.create(account=_evaluator(), session_key="x", began_at=now, seen_at=now)
    end_sign_in(by=by, sign_in_id=row.pk)


PEOPLE = {
    "sign out of a browser": (lambda by, _plan: _end_sign_in(by), {"evaluator"}),
    "sign out of other browsers": (
        lambda by, _plan: end_other_sign_ins(by=by, account_id=_evaluator().pk),
        {"evaluator"},
    ),
}

"""Acts on what people are told, with who may do them."""

from __future__ import annotations

from athar.notices.actions import choose_notices, make_feed, revoke_feed
from athar.notices.enums import Rhythm
from athar.people.models import Account


def _of_evaluator() -> int:
    return Account.objects.get(email="evaluator@example.org").pk


NOTICES = {
    "choose what one is told": (
        lambda by, _plan: choose_notices(
            by=by, account_id=_of_evaluator(), rhythm=Rhythm.NONE, has_reminders=False
        ),
        {"evaluator"},
    ),
    "make the address of a calendar": (
        lambda by, _plan: make_feed(by=by, account_id=_of_evaluator()),
        {"evaluator"},
    ),
    "revoke the address of a calendar": (
        lambda by, _plan: revoke_feed(by=by, account_id=_of_evaluator()),
        {"evaluator"},
    ),
}

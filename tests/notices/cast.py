"""Mornings on which digests leave, and what somebody in the round of the small plan is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from athar.kernel import clock
from athar.notices.queries import Digest, digest_of
from athar.people.models import Account


def on(day: str) -> dt.date:
    """Make it a day."""
    clock.set_frozen(dt.date.fromisoformat(day))
    return clock.today()


def told(account: Account) -> dict[str, list[str]]:
    """Give what a person is told today: the codes of each topic."""
    return codes(digest_of(Account.objects.get(pk=account.pk)))


def codes(digest: Digest) -> dict[str, list[str]]:
    """Give the codes of each topic of a digest."""
    return {str(one.topic): [line.code for line in one.lines] for one in digest.sections}


def only(settings: Any, *, hour: int = 0) -> None:
    """Let digests leave at any hour of the test."""
    settings.DIGEST_HOUR = hour

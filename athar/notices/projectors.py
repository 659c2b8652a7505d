"""What is kept of a person for telling them things goes with their name."""

from __future__ import annotations

from collections.abc import Sequence

from athar.notices.models import FeedKey, Mail, Preference
from athar.trail.actions import Touched
from athar.trail.models import Event


def forget_person(event: Event, _touched: Sequence[Touched]) -> None:
    """Remove what a person chose, the address of their calendar and their mails. Queries: 3."""
    account_id = int(event.subject.partition(":")[2])
    for model in (Preference, FeedKey, Mail):
        model.objects.filter(account=account_id).delete()

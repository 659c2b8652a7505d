"""What members keep of a person whose name is removed."""

from __future__ import annotations

from collections.abc import Sequence

from athar.kernel.actor import former_name
from athar.network.models.members import FocalPoint
from athar.trail.actions import Touched
from athar.trail.models import Event


def forget_name(event: Event, _touched: Sequence[Touched]) -> None:
    """Let the terms of a person stand under the name of a former user. Queries: 1."""
    account_id = int(event.subject.partition(":")[2])
    rows = FocalPoint.objects.filter(account=account_id)
    rows.update(name=former_name(account_id), contact="")

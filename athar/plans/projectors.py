"""What a person typed and did not keep goes with their name."""

from __future__ import annotations

from collections.abc import Sequence

from athar.plans.models import EditDraft
from athar.trail.actions import Touched
from athar.trail.models import Event


def forget_drafts(event: Event, _touched: Sequence[Touched]) -> None:
    """Remove what a person typed into forms of plans without keeping it. Queries: 1."""
    EditDraft.objects.filter(by=int(event.subject.partition(":")[2])).delete()

"""Reading the record: the history of any object, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from athar.trail.models import Change, Event


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act as it concerns one object; `before` and `after` hold only the fields that differ."""

    event_id: int
    kind: str
    actor_name: str
    recorded_at: dt.datetime
    reason: str
    source: dict[str, Any]
    publication_number: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def history(subject: str, *, limit: int = 100) -> tuple[HistoryEntry, ...]:
    """Give the acts that touched an object, newest first, at most `limit`.

    Queries: 2.
    """
    changes = {
        change.event_id: change
        for change in Change.objects.filter(subject=subject).order_by("-event_id")[:limit]
    }
    events = Event.objects.filter(Q(subject=subject) | Q(pk__in=list(changes))).order_by("-pk")
    return tuple(_entry(event, changes.get(event.pk)) for event in events[:limit])


def _entry(event: Event, change: Change | None) -> HistoryEntry:
    return HistoryEntry(
        event_id=event.pk,
        kind=event.kind,
        actor_name=event.actor_name,
        recorded_at=event.recorded_at,
        reason=event.reason,
        source=event.source,
        publication_number=event.publication_number,
        before=change.before if change else None,
        after=change.after if change else None,
    )


def publication_number_of(event_id: int) -> int | None:
    """Give the number under which an act was published, None when it was not. Queries: 1."""
    return Event.objects.values_list("publication_number", flat=True).get(pk=event_id)


def last_publication_number() -> int:
    """Give the number of the newest publication, 0 when nothing was published. Queries: 1."""
    return Event.objects.aggregate(last=Max("publication_number"))["last"] or 0

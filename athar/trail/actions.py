"""Recording an act, and taking the number that orders publications."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.rows.inserting import insert_rows
from athar.trail import registry
from athar.trail.models import Change, Event, PublicationCounter


@dataclass(frozen=True, slots=True)
class Touched:
    """One object an act touched; `before` is None when it was added, `after` when it is gone."""

    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class OutsideTransaction(RuntimeError):  # noqa: N818 - named for what was done
    """An act was recorded outside the transaction of its writes; it could survive without them."""


def record(
    *,
    kind: str,
    by: Actor | None,
    subject: str,
    touched: Iterable[Touched] = (),
    reason: str = "",
    source: Mapping[str, Any] | None = None,
    publishes: bool = False,
) -> Event:
    """Record one act, run its projectors and enqueue its jobs, all in the caller's transaction.

    Shape: `by` None is the system itself (a command or a job). With `publishes` the event takes the
    next publication number as its last statement, so that numbers follow the order of commits.
    Errors: OutsideTransaction.
    Queries: 2, one more for `publishes`, and those of the projectors.
    """
    event = begin(kind=kind, by=by, subject=subject, reason=reason, source=source)
    return finish(event, touched=touched, publishes=publishes)


def begin(
    *,
    kind: str,
    by: Actor | None,
    subject: str,
    reason: str = "",
    source: Mapping[str, Any] | None = None,
) -> Event:
    """Open the record of an act whose rows name their event; `finish` must follow.

    Errors: OutsideTransaction.
    Queries: 1.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    return Event.objects.create(
        kind=kind,
        by_id=by.pk if by else None,
        actor_name=str(by) if by else "",
        subject=subject,
        reason=reason,
        source=dict(source or {}),
        recorded_at=clock.now(),
    )


def finish(event: Event, *, touched: Iterable[Touched] = (), publishes: bool = False) -> Event:
    """Close the record of an act once its rows are written: projectors, jobs, publication number.

    Errors: OutsideTransaction.
    Queries: 1, one more for `publishes`, and those of the projectors.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(event.kind)
    changes = tuple(touched)
    insert_rows(
        Change,
        ("event", "subject", "before", "after"),
        ((event.pk, one.subject, one.before, one.after) for one in changes),
    )
    for projector in registry.projectors(event.kind):
        projector(event, changes)
    for task in registry.jobs(event.kind):
        task.enqueue(event.pk)
    if publishes:
        event.publication_number = take_publication_number()
        event.save(update_fields=["publication_number"])
    return event


def rename_actor(*, account_id: int, name: str, words: Collection[str]) -> int:
    """Let a person's acts stand under another name, and take words out of acts on their account.

    Shape: how many acts they did. The one change that rows of the record undergo; see ADR 0055.
    Errors: OutsideTransaction.
    Queries: 3, and 1 for each reason or token of theirs.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("rename_actor")
    subject = f"account:{account_id}"
    for event in Event.objects.filter(subject=subject).exclude(reason=""):
        for word in words:
            event.reason = event.reason.replace(word, name)
        event.save(update_fields=["reason"])
    # what a person called a token of theirs may be anything
    for change in Change.objects.filter(event__subject=subject, subject__startswith="token:"):
        change.before, change.after = _nameless(change.before), _nameless(change.after)
        change.save(update_fields=["before", "after"])
    return Event.objects.filter(by=account_id).update(actor_name=name)


def _nameless(stated: dict[str, Any] | None) -> dict[str, Any] | None:
    return stated and {key: value for key, value in stated.items() if key != "name"}


def take_publication_number() -> int:
    """Give the next publication number; the row stays locked until the transaction ends.

    Errors: OutsideTransaction.
    Queries: 2 (3 the first time).
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("publication number")
    with transaction.atomic():
        PublicationCounter.objects.get_or_create(pk=1)
        PublicationCounter.objects.filter(pk=1).update(last_number=F("last_number") + 1)
        return PublicationCounter.objects.values_list("last_number", flat=True).get(pk=1)

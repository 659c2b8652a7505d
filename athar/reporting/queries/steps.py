"""The story of the reports of a commitment: who did what when, and what any version said."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from athar.kernel.actor import Actor
from athar.people.models import Account
from athar.reporting.models import Report
from athar.reporting.rules import can_read_report
from athar.reporting.scopes import scopes_of_commitments
from athar.trail.models import Change, Event

_OUTWARD = ("state", "version", "milestones", "publish_on")
"""What a step says beside the fields that are typed."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field in which two versions of a report differ; None = not there."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act on a report or its commitment.

    Shape: `report_id` None for an act on the commitment alone; `version` the version it led to,
    None when it changed none; `actor_for` in whose place it was done by a right they lent, empty
    for one's own; `collided` what somebody typed that did not stand, by field;
    `refused` the codes of what spoke against the act, empty for one that was done.
    """

    event_id: int
    kind: str
    actor_name: str
    actor_for: str
    at: dt.datetime
    reason: str
    publication: int | None
    report_id: int | None
    version: int | None
    differences: tuple[FieldDifference, ...]
    collided: Mapping[str, str]
    refused: tuple[str, ...]


def history_of(actor: Actor | None, commitment_id: int, *, limit: int = 200) -> tuple[Step, ...]:
    """Give who did what on the reports of a commitment, the newest first.

    Shape: who may not read reports before they are published is told of publications only.
    Queries: 7, one more where somebody acted in the place of another.
    """
    scopes = scopes_of_commitments([commitment_id]).get(commitment_id)
    if scopes is None:
        return ()
    subject = f"commitment:{commitment_id}"
    keys = list(Report.objects.filter(commitment=commitment_id).values_list("pk", flat=True))
    subjects = [subject, *(f"report:{key}" for key in keys)]
    touched = Change.objects.filter(subject__in=subjects)
    rows = Event.objects.filter(Q(subject__in=subjects) | Q(pk__in=touched.values("event")))
    if not can_read_report(actor, scopes):
        rows = rows.filter(publication_number__isnull=False)
    events = list(rows.order_by("-pk")[:limit])
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for change in touched.filter(event__in=events).order_by("-pk"):
        changes[change.event_id].append(change)
    lenders = {event.source["for"] for event in events if "for" in event.source}
    names = {one.pk: str(one) for one in Account.objects.filter(pk__in=lenders)} if lenders else {}
    return tuple(_step(event, changes[event.pk], names) for event in events)


def _step(event: Event, changes: list[Change], names: Mapping[int, str]) -> Step:
    about = next((one for one in changes if one.subject.startswith("report:")), None)
    subject = about.subject if about else event.subject
    kind, _colon, key = subject.partition(":")
    said = about or next(iter(changes), None)
    after = (said.after if said else None) or {}
    return Step(
        event_id=event.pk,
        kind=event.source.get("act", event.kind),
        actor_name=event.actor_name,
        actor_for=names.get(event.source.get("for", 0), ""),
        at=event.recorded_at,
        reason=event.reason,
        publication=event.publication_number,
        report_id=int(key) if kind == "report" else None,
        version=after.get("version"),
        differences=_differing((said.before if said else None) or {}, after),
        collided=event.source.get("collided", {}),
        refused=tuple(event.source.get("why", ())),
    )


def differences_between(
    actor: Actor | None, report_id: int, earlier: int, later: int
) -> tuple[FieldDifference, ...] | None:
    """Give the fields in which two versions of a report differ, by name.

    Shape: None for a report that the person may not read.
    Queries: 6.
    """
    commitment_id = Report.objects.filter(pk=report_id).values_list("commitment_id", flat=True)
    key = commitment_id.first()
    if key is None or not can_read_report(actor, scopes_of_commitments([key])[key]):
        return None
    texts: dict[str, str] = {}
    before: dict[str, str] = {}
    version = 0
    rows = Change.objects.filter(subject=f"report:{report_id}").order_by("pk")
    for after in rows.values_list("after", flat=True):
        version = (after or {}).get("version", version)
        if version > later:
            break
        texts |= _typed(after or {})
        if version <= earlier:
            before = dict(texts)
    return _differing(before, texts)


def _typed(said: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, text in said.items() if name not in _OUTWARD}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldDifference, ...]:
    old, new = _typed(before), _typed(after)
    return tuple(
        FieldDifference(name, _text(old.get(name)), _text(new.get(name)))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)

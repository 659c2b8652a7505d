"""The story of a commitment: who did what when, and what any version of a report said."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from athar.indicators.models import Measurement, ResultLine
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.models import Account, Grant
from athar.plans.models import Commitment
from athar.reporting.models import Report
from athar.reporting.rules import can_read_history, can_read_report
from athar.reporting.scopes import scopes_of_commitments
from athar.trail.models import Change, Event

_AT_ONCE = 5000
MOST_STEPS = 500
"""How many of the newest acts a story tells."""
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
    """One act on a commitment, on one of its reports, or on what proves or measures it.

    Shape: `report_id` None for an act on the commitment alone; `version` the version it led to,
    None when it changed none; `actor_for` in whose place it was done by a right they lent, empty
    for one's own; `fields` what it did to the commitment itself, by field before and
    after; `collided` what somebody typed that did not stand, by field; `refused` the codes of what
    spoke against the act, empty for one that was done.
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
    fields: Mapping[str, tuple[Any, Any]]
    collided: Mapping[str, str]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentStory:
    """What happened to a commitment, the newest first, and the round of each of its reports."""

    commitment_id: int
    plan_id: int
    code: str
    title: Translated
    currency: str
    steps: tuple[Step, ...]
    rounds: Mapping[int, str]


def story_of_commitment(actor: Actor | None, plan: str, code: str) -> CommitmentStory | None:
    """Give the story of a commitment to who works on it; None to anybody else.

    Shape: who edits the plan and works on no report is told of publications only.
    Queries: 20 at most.
    """
    row = Commitment.objects.filter(plan__code=plan, code=code).select_related("plan").first()
    if row is None:
        return None
    scopes = scopes_of_commitments([row.pk])[row.pk]
    if not can_read_history(actor, scopes):
        return None
    rounds = {}
    if can_read_report(actor, scopes):
        reports = Report.objects.filter(commitment=row, round__isnull=False).order_by("-pk")
        rounds = dict(reports.values_list("pk", "round__code"))
    steps = history_of(actor, row.pk, limit=MOST_STEPS)
    return CommitmentStory(
        row.pk, row.plan_id, row.code, row.title, row.plan.currency, steps, rounds
    )


def history_of(actor: Actor | None, commitment_id: int, *, limit: int = 200) -> tuple[Step, ...]:
    """Give who did what on a commitment, its reports, its evidence and values, the newest first.

    Shape: with rights lent over it. Who may not read reports before they are published is told
    of publications only.
    Queries: 9, one more where somebody acted in the place of another.
    """
    scopes = scopes_of_commitments([commitment_id]).get(commitment_id)
    if scopes is None:
        return ()
    subjects, shared = _subjects(commitment_id)
    touched = Change.objects.filter(subject__in=subjects)
    measured = Measurement.objects.filter(shared)
    rows = Event.objects.filter(
        Q(subject__in=subjects)
        | Q(pk__in=touched.values("event"))
        | Q(pk__in=measured.values("event"))
    )
    if not can_read_report(actor, scopes):
        rows = rows.filter(publication_number__isnull=False)
    events = list(rows.order_by("-pk")[:limit])
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for change in touched.filter(event__in=events).order_by("-pk"):
        changes[change.event_id].append(change)
    lenders = {event.source["for"] for event in events if "for" in event.source}
    names = {one.pk: str(one) for one in Account.objects.filter(pk__in=lenders)} if lenders else {}
    return tuple(_step(event, changes[event.pk], names) for event in events)


def _subjects(commitment_id: int) -> tuple[list[str], Q]:
    """Give what the acts on a commitment are about. Queries: 3.

    Shape: the keys of what is its own, and which values of shared libraries it answers for: those
    of the place and category of its lines, of all that a library holds.
    """
    reports = Report.objects.filter(commitment=commitment_id).values_list("pk", flat=True)
    scope = f"commitment:{commitment_id}"
    lent = Grant.objects.filter(scope=scope).values_list("pk", flat=True)
    lines = ResultLine.objects.filter(commitment=commitment_id)
    own, shared = set(), Q(pk__in=())
    for indicator, place, category, plan in lines.values_list(
        *("indicator", "place", "category", "indicator__library__plan")
    ):
        if plan is not None:
            own.add(indicator)
        else:
            shared |= Q(indicator=indicator, place=place, category=category)
    keys = [
        scope,
        *(f"report:{key}" for key in reports),
        *(f"grant:{key}" for key in lent),
        *(f"indicator:{key}" for key in own),
    ]
    return keys, shared


def _step(event: Event, changes: list[Change], names: Mapping[int, str]) -> Step:
    about = next((one for one in changes if one.subject.startswith("report:")), None)
    subject = about.subject if about else event.subject
    kind, _colon, key = subject.partition(":")
    after = (about.after if about else None) or {}
    other = next((one for one in changes if one.subject.startswith("commitment:")), None)
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
        differences=_differing((about.before if about else None) or {}, after),
        fields=_fields(other) if other else {},
        collided=event.source.get("collided", {}),
        refused=tuple(event.source.get("why", ())),
    )


def _fields(change: Change) -> dict[str, tuple[Any, Any]]:
    before, after = change.before or {}, change.after or {}
    return {name: (before.get(name), after.get(name)) for name in (before | after)}


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


@dataclass(frozen=True, slots=True)
class TrailLine:
    """What one act did to one object; `fields` are the names of those that differ."""

    at: str
    act: str
    by: str
    subject: str
    fields: str
    reason: str | None
    publication: int | None


def trail_of_plan(plan_id: int) -> Iterator[TrailLine]:
    """Give every act on a plan, its commitments and their reports, in time; for who runs it.

    Queries: 2, 2 for each 5,000 commitments and reports, 1 for each 5,000 acts.
    """
    commitments = Commitment.objects.filter(plan=plan_id).values_list("pk", flat=True)
    reports = Report.objects.filter(commitment__plan=plan_id).values_list("pk", flat=True)
    subjects = [
        f"plan:{plan_id}",
        *(f"commitment:{key}" for key in commitments),
        *(f"report:{key}" for key in reports),
    ]
    touched: defaultdict[int, list[Change]] = defaultdict(list)
    found: set[int] = set()
    for some in _some_at_once(subjects):
        found.update(Event.objects.filter(subject__in=some).values_list("pk", flat=True))
        for change in Change.objects.filter(subject__in=some).order_by("pk"):
            touched[change.event_id].append(change)
    events = (
        event
        for some in _some_at_once(sorted(found | touched.keys()))
        for event in Event.objects.filter(pk__in=some).order_by("pk")
    )
    for event in events:
        for one in touched.get(event.pk) or [Change(subject=event.subject)]:
            names = (one.before or {}).keys() | (one.after or {}).keys()
            yield TrailLine(
                event.recorded_at.isoformat(),
                event.kind,
                event.actor_name,
                one.subject,
                " ".join(sorted(names)),
                event.reason or None,
                event.publication_number,
            )


def _some_at_once(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))

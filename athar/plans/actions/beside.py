"""Writing what stands beside the contract of commitments: their steps, the points of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from athar.kernel.quantity import from_scaled, to_scaled
from athar.plans.contracts import step_content
from athar.plans.drafts import CommitmentDraft, Difference, Differences, MilestoneDraft
from athar.plans.models import Commitment, CommitmentPlace, Milestone, Plan
from athar.plans.validators import check_steps

Content = dict[str, Any]


def write_beside(plan: Plan, drafts: Sequence[CommitmentDraft]) -> Differences:
    """Write the steps and points that drafts state; what they leave None stays as it is.

    Queries: none where nothing is stated, at most 8 otherwise, whatever the number of drafts.
    """
    stating = {
        one.code: one for one in drafts if one.milestones is not None or one.points is not None
    }
    if not stating:
        return Differences()
    rows = {row.code: row for row in Commitment.objects.filter(plan=plan, code__in=stating)}
    steps = _write_steps(rows, stating)
    points = _write_points(rows, stating)
    changed: dict[str, tuple[Content, Content]] = {code: ({}, {}) for code in rows}
    for found in (steps, points):
        for code, (before, after) in found.items():
            changed[code][0].update(before)
            changed[code][1].update(after)
    return Differences(
        changed=tuple(
            Difference(f"commitment:{rows[code].pk}", code, before, after)
            for code, (before, after) in changed.items()
            if after
        )
    )


def _write_steps(
    rows: Mapping[str, Commitment], stating: Mapping[str, CommitmentDraft]
) -> dict[str, tuple[Content, Content]]:
    stored: defaultdict[int, list[Milestone]] = defaultdict(list)
    for step in Milestone.objects.filter(commitment__in=rows.values()).order_by("position", "pk"):
        stored[step.commitment_id].append(step)
    before = {code: list(map(step_content, stored[row.pk])) for code, row in rows.items()}
    after: dict[str, list[Milestone]] = {}
    new: list[Milestone] = []
    kept: list[Milestone] = []
    gone: list[int] = []
    for code, row in rows.items():
        drafts = stating[code].milestones
        if drafts is None:
            continue
        check_steps(code, drafts, {one.pk: one.done_on for one in stored[row.pk]})
        known = {one.pk: one for one in stored[row.pk]}
        steps = [_filled(known, row, n, draft) for n, draft in enumerate(drafts)]
        after[code] = steps
        new += [one for one in steps if not one.pk]
        kept += [one for one in steps if one.pk]
        gone += known.keys() - {one.id for one in drafts}
    Milestone.objects.filter(pk__in=gone).delete()
    Milestone.objects.bulk_create(new)
    Milestone.objects.bulk_update(
        kept, ["position", "title", "planned_on", "weight", "requires_evidence"]
    )
    said = {code: list(map(step_content, steps)) for code, steps in after.items()}
    return {
        code: ({"milestones": before[code]}, {"milestones": steps})
        for code, steps in said.items()
        if before[code] != steps
    }


def _filled(
    known: Mapping[int, Milestone], row: Commitment, position: int, draft: MilestoneDraft
) -> Milestone:
    """Give the step as stated; what is added to a public promise was first planned so."""
    step = known[draft.id] if draft.id else Milestone(commitment=row)
    if not draft.id and row.first_version:
        step.first_planned_on = draft.planned_on
    step.position, step.title, step.planned_on = position, draft.title, draft.planned_on
    step.weight = None if draft.weight is None else from_scaled(to_scaled(draft.weight, 4), 4)
    step.requires_evidence = draft.requires_evidence
    return step


def _write_points(
    rows: Mapping[str, Commitment], stating: Mapping[str, CommitmentDraft]
) -> dict[str, tuple[Content, Content]]:
    links = CommitmentPlace.objects.filter(commitment__in=rows.values())
    codes = {row.pk: code for code, row in rows.items()}
    before: defaultdict[str, Content] = defaultdict(dict)
    after: defaultdict[str, Content] = defaultdict(dict)
    moved = []
    for link in links.select_related("place").order_by("pk"):
        code = codes[link.commitment_id]
        points = stating[code].points
        if points is None:
            continue
        name = f"{link.place.scheme}:{link.place.code}"
        before[code] |= _point(name, link)
        old = (link.latitude, link.longitude)
        at = points.get(link.place_id)
        link.latitude, link.longitude = map(_degrees, at) if at else (None, None)
        after[code] |= _point(name, link)
        if old != (link.latitude, link.longitude):
            moved.append(link)
    CommitmentPlace.objects.bulk_update(moved, ["latitude", "longitude"])
    return {
        code: ({"points": before[code]}, {"points": after[code]})
        for code in after
        if before[code] != after[code]
    }


def _degrees(value: Decimal) -> Decimal:
    return from_scaled(to_scaled(value, 6), 6)


def _point(name: str, link: CommitmentPlace) -> Content:
    if link.latitude is None or link.longitude is None:
        return {}
    return {name: [str(link.latitude), str(link.longitude)]}

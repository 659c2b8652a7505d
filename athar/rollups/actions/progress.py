"""Keeping the roll-up equal to the stores: by difference, from scratch, and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from athar.plans.models import Plan
from athar.rollups.contributions import SPAN_FIELDS, Contribution, Span, Subject, read_memberships
from athar.rollups.enums import SubjectKind
from athar.rollups.facts import read_facts
from athar.rollups.ledger import (
    FIGURE_FIELDS,
    Tally,
    differing,
    parts_of_groups,
    row_of_commitment,
    row_of_group,
    tally_of,
)
from athar.rollups.models import Progress
from athar.ui.actions import EVERYTHING, move_pages

Rows = dict[Subject, Progress]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure that is not what the stores say; field "row" = the row is missing or too many."""

    plan_code: str
    kind: str
    subject_id: int
    field: str
    stored: object
    expected: object


def refresh(*, plan_id: int, commitment_ids: Collection[int] | None = None) -> int:
    """Bring the figures of a plan up to date by adding the difference; give the rows written.

    Shape: `commitment_ids` None looks at every commitment of the plan. Writers of one plan queue.
    Queries: at most 18, of constant number save for batches of rows.
    """
    with transaction.atomic():
        plan = _locked(plan_id)
        wanted = Progress.objects.filter(plan=plan, kind=SubjectKind.COMMITMENT)
        if commitment_ids is not None:
            wanted = wanted.filter(subject_id__in=commitment_ids)
        old = {row.subject_id: row for row in wanted}
        facts = read_facts(plan, commitment_ids)
        new = {one: row_of_commitment(found) for one, found in facts.items()}
        outdated = [row for one, row in old.items() if _differs(row, new.get(one))]
        fresh = [row for one, row in new.items() if _differs(row, old.get(one))]
        if not outdated and not fresh:
            return 0
        _delete(row for row in outdated if row.subject_id not in new)
        _put(fresh)
        return len(fresh) + _merge_into_groups(plan, outdated, fresh)


def rebuild(
    *, plan_id: int | None = None, progress: Callable[[int, int], None] | None = None
) -> int:
    """Compute the figures of one plan or of all from scratch; give the number of rows.

    Shape: `progress` is told (plans done, plans in all) after each plan.
    """
    plan_ids = _plan_ids(plan_id)
    n_rows = 0
    for n_done, one in enumerate(plan_ids, start=1):
        with transaction.atomic():
            rows = _expected_rows(_locked(one))
            Progress.objects.filter(plan=one).delete()
            Progress.objects.bulk_create(rows.values())
            move_pages([EVERYTHING])
        n_rows += len(rows)
        if progress:
            progress(n_done, len(plan_ids))
    return n_rows


def check(*, plan_id: int | None = None) -> tuple[Mismatch, ...]:
    """Compare the stored figures with those the stores give; nothing is written."""
    found: list[Mismatch] = []
    for one in _plan_ids(plan_id):
        with transaction.atomic():
            plan = _locked(one)
            expected = _expected_rows(plan)
            stored = {
                Subject(row.kind, row.subject_id): row for row in Progress.objects.filter(plan=plan)
            }
        found += _mismatches(plan.code, stored, expected)
    return tuple(found)


def _plan_ids(plan_id: int | None) -> list[int]:
    if plan_id is not None:
        return [plan_id]
    return list(Plan.objects.order_by("pk").values_list("pk", flat=True))


def _locked(plan_id: int) -> Plan:
    """Give the plan and let other writers of its figures wait (SQLite has one writer anyway)."""
    return Plan.objects.select_for_update(no_key=True).get(pk=plan_id)


def _differs(row: Progress, other: Progress | None) -> bool:
    return other is None or bool(differing(row, other))


def _merge_into_groups(plan: Plan, outdated: list[Progress], fresh: list[Progress]) -> int:
    lost, gained = parts_of_groups(outdated), parts_of_groups(fresh)
    subjects = lost.keys() | gained.keys()
    stored = _group_rows(plan, subjects)
    tallies: dict[Subject, Tally] = {}
    worn: set[Subject] = set()
    for subject in subjects:
        before = tally_of(stored[subject]) if subject in stored else Tally()
        minus, plus = lost.get(subject, []), gained.get(subject, [])
        sums = before.sums + Contribution.total(part.sums for part in plus)
        sums -= Contribution.total(part.sums for part in minus)
        kept = Span.around(part.span for part in plus)
        span = Span.around([before.span, kept])
        tallies[subject] = Tally(sums, span)
        if any(part.span.holds_edge_of(span, kept) for part in minus):
            worn.add(subject)
    tallies |= {
        subject: Tally(tallies[subject].sums, span) for subject, span in _spans(plan, worn).items()
    }
    _delete(stored[one] for one in subjects if one in stored and not tallies[one].sums.n_total)
    return _put(
        row_of_group(plan.pk, subject, tally)
        for subject, tally in tallies.items()
        if tally.sums.n_total
    )


def _group_rows(plan: Plan, subjects: Collection[Subject]) -> Rows:
    rows = Progress.objects.filter(
        plan=plan,
        kind__in={subject.kind for subject in subjects},
        subject_id__in={subject.id for subject in subjects},
    )
    found = {Subject(row.kind, row.subject_id): row for row in rows}
    return {subject: row for subject, row in found.items() if subject in subjects}


def _spans(plan: Plan, subjects: Collection[Subject]) -> Mapping[Subject, Span]:
    """Look again for the dates of groups that lost an edge."""
    if not subjects:
        return {}
    spans: dict[Subject, list[Span]] = {subject: [] for subject in subjects}
    rows = Progress.objects.filter(plan=plan, kind=SubjectKind.COMMITMENT)
    for counted_in, *dates in rows.values_list("counted_in", *SPAN_FIELDS):
        for subject, _share in read_memberships(counted_in):
            if subject in spans:
                spans[subject].append(Span(*dates))
    return {subject: Span.around(some) for subject, some in spans.items()}


def _expected_rows(plan: Plan) -> Rows:
    commitments = [row_of_commitment(facts) for facts in read_facts(plan).values()]
    groups = [
        row_of_group(plan.pk, subject, Tally.total(parts))
        for subject, parts in parts_of_groups(commitments).items()
    ]
    return {Subject(row.kind, row.subject_id): row for row in (*commitments, *groups)}


def _mismatches(plan_code: str, stored: Rows, expected: Rows) -> list[Mismatch]:
    found = []
    for subject in sorted(stored.keys() | expected.keys()):
        if subject not in expected:
            found.append(Mismatch(plan_code, *subject, "row", "present", None))
        elif subject not in stored:
            found.append(Mismatch(plan_code, *subject, "row", None, "present"))
        else:
            found += [
                Mismatch(plan_code, *subject, name, *pair)
                for name, pair in differing(stored[subject], expected[subject]).items()
            ]
    return found


def _put(rows: Iterable[Progress]) -> int:
    """Insert rows, or write over those of the same subjects."""
    written = Progress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["plan", "kind", "subject_id"],
        update_fields=FIGURE_FIELDS,
    )
    return len(written)


def _delete(rows: Iterable[Progress]) -> None:
    keys = [row.pk for row in rows]
    if keys:
        Progress.objects.filter(pk__in=keys).delete()

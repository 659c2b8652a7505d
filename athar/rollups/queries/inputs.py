"""The commitments behind a figure, and who gave their values, when and in which file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from athar.finance.enums import ExecutionKind
from athar.finance.models import Execution
from athar.kernel import clock
from athar.kernel.progress import Computed
from athar.plans.enums import WeightRuleChoice
from athar.plans.models import Plan
from athar.reporting.enums import ReportField
from athar.reporting.models import Report, ReportEntry
from athar.rollups.contributions import Subject
from athar.rollups.enums import SubjectKind
from athar.rollups.explanations import Provenance
from athar.rollups.figures import Label
from athar.rollups.models import Progress
from athar.rollups.queries.commitments import OWN_COLUMNS, Own, computed_of

_PAYMENTS = frozenset({ReportField.PAID, ReportField.COMMITTED})
_CONTRACT = (
    "n_cancelled",
    "commitment__code",
    "commitment__title",
    "commitment__weight",
    "commitment__first_version",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment behind a figure; `weight` as the plan's rule has it, None = unknown."""

    own: Own
    label: Label
    weight: Decimal | None
    is_cancelled: bool
    first_version: int | None
    computed: Computed


def read_entries(plan: Plan, subject: Subject) -> tuple[Entry, ...]:
    """Give the commitments behind a subject's figures, in the order of the plan. Queries: 1."""
    rows = _rows_of(plan, subject).order_by("commitment__position", "subject_id")
    return tuple(
        _entry(plan, Own._make(row[: len(OWN_COLUMNS)]), *row[len(OWN_COLUMNS) :])
        for row in rows.values_list(*OWN_COLUMNS, *_CONTRACT)
    )


def _rows_of(plan: Plan, subject: Subject) -> QuerySet[Progress]:
    rows = Progress.objects.filter(plan=plan, kind=SubjectKind.COMMITMENT)
    if subject.kind == SubjectKind.COMMITMENT:
        return rows.filter(subject_id=subject.id)
    return rows.filter(counted_in__contains=f" {subject.kind}:{subject.id}:")


def _entry(plan: Plan, own: Own, n_cancelled: int, *contract: object) -> Entry:
    code, title, weight, first_version = contract
    by_rule = {
        WeightRuleChoice.COST: own.amount,
        WeightRuleChoice.EQUAL: Decimal(1),
        WeightRuleChoice.CUSTOM: weight,
    }
    return Entry(
        own=own,
        label=Label(own.subject_id, code, title),  # type: ignore[arg-type] # columns of the commitment
        weight=by_rule[WeightRuleChoice(plan.weight_rule)],  # type: ignore[arg-type] # a column too
        is_cancelled=bool(n_cancelled),
        first_version=first_version,  # type: ignore[arg-type] # a column too
        computed=computed_of(own, clock.today()),
    )


def read_provenances(
    commitment_ids: Collection[int], fields: Iterable[ReportField]
) -> dict[int, Provenance]:
    """Give who stated some fields of commitments: the current report, of payments the latest one.

    Shape: where several fields are asked for, the first that has an entry. Queries: 2, 3 for
    payments.
    """
    wanted = tuple(fields)
    reports = _reports(commitment_ids, of_payments=bool(_PAYMENTS.intersection(wanted)))
    entries: dict[tuple[int, str], ReportEntry] = {
        (entry.report_id, entry.field): entry
        for entry in ReportEntry.objects.filter(report__in=reports.values(), field__in=wanted)
    }
    return {
        commitment_id: _provenance(
            report,
            next(
                (entries[report.pk, name] for name in wanted if (report.pk, name) in entries), None
            ),
        )
        for commitment_id, report in reports.items()
    }


def _reports(commitment_ids: Collection[int], *, of_payments: bool) -> Mapping[int, Report]:
    reports = Report.objects.defer("narrative")
    if not of_payments:
        current = reports.filter(commitment__in=commitment_ids, is_current=True)
        return {report.commitment_id: report for report in current}
    keys: dict[int, int] = {}
    stated = Execution.objects.filter(
        kind=ExecutionKind.PAID, commitment__in=commitment_ids, withdrawn_at=None
    )
    for commitment_id, stated_in in stated.order_by("on", "pk").values_list(
        "commitment_id", "stated_in"
    ):
        keys[commitment_id] = int(stated_in.partition(":")[2])
    found = reports.in_bulk(keys.values())
    return {one: found[key] for one, key in keys.items() if key in found}


def _provenance(report: Report, entry: ReportEntry | None) -> Provenance:
    return Provenance(
        report_id=report.pk,
        as_of_on=report.as_of_on,
        author_name=report.author_name,
        claim=report.claim,
        published_at=report.published_at,
        written=entry.written if entry else "",
        origin=entry.origin if entry else report.source,
        evidence_keys=(f"report:{report.pk}", f"commitment:{report.commitment_id}"),
    )

"""The commitments behind a figure, and who gave their values, when and in which file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from athar.finance.models import Execution
from athar.kernel import clock
from athar.kernel.actor import public_name
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


@dataclass(frozen=True, slots=True)
class Stated:
    """Who stated what of a commitment, by field of a report; `lead` is behind the value itself."""

    lead: Provenance | None
    by_field: Mapping[str, Provenance]
    financial: Decimal | None


NOT_STATED = Stated(None, {}, None)


def read_provenances(
    commitment_ids: Collection[int], fields: Iterable[ReportField]
) -> dict[int, Stated]:
    """Give who stated some fields of commitments: the current report, of payments the latest one.

    Shape: `by_field` holds the fields that an entry stands behind, and the payments; `lead` is of
    the first field asked for, else of the first that has an entry, else the report itself; a
    payment that nobody stated has none. Queries: 2, 3 for payments.
    """
    wanted = tuple(fields)
    sources = _sources(commitment_ids, wanted)
    entries: dict[tuple[int, str], ReportEntry] = {
        (entry.report_id, entry.field): entry
        for entry in ReportEntry.objects.filter(
            report__in={report.pk for report in sources.values()}, field__in=wanted
        )
    }
    return {
        one: _stated(one, wanted, sources, entries)
        for one in dict.fromkeys(key for key, _field in sources)
    }


def _stated(
    commitment_id: int,
    wanted: Sequence[ReportField],
    sources: Mapping[tuple[int, ReportField], Report],
    entries: Mapping[tuple[int, str], ReportEntry],
) -> Stated:
    by_field, current = {}, None
    for name in wanted:
        report = sources.get((commitment_id, name))
        if report is None:
            continue
        entry = entries.get((report.pk, name))
        if entry is not None or name in _PAYMENTS:
            by_field[str(name)] = _provenance(report, entry)
        if name not in _PAYMENTS:
            current = report
    lead = by_field.get(str(wanted[0]))
    if lead is None and wanted[0] not in _PAYMENTS:
        first = next(iter(by_field.values()), None)
        lead = first or (_provenance(current, None) if current else None)
    return Stated(lead, by_field, current.financial if current else None)


def _sources(
    commitment_ids: Collection[int], wanted: Collection[ReportField]
) -> dict[tuple[int, ReportField], Report]:
    """Give the report that states each field of each commitment."""
    payments = _PAYMENTS.intersection(wanted)
    others = [name for name in wanted if name not in payments]
    keys = _payment_reports(commitment_ids, payments) if payments else {}
    chosen = Q(pk__in=set(keys.values()))
    if others:
        chosen |= Q(commitment__in=commitment_ids, is_current=True)
    reports = {report.pk: report for report in Report.objects.defer("narrative").filter(chosen)}
    current = {
        (report.commitment_id, name): report
        for report in reports.values()
        if report.is_current
        for name in others
    }
    paid = {where: reports[key] for where, key in keys.items() if key in reports}
    return current | paid


def _payment_reports(
    commitment_ids: Collection[int], payments: Collection[ReportField]
) -> dict[tuple[int, ReportField], int]:
    """Give the key of the report that last stated each running total."""
    rows = Execution.objects.filter(
        kind__in=payments, commitment__in=commitment_ids, withdrawn_at=None
    )
    return {
        (commitment_id, ReportField(kind)): int(stated_in.partition(":")[2])
        for commitment_id, kind, stated_in in rows.order_by("on", "pk").values_list(
            "commitment_id", "kind", "stated_in"
        )
    }


def _provenance(report: Report, entry: ReportEntry | None) -> Provenance:
    return Provenance(
        report_id=report.pk,
        as_of_on=report.as_of_on,
        author_name=public_name(report.author_name),
        claim=report.claim,
        published_at=report.published_at,
        written=entry.written if entry else "",
        origin=entry.origin if entry else report.source,
        evidence_keys=(f"report:{report.pk}", f"commitment:{report.commitment_id}"),
    )

"""Reading what was reported on one commitment, and what proves it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    JSONField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Concat

from athar.evidence.enums import EvidenceKind
from athar.evidence.queries import EvidenceView, public_rows
from athar.indicators.enums import Claim, NoNumber
from athar.kernel.actor import public_name
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.reference.fields import PercentField, TranslatedField
from athar.reporting.drafts import EntryDraft
from athar.reporting.enums import ReportField, ReportState
from athar.reporting.models import Report, ReportEntry
from athar.reporting.past import public_reports, withdrawn_reports
from athar.rows.prepared import Prepared
from athar.trail.moments import AsOf


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A published report; None is unknown, never zero.

    Shape: `before` is what the report before it declared; `is_first` says that there is none.
    `no_number` says why a figure is missing, where that was stated. `author_name` and
    `validated_by` may be empty. `source` tells the file that brought it, if any.
    Units: percents 0 to 100; amounts stand in finance under `key`.
    """

    id: int
    as_of_on: dt.date
    declared: DeclaredStatus | None
    before: DeclaredStatus | None
    is_first: bool
    is_validated: bool
    validated_by: str
    validated_at: dt.datetime | None
    physical: Decimal | None
    financial: Decimal | None
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    actual_end_precision: DatePrecision
    forecast_end_on: dt.date | None
    narrative: Translated
    author_name: str
    source: Mapping[str, Any]
    published_at: dt.datetime | None
    publication: int = 0
    no_number: Mapping[ReportField, NoNumber]
    evidence: tuple[EvidenceView, ...]

    @property
    def key(self) -> str:
        """Give the key under which evidence and amounts name the report."""
        return f"report:{self.id}"


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """A report that was published and taken back: as of when it was, who took it back and why."""

    as_of_on: dt.date
    withdrawn_at: dt.datetime
    actor_name: str
    reason: str
    publication: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The published reports of a commitment, newest first, and the evidence of its own.

    Shape: `withdrawals` are the reports taken back, the last taken back first.
    """

    reports: tuple[ReportView, ...]
    evidence: tuple[EvidenceView, ...]
    withdrawals: tuple[WithdrawalView, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the query that reads reports, their entries and all evidence."""

    kind: str
    pk: int
    about: str | None
    claim: str | None
    name: str | None
    person: str | None
    form: str | None
    url: str | None
    language: str | None
    licence: str | None
    on: dt.date | None
    started_on: dt.date | None
    ended_on: dt.date | None
    forecast_on: dt.date | None
    at: dt.datetime | None
    validated_at: dt.datetime | None
    physical: Decimal | None
    financial: Decimal | None
    words: Translated | None
    source: Mapping[str, Any] | None
    number: int | None


def narratives_as_of(plan_id: int, as_of_on: dt.date) -> dict[str, Translated]:
    """Give what the published reports of a date say in words, by commitment code. Queries: 1."""
    rows = Report.objects.filter(
        commitment__plan=plan_id, as_of_on=as_of_on, state=ReportState.PUBLISHED
    ).order_by("pk")
    return dict(rows.values_list("commitment__code", "narrative"))


def timeline_of(commitment_id: int, as_of: AsOf | None = None) -> Timeline:
    """Give what was published on a commitment, with the evidence the public may see.

    Shape: as of a publication, the reports that were public then and the evidence added by then.
    Queries: 1.
    """
    subject = f"commitment:{commitment_id}"
    found = (
        _everything(commitment_id, subject, as_of) if as_of else _NOW.rows(commitment_id, subject)
    )
    rows = [_Row(*values) for values in found]
    proofs = _evidence(rows)
    reports = sorted(
        (row for row in rows if row.kind == "report"), key=lambda row: (row.on, row.pk)
    )
    reasons = _reasons(rows)
    views: list[ReportView] = []
    for row in reports:
        earlier = views[0] if views else None
        views.insert(0, _report(row, earlier, reasons[row.pk], proofs[f"report:{row.pk}"]))
    own = tuple(proofs[f"commitment:{commitment_id}"])
    return Timeline(tuple(views), own, tuple(_withdrawals(rows)))


def _everything(commitment_id: int, subject: str, as_of: AsOf | None = None) -> QuerySet[Any, Any]:
    of = Report.objects.filter(commitment=commitment_id)
    reports = of.filter(public_reports(as_of))
    keys = reports.order_by().values_list(Concat(Value("report:"), Cast("pk", CharField())))
    legs = [
        _reports_leg(reports),
        _leg(
            ReportEntry.objects.filter(report__in=reports.values("pk")).exclude(no_number=""),
            "entry",
            about="field",
            claim="no_number",
            number="report_id",
        ),
        _leg(
            of.filter(withdrawn_reports(as_of)),
            "withdrawal",
            about="withdrawal__reason",
            name="withdrawal__actor_name",
            on="as_of_on",
            at="withdrawal__recorded_at",
            number="withdrawal__publication_number",
        ),
        _evidence_leg(_by_then(public_rows((subject,)), as_of)),
        _evidence_leg(_by_then(public_rows(keys), as_of)),
    ]
    return legs[0].union(*legs[1:], all=True)


_NOW = Prepared(_everything)


def _by_then(evidence: QuerySet[Any, Any], as_of: AsOf | None) -> QuerySet[Any, Any]:
    """Keep the evidence that was there before the state ended."""
    if as_of is None or as_of.until is None:
        return evidence
    return evidence.filter(added_at__lt=as_of.until)


def _reports_leg(reports: QuerySet[Report]) -> QuerySet[Any, Any]:
    return _leg(
        reports,
        "report",
        about="declared_status",
        claim="claim",
        name="author_name",
        person="validated_by__name",
        form="actual_end_precision",
        on="as_of_on",
        started_on="actual_start_on",
        ended_on="actual_end_on",
        forecast_on="forecast_end_on",
        at="published_at",
        validated_at="validated_at",
        physical="physical",
        financial="financial",
        words="narrative",
        source="source",
        number="event__publication_number",
    )


def _evidence_leg(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return _leg(
        rows,
        "evidence",
        about="subject",
        claim="kind",
        name="file_name",
        person="file__sha256",
        form="file__media_type",
        url="url",
        language="language",
        licence="licence",
        on="visited_on",
        at="added_at",
        words="title",
        number="file__size",
    )


_TEXT, _DAY, _TIME = CharField(), DateField(), DateTimeField()
_ABSENT: Mapping[str, Any] = {
    **{
        name: Cast(Value(None), _TEXT)
        for name in ("about", "claim", "name", "person", "form", "url", "language", "licence")
    },
    **{name: Cast(Value(None), _DAY) for name in ("on", "started_on", "ended_on", "forecast_on")},
    **{name: Cast(Value(None), _TIME) for name in ("at", "validated_at")},
    **{name: Cast(Value(None), PercentField()) for name in ("physical", "financial")},
    "words": Cast(Value(None), TranslatedField()),
    "source": Cast(Value(None), JSONField()),
    "number": Cast(Value(None), IntegerField()),
}


def _leg(rows: QuerySet[Any, Any], kind: str, **columns: str) -> QuerySet[Any, Any]:
    """Give one kind of row with the columns that all kinds share; absent ones hold nothing."""
    named = {name: F(path) for name, path in columns.items()}
    return rows.order_by().values_list(
        Value(kind, _TEXT), F("pk"), *(named.get(name, none) for name, none in _ABSENT.items())
    )


def _reasons(rows: Iterable[_Row]) -> dict[int, dict[ReportField, NoNumber]]:
    reasons: defaultdict[int, dict[ReportField, NoNumber]] = defaultdict(dict)
    for row in rows:
        if row.kind == "entry":
            reasons[row.number or 0][ReportField(row.about or "")] = NoNumber(row.claim or "")
    return reasons


def _withdrawals(rows: Iterable[_Row]) -> Iterator[WithdrawalView]:
    taken_back = (row for row in rows if row.kind == "withdrawal")
    for row in sorted(taken_back, key=lambda row: (row.at, row.pk), reverse=True):
        assert row.on is not None, "a report always says as of when"
        assert row.at is not None, "a withdrawal always says when"
        by = public_name(row.name or "")
        yield WithdrawalView(row.on, row.at, by, row.about or "", row.number or 0)


def _evidence(rows: Iterable[_Row]) -> dict[str, list[EvidenceView]]:
    """Give evidence by its subject, newest first."""
    proofs: defaultdict[str, list[EvidenceView]] = defaultdict(list)
    found = (row for row in rows if row.kind == "evidence")
    for row in sorted(found, key=lambda row: row.pk, reverse=True):
        proofs[row.about or ""].append(_proof(row))
    return proofs


def _proof(row: _Row) -> EvidenceView:
    assert row.at is not None, "evidence always says when it was added"
    return EvidenceView(
        id=row.pk,
        subject=row.about or "",
        kind=EvidenceKind(row.claim or ""),
        title=row.words or Translated(),
        file_name=row.name or "",
        sha256=row.person or "",
        media_type=row.form or "",
        size=row.number or 0,
        url=row.url or "",
        visited_on=row.on,
        language=row.language or "",
        licence=row.licence or "",
        added_at=row.at,
    )


def _report(
    row: _Row,
    earlier: ReportView | None,
    no_number: Mapping[ReportField, NoNumber],
    evidence: Iterable[EvidenceView],
) -> ReportView:
    assert row.on is not None, "a report always says as of when"
    return ReportView(
        id=row.pk,
        as_of_on=row.on,
        declared=DeclaredStatus(row.about) if row.about else None,
        before=earlier.declared if earlier else None,
        is_first=earlier is None,
        is_validated=row.claim == Claim.VALIDATED,
        validated_by=row.person or "",
        validated_at=row.validated_at,
        physical=row.physical,
        financial=row.financial,
        actual_start_on=row.started_on,
        actual_end_on=row.ended_on,
        actual_end_precision=DatePrecision(row.form or DatePrecision.DAY),
        forecast_end_on=row.forecast_on,
        narrative=row.words or Translated(),
        author_name=public_name(row.name or ""),
        source=row.source or {},
        published_at=row.at,
        publication=row.number or 0,
        no_number=dict(no_number),
        evidence=tuple(evidence),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReport:
    """What was last published on a commitment up to a day, with what stood behind each field.

    Shape: None is unknown, never zero. Amounts committed and paid are not here: they stand in
    finance as of the day they were stated and need no repeating.
    """

    id: int
    as_of_on: dt.date
    declared: DeclaredStatus | None
    physical: Decimal | None
    financial: Decimal | None
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    actual_end_precision: DatePrecision
    forecast_end_on: dt.date | None
    narrative: Translated
    entries: Mapping[ReportField, EntryDraft]


def last_reports(plan_id: int, codes: Collection[str], *, until: dt.date) -> dict[str, LastReport]:
    """Give the last report of commitments up to a day, by their code.

    Queries: 2.
    """
    rows = Report.objects.filter(
        commitment__plan=plan_id,
        commitment__code__in=codes,
        state=ReportState.PUBLISHED,
        as_of_on__lte=until,
    )
    in_order = rows.select_related("commitment").order_by("as_of_on", "pk")
    last = {row.commitment.code: row for row in in_order}
    entries: defaultdict[int, dict[ReportField, EntryDraft]] = defaultdict(dict)
    for entry in ReportEntry.objects.filter(report__in=list(last.values())):
        entries[entry.report_id][ReportField(entry.field)] = EntryDraft(
            written=entry.written,
            no_number=NoNumber(entry.no_number) if entry.no_number else None,
            origin=entry.origin,
        )
    return {code: _last_report(row, entries[row.pk]) for code, row in last.items()}


def _last_report(row: Report, entries: Mapping[ReportField, EntryDraft]) -> LastReport:
    return LastReport(
        id=row.pk,
        as_of_on=row.as_of_on,
        declared=DeclaredStatus(row.declared_status) if row.declared_status else None,
        physical=row.physical,
        financial=row.financial,
        actual_start_on=row.actual_start_on,
        actual_end_on=row.actual_end_on,
        actual_end_precision=DatePrecision(row.actual_end_precision),
        forecast_end_on=row.forecast_end_on,
        narrative=row.narrative,
        entries=dict(entries),
    )

"""How a figure was computed, from the very inputs it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from athar.kernel import clock
from athar.kernel.progress import (
    ComputedStatus,
    Part,
    WeightRule,
    financial,
    planned_share,
    weighted,
)
from athar.people.models import Organisation
from athar.plans.enums import WeightRuleChoice
from athar.plans.models import Node, Plan, PlanVersion
from athar.reference.models import Place, Theme
from athar.reporting.enums import ReportField
from athar.rollups.contributions import Subject
from athar.rollups.enums import Figure, Formula, LeftOutBecause, SubjectKind
from athar.rollups.explanations import (
    Explanation,
    Input,
    LeftOut,
    Slippage,
    StatusRatio,
)
from athar.rollups.figures import Label, Percentage, StatusCount
from athar.rollups.models import Progress
from athar.rollups.queries.commitments import figures
from athar.rollups.queries.groups import money_of, percentage
from athar.rollups.queries.inputs import NOT_STATED, Entry, Stated, read_entries, read_provenances
from athar.rollups.queries.readings import thresholds

# figure → where its method stands in docs/methods, and the fields of reports it rests on
_METHODS = {
    Figure.STATUSES: ("status", (ReportField.STATUS,)),
    Figure.PHYSICAL: ("progress", (ReportField.PHYSICAL,)),
    Figure.FINANCIAL: ("money", (ReportField.PAID,)),
    Figure.MONEY: ("money", (ReportField.PAID, ReportField.COMMITTED)),
    Figure.STATUS: ("status", (ReportField.PHYSICAL, ReportField.STATUS)),
    Figure.SLIPPAGE: ("slippage", (ReportField.ACTUAL_END, ReportField.FORECAST_END)),
}
# what else is said of a single commitment beside the figure
_BESIDE = {
    Figure.FINANCIAL: (ReportField.FINANCIAL,),
    Figure.SLIPPAGE: (ReportField.ACTUAL_START,),
}
_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Case:
    """What an explanation is made from; `begun` holds what all explanations have."""

    begun: Explanation
    subject: Subject
    plan: Plan
    entries: Sequence[Entry]
    stated: Mapping[int, Stated]


def explain(figure: Figure, subject: str, *, plan_id: int | None = None) -> Explanation | None:
    """Explain one figure of a subject such as "plan:3", "commitment:12" or "place:7".

    Shape: None when there is no such figure of such a subject. A place, body, theme or year is
    explained within the plan `plan_id`; the others know theirs.
    Queries: at most 6.
    """
    named = _parsed(subject)
    if named is None or figure not in _explainers(named):
        return None
    plan = _plan_of(named, plan_id)
    if plan is None:
        return None
    entries = read_entries(plan, named)
    label = _label_of(named, plan, entries)
    if label is None:
        return None
    method, fields = _METHODS[figure]
    begun = Explanation(
        figure=figure,
        subject=subject,
        label=label,
        plan=_plan_label(plan),
        currency=plan.currency,
        today=clock.today(),
        formula=Formula.SUM,
        formula_version=f"{figure.value}/{_VERSION}",
        method=method,
        thresholds=thresholds(),
        weight_rule=WeightRuleChoice(plan.weight_rule),
    )
    if named.kind == SubjectKind.COMMITMENT:
        fields += _BESIDE.get(figure, ())
    stated = read_provenances([one.own.subject_id for one in entries], fields)
    return _explainers(named)[figure](_Case(begun, named, plan, entries, stated))


def _parsed(subject: str) -> Subject | None:
    kind, _, key = subject.partition(":")
    if kind not in SubjectKind.values or not (key.isascii() and key.isdigit()) or len(key) > 18:
        return None
    return Subject(kind, int(key))


def _plan_of(named: Subject, plan_id: int | None) -> Plan | None:
    if named.kind == SubjectKind.NODE:
        return Plan.objects.filter(nodes=named.id).first()
    if named.kind == SubjectKind.COMMITMENT:
        return Plan.objects.filter(commitments=named.id).first()
    key = named.id if named.kind == SubjectKind.PLAN else plan_id
    return Plan.objects.filter(pk=key).first() if key is not None else None


def _label_of(named: Subject, plan: Plan, entries: Sequence[Entry]) -> Label | None:
    if named.kind == SubjectKind.PLAN:
        return _plan_label(plan)
    if named.kind == SubjectKind.COMMITMENT:
        return entries[0].label if entries else None
    if named.kind == SubjectKind.YEAR or not named.id:
        return Label(named.id, str(named.id or ""), Plan().title)
    models: dict[str, Any] = {"node": Node, "place": Place, "theme": Theme}
    found = models.get(named.kind, Organisation).objects.filter(pk=named.id).first()
    if found is None:
        return None
    return Label(found.pk, found.code, found.title if named.kind == "node" else found.names)


def _plan_label(plan: Plan) -> Label:
    return Label(plan.pk, plan.code, plan.short_title or plan.title)


def _statuses(case: _Case) -> Explanation:
    n = Counter(one.computed.status for one in case.entries)
    n_validated = sum(
        one.own.is_validated and one.computed.status is ComputedStatus.COMPLETED
        for one in case.entries
    )
    counts = tuple(
        StatusCount(status, n[status], n_validated if status is ComputedStatus.COMPLETED else 0)
        for status in ComputedStatus
    )
    inputs = tuple(_input(case, one, one.own.physical, None) for one in case.entries)
    return replace(
        case.begun,
        formula=Formula.STATUS_COUNTS,
        statuses=counts,
        known=len(case.entries) - n[ComputedStatus.NO_DATA] - n[ComputedStatus.STALE],
        expected=len(case.entries),
        inputs=inputs,
    )


def _physical(case: _Case) -> Explanation:
    total = weighted(
        (
            Part(
                one.weight,
                one.own.physical,
                one.is_cancelled,
                one.own.is_validated and one.computed.status is ComputedStatus.COMPLETED,
            )
            for one in case.entries
        ),
        WeightRule(case.plan.weight_rule),
    )
    return replace(
        _with_percentage(case.begun, percentage(total)),
        formula=Formula.WEIGHTED_MEAN,
        inputs=tuple(
            _input(case, one, one.own.physical, one.weight, counts=not _why_no_progress(one))
            for one in case.entries
        ),
        left_out=_left_out(case.entries, _why_no_progress),
    )


def _why_no_progress(one: Entry) -> LeftOutBecause | None:
    if one.is_cancelled:
        return LeftOutBecause.CANCELLED
    if one.own.physical is None:
        return LeftOutBecause.NO_PROGRESS
    if one.weight is None:
        return LeftOutBecause.NO_COST if one.own.amount is None else LeftOutBecause.NO_WEIGHT
    return None


def _financial(case: _Case) -> Explanation:
    total = financial((one.own.paid, one.own.amount, one.is_cancelled) for one in case.entries)
    return replace(
        _with_percentage(case.begun, percentage(total)),
        formula=Formula.PAID_OVER_PLANNED,
        inputs=_payments(case, _why_no_payment),
        left_out=_left_out(case.entries, _why_no_payment),
    )


def _why_no_payment(one: Entry) -> LeftOutBecause | None:
    if one.is_cancelled:
        return LeftOutBecause.CANCELLED
    return _why_money_unknown(one)


def _why_money_unknown(one: Entry) -> LeftOutBecause | None:
    if one.own.amount is None:
        return LeftOutBecause.NO_COST
    return LeftOutBecause.NO_PAYMENT if one.own.paid is None else None


def _money(case: _Case) -> Explanation:
    row = Progress.objects.filter(
        plan=case.plan, kind=case.subject.kind, subject_id=case.subject.id
    ).first()
    return replace(
        case.begun,
        money=money_of([row] if row else [], case.plan.currency),
        known=sum(not _why_money_unknown(one) for one in case.entries),
        expected=len(case.entries),
        inputs=_payments(case, _why_money_unknown),
        left_out=_left_out(case.entries, _why_money_unknown),
    )


def _payments(case: _Case, why: Callable[[Entry], LeftOutBecause | None]) -> tuple[Input, ...]:
    return tuple(
        _input(case, one, one.own.paid, one.own.amount, counts=not why(one)) for one in case.entries
    )


def _reported(case: _Case) -> Explanation:
    one = case.entries[0]
    return replace(
        case.begun,
        formula=Formula.REPORTED,
        percent=one.own.physical,
        whole=figures(one.own).physical_whole,
        known=int(one.own.physical is not None),
        expected=1,
        inputs=(_input(case, one, one.own.physical, None),),
    )


def _paid(case: _Case) -> Explanation:
    one = case.entries[0]
    total = financial([(one.own.paid, one.own.amount, False)])
    return replace(
        _with_percentage(case.begun, percentage(total)),
        formula=Formula.PAID_OVER_PLANNED,
        inputs=_payments(case, _why_money_unknown),
        left_out=_left_out(case.entries, _why_money_unknown),
    )


def _status(case: _Case) -> Explanation:
    one = case.entries[0]
    own = one.own
    frozen = PlanVersion.objects.filter(plan=case.plan, number=one.first_version or 0).first()
    return replace(
        case.begun,
        formula=Formula.PROGRESS_OVER_PLANNED,
        known=int(own.physical is not None),
        expected=1,
        status=StatusRatio(
            status=one.computed.status,
            declared=own.declared,
            physical=own.physical,
            planned=one.computed.planned,
            ratio=one.computed.ratio,
            first_planned_start_on=own.first_planned_start_on,
            first_planned_end_on=own.first_planned_end_on,
            reported_on=own.last_reported_on,
            ratio_by_current_dates=_ratio_by_current_dates(one),
            frozen_at=frozen.published_at if frozen else None,
            reporting_months=own.reporting_months,
        ),
        inputs=(_input(case, one, own.physical, None),),
    )


def _ratio_by_current_dates(one: Entry) -> Decimal | None:
    planned = planned_share(
        start=one.own.planned_start_on, end=one.own.planned_end_on, on=one.own.last_reported_on
    )
    return one.own.physical / planned if one.own.physical is not None and planned else None


def _slippage(case: _Case) -> Explanation:
    one = case.entries[0]
    found = figures(one.own)
    end_on = one.own.actual_end_on or one.own.forecast_end_on
    return replace(
        case.begun,
        formula=Formula.DAYS_LATE,
        known=int(found.slippage_first is not None or found.slippage_current is not None),
        expected=1,
        slippage=Slippage(
            against_first=found.slippage_first,
            against_current=found.slippage_current,
            end_on=end_on,
            is_forecast=end_on is not None and one.own.actual_end_on is None,
            dates=found.dates,
        ),
        inputs=(_input(case, one, None, None),),
    )


def _with_percentage(begun: Explanation, found: Percentage) -> Explanation:
    return replace(
        begun,
        percent=found.exact,
        whole=found.whole,
        numerator=found.numerator,
        denominator=found.denominator,
        known=found.known,
        expected=found.expected,
    )


def _input(
    case: _Case,
    one: Entry,
    value: Decimal | None,
    weight: Decimal | None,
    *,
    counts: bool = True,
) -> Input:
    stated = case.stated.get(one.own.subject_id, NOT_STATED)
    return Input(
        commitment=one.label,
        value=value,
        weight=weight,
        status=one.computed.status,
        counts=counts,
        provenance=stated.lead,
        committed=one.own.committed,
        stated=stated.by_field,
        declared_share=stated.financial,
    )


def _left_out(
    entries: Sequence[Entry], why: Callable[[Entry], LeftOutBecause | None]
) -> tuple[LeftOut, ...]:
    codes: dict[LeftOutBecause, list[str]] = {}
    for one in entries:
        if because := why(one):
            codes.setdefault(because, []).append(one.label.code)
    return tuple(
        LeftOut(because, len(codes[because]), tuple(codes[because]))
        for because in LeftOutBecause
        if because in codes
    )


_Explainer = Callable[[_Case], Explanation]
_OF_GROUPS: Mapping[Figure, _Explainer] = {
    Figure.STATUSES: _statuses,
    Figure.PHYSICAL: _physical,
    Figure.FINANCIAL: _financial,
    Figure.MONEY: _money,
}
_OF_COMMITMENTS: Mapping[Figure, _Explainer] = {
    Figure.STATUS: _status,
    Figure.PHYSICAL: _reported,
    Figure.FINANCIAL: _paid,
    Figure.MONEY: _money,
    Figure.SLIPPAGE: _slippage,
}


def _explainers(named: Subject) -> Mapping[Figure, _Explainer]:
    return _OF_COMMITMENTS if named.kind == SubjectKind.COMMITMENT else _OF_GROUPS

"""The figures of a place, a body and the whole installation, over all published plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Count, Q

from athar.kernel.progress import ComputedStatus, Weighted
from athar.plans.models import Plan
from athar.reference.models import Place
from athar.rollups.contributions import Subject
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import (
    AcrossPlans,
    Coverage,
    GroupFigures,
    InstallationSummary,
    Label,
    MoneyTotals,
    Percentage,
    PlanShare,
    PlanTile,
    StatusCount,
)
from athar.rollups.kept import of_plans
from athar.rollups.models import Progress
from athar.rollups.queries.groups import (
    added_statuses,
    financial_of,
    group_figures,
    latest,
    money_of,
    percentage,
    physical_of,
)
from athar.rollups.queries.readings import (
    NOT_UNDER_WAY,
    Gathered,
    gather,
    light_rows,
    published_plans,
    read_today,
    thresholds,
)


def place_progress(place_id: int) -> AcrossPlans:
    """Give the figures of a place: its part of the plans above it, and all plans within it.

    Errors: Place.DoesNotExist. Queries: 4.
    """
    place = Place.objects.only("path").get(pk=place_id)
    within = Q(kind=SubjectKind.PLAN, plan__place__path__startswith=place.path) & ~Q(
        plan__place=place_id
    )
    return _across(Q(kind=SubjectKind.PLACE, subject_id=place_id) | within)


def body_progress(organisation_id: int, *, as_funder: bool = False) -> AcrossPlans:
    """Give the figures of what a body leads, or of what it pays for. Queries: 3."""
    kind = SubjectKind.FUNDER if as_funder else SubjectKind.LEAD
    return _across(Q(kind=kind, subject_id=organisation_id))


def installation_summary() -> InstallationSummary:
    """Give totals and one tile for each published plan, the newest plan first. Queries: 3."""
    plans = {plan.pk: plan for plan in published_plans().order_by("-start_on", "code")}
    rows = {
        row.plan_id: row
        for row in Progress.objects.filter(kind=SubjectKind.PLAN, plan__in=plans).defer("words")
    }
    today = _Today(plans)
    tiles = tuple(
        PlanTile(
            plan=_label(plan),
            kind=plan.kind,
            owner_id=plan.owner_id,
            place_id=plan.place_id,
            start_on=plan.start_on,
            end_on=plan.end_on,
            is_sample=plan.is_sample,
            figures=replace(
                group_figures(plan, rows.get(plan.pk), Gathered()),
                statuses=today.statuses_of(plan.pk),
            ),
        )
        for plan in plans.values()
    )
    return InstallationSummary(
        n_total=sum(tile.figures.n_total for tile in tiles),
        n_removed=sum(tile.figures.n_removed for tile in tiles),
        statuses=added_statuses(tile.figures for tile in tiles),
        money=_money(plans, rows.values()),
        last_reported_on=latest(tile.figures.dates.last_reported_on for tile in tiles),
        reported_lately=today.reported_lately,
        plans=tiles,
    )


class Counted(NamedTuple):
    """So many commitments of a plan have a status today, are validated, were reported lately."""

    status: str
    is_validated: bool
    lately: int
    n: int


class _Today:
    """How many commitments of each plan have which status today, and were reported lately."""

    def __init__(self, plans: Mapping[int, Plan]) -> None:
        """Add up what is counted of each plan. Queries: those of `_counted`."""
        self._n: Counter[tuple[int, str]] = Counter()
        self._n_validated: Counter[int] = Counter()
        known = expected = 0
        counted = _counted(plans)
        for plan_id, plan in plans.items():
            for status, is_validated, lately, n in counted[plan.code]:
                self._n[plan_id, status] += n
                if is_validated and status == ComputedStatus.COMPLETED:
                    self._n_validated[plan_id] += n
                if status not in NOT_UNDER_WAY:
                    expected += n
                    known += n * lately
        self.reported_lately = Coverage(known, expected)

    def statuses_of(self, plan_id: int) -> tuple[StatusCount, ...]:
        return tuple(
            StatusCount(
                status,
                self._n[plan_id, status.value],
                self._n_validated[plan_id] if status is ComputedStatus.COMPLETED else 0,
            )
            for status in ComputedStatus
        )


def _counted(plans: Mapping[int, Plan]) -> Mapping[str, Sequence[Counted]]:
    """Count the commitments of some plans in the database, by code. Queries: 1; see `of_plans`."""
    by_code = {plan.code: plan for plan in plans.values()}

    def read(codes: Collection[str]) -> Mapping[str, Sequence[Counted]]:
        some = {by_code[code].pk: by_code[code] for code in codes}
        found: dict[str, list[Counted]] = {code: [] for code in codes}
        rows = read_today(Progress.objects.filter(plan__in=some), some.values()).order_by()
        by_status = rows.values_list("plan_id", *Counted._fields[:-1]).annotate(n=Count("pk"))
        for plan_id, *counted in by_status:
            found[some[plan_id].code].append(Counted(*counted))
        return found

    return of_plans(("counted", thresholds()), by_code, read)


def _across(wanted: Q) -> AcrossPlans:
    rows = list(Progress.objects.filter(wanted, plan__current_version__gt=0).defer("words"))
    plans = Plan.objects.order_by("-start_on", "code").in_bulk({row.plan_id for row in rows})
    subjects = {row.plan_id: Subject(row.kind, row.subject_id) for row in rows}
    tokens = Q(pk__in=())
    for plan_id, subject in subjects.items():
        tokens |= Q(plan=plan_id, counted_in__contains=f" {subject.kind}:{subject.id}:")
    said = _said(plans, tokens, {subject.kind for subject in subjects.values()})
    return across(plans, rows, said)


def across(
    plans: Mapping[int, Plan],
    rows: Sequence[Progress],
    said: Mapping[int, Mapping[Subject, Gathered]],
) -> AcrossPlans:
    """Put together one group of each plan, in the order of `plans`. Queries: 0."""
    by_plan = {row.plan_id: row for row in rows}
    shares = tuple(
        PlanShare(_label(plan), _figures(plan, by_plan[pk], said)) for pk, plan in plans.items()
    )
    return AcrossPlans(
        n_total=sum(share.figures.n_total for share in shares),
        statuses=added_statuses(share.figures for share in shares),
        physical=_physical(plans, rows),
        financial=_financial(plans, rows),
        money=_money(plans, rows),
        last_reported_on=latest(share.figures.dates.last_reported_on for share in shares),
        plans=shares,
    )


def _said(
    plans: Mapping[int, Plan], tokens: Q, kinds: Iterable[str]
) -> dict[int, Mapping[Subject, Gathered]]:
    """Give what the commitments of each plan say today, by group. Queries: 1."""
    lights = light_rows(Progress.objects.filter(tokens, plan__in=plans), plans.values())
    return {
        plan_id: gather((one for one in lights if one.plan_id == plan_id), kinds)
        for plan_id in plans
    }


def _figures(
    plan: Plan, row: Progress, said: Mapping[int, Mapping[Subject, Gathered]]
) -> GroupFigures:
    gathered = said[plan.pk].get(Subject(row.kind, row.subject_id))
    return group_figures(plan, row, gathered or Gathered())


def _physical(plans: Mapping[int, Plan], rows: Iterable[Progress]) -> Percentage | None:
    if len({(plan.weight_rule, plan.currency) for plan in plans.values()}) != 1:
        return None
    return percentage(_sum(physical_of(row, plans[row.plan_id].weight_rule) for row in rows))


def _financial(plans: Mapping[int, Plan], rows: Iterable[Progress]) -> Percentage | None:
    if len({plan.currency for plan in plans.values()}) != 1:
        return None
    return percentage(_sum(financial_of(row) for row in rows))


def _sum(parts: Iterable[Weighted]) -> Weighted:
    return sum(parts, Weighted())


def _money(plans: Mapping[int, Plan], rows: Iterable[Progress]) -> tuple[MoneyTotals, ...]:
    by_currency: dict[str, list[Progress]] = {}
    for row in rows:
        by_currency.setdefault(plans[row.plan_id].currency, []).append(row)
    return tuple(money_of(by_currency[currency], currency) for currency in sorted(by_currency))


def _label(plan: Plan) -> Label:
    return Label(plan.pk, plan.code, plan.short_title or plan.title)

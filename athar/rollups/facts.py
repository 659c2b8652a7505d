"""Reading the facts of commitments from the stores, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from athar.finance.enums import ExecutionKind
from athar.finance.models import Execution, FundingLine
from athar.indicators.enums import Claim
from athar.kernel.money import to_minor
from athar.kernel.quantity import to_scaled
from athar.kernel.text import normalise
from athar.plans.enums import BodyRole, WeightRuleChoice
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    Node,
    Plan,
)
from athar.reference.models import Place, Theme
from athar.reporting.models import Report
from athar.rollups.contributions import (
    NONE_STATED,
    Facts,
    Span,
    funder_shares,
    paths_counted,
    with_ancestors,
)

LEADING = (BodyRole.LEAD, BodyRole.OWNER)
_WEIGHT_DECIMALS = 4


def read_facts(plan: Plan, commitment_ids: Collection[int] | None = None) -> dict[int, Facts]:
    """Give the facts of a plan's commitments, or of some of them, by id. Queries: 9."""
    rows = Commitment.objects.filter(plan=plan)
    if commitment_ids is not None:
        rows = rows.filter(pk__in=commitment_ids)
    found = list(rows.only(*_CONTRACT))
    around = Surroundings.read(plan, found, narrowed=commitment_ids is not None)
    return {one.pk: facts_of(plan, one, around) for one in found}


_CONTRACT = (
    "id",
    "plan_id",
    "node_id",
    "code",
    "title",
    "amount",
    "weight",
    "covers_whole_place",
    "planned_start_on",
    "planned_end_on",
    "first_planned_start_on",
    "first_planned_end_on",
    "removed_in_version",
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that lies around the commitments, by commitment."""

    node_parents: Mapping[int, int | None]
    place_ids: Mapping[int, frozenset[int]]
    leads: Mapping[int, set[int]]
    funding: Mapping[int, dict[int, int]]
    themes: Mapping[int, set[int]]
    reports: Mapping[int, Report]
    totals: Mapping[tuple[int, str], Decimal]

    @classmethod
    def read(cls, plan: Plan, found: Iterable[Commitment], *, narrowed: bool) -> Surroundings:
        of: dict[str, Any] = {"commitment__plan": plan}
        if narrowed:
            of = {"commitment__in": [one.pk for one in found]}
        return cls(
            node_parents=dict(Node.objects.filter(plan=plan).values_list("pk", "parent_id")),
            place_ids=_place_ids(plan, found, of),
            leads=_leads(of),
            funding=_funding(of),
            themes=_themes(of),
            reports={
                one.commitment_id: one
                for one in Report.objects.filter(is_current=True, **of).defer("narrative", "source")
            },
            totals=_totals(of),
        )


def facts_of(plan: Plan, one: Commitment, around: Surroundings) -> Facts:
    """Give the facts of one commitment from all that lies around it."""
    report = around.reports.get(one.pk)
    amount = _minor(one.amount)
    return Facts(
        commitment_id=one.pk,
        plan_id=one.plan_id,
        node_ids=frozenset(with_ancestors(one.node_id, around.node_parents)),
        place_ids=around.place_ids[one.pk],
        lead_ids=frozenset(around.leads.get(one.pk) or {NONE_STATED}),
        funder_shares=funder_shares(amount, around.funding.get(one.pk, {})),
        theme_ids=frozenset(around.themes.get(one.pk, ())),
        weight=_weight(plan, one),
        physical=_minor(report.physical) if report else None,
        amount=amount,
        committed=_minor(around.totals.get((one.pk, ExecutionKind.COMMITTED))),
        paid=_minor(around.totals.get((one.pk, ExecutionKind.PAID))),
        declared=report.declared_status if report else "",
        is_validated=bool(report and report.claim == Claim.VALIDATED),
        is_removed=one.removed_in_version is not None,
        span=_span(one, report),
        words=normalise(" ".join((one.code, *one.title.values()))),
    )


def _span(one: Commitment, report: Report | None) -> Span:
    return Span(
        first_planned_start_on=one.first_planned_start_on,
        first_planned_end_on=one.first_planned_end_on,
        planned_start_on=one.planned_start_on,
        planned_end_on=one.planned_end_on,
        actual_start_on=report.actual_start_on if report else None,
        actual_end_on=report.actual_end_on if report else None,
        forecast_end_on=report.forecast_end_on if report else None,
        last_reported_on=report.as_of_on if report else None,
    )


def _weight(plan: Plan, one: Commitment) -> int | None:
    if plan.weight_rule == WeightRuleChoice.EQUAL:
        return 1
    if plan.weight_rule == WeightRuleChoice.CUSTOM:
        return None if one.weight is None else to_scaled(one.weight, _WEIGHT_DECIMALS)
    return _minor(one.amount)


def _minor(value: Decimal | None) -> int | None:
    """Give hundredths, of a currency unit or of a percent."""
    return None if value is None else to_minor(value)


def _place_ids(
    plan: Plan, found: Iterable[Commitment], of: Mapping[str, Any]
) -> dict[int, frozenset[int]]:
    paths: defaultdict[int, list[str]] = defaultdict(list)
    for commitment_id, path in CommitmentPlace.objects.filter(**of).values_list(
        "commitment_id", "place__path"
    ):
        paths[commitment_id].append(path)
    return counted_places(plan, found, paths)


def counted_places(
    plan: Plan, found: Iterable[Commitment], paths: Mapping[int, Collection[str]]
) -> dict[int, frozenset[int]]:
    """Give the places that commitments count in, from the paths of those they name. Queries: 1."""
    plan_path = plan.place.path if plan.place else None
    counted = {
        one.pk: paths_counted(
            paths.get(one.pk, ()), plan_path=plan_path, covers_whole_place=one.covers_whole_place
        )
        for one in found
    }
    wanted = frozenset[str]().union(*counted.values())
    ids = dict(Place.objects.filter(path__in=wanted).values_list("path", "pk"))
    return {
        pk: frozenset(ids[path] for path in some if path in ids) or frozenset({NONE_STATED})
        for pk, some in counted.items()
    }


def _leads(of: Mapping[str, Any]) -> dict[int, set[int]]:
    leads: defaultdict[int, set[int]] = defaultdict(set)
    rows = CommitmentBody.objects.filter(role__in=LEADING, **of)
    for commitment_id, organisation_id in rows.values_list("commitment_id", "organisation_id"):
        leads[commitment_id].add(organisation_id)
    return leads


def _funding(of: Mapping[str, Any]) -> dict[int, dict[int, int]]:
    shares: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = FundingLine.objects.filter(funder__isnull=False, **of)
    for commitment_id, funder_id, amount in rows.values_list(
        "commitment_id", "funder_id", "amount"
    ):
        earlier = shares[commitment_id].get(funder_id, 0)
        shares[commitment_id][funder_id] = earlier + to_minor(amount)
    return shares


def _themes(of: Mapping[str, Any]) -> dict[int, set[int]]:
    themes: defaultdict[int, set[int]] = defaultdict(set)
    rows = CommitmentTheme.objects.filter(**of).values_list(
        "commitment_id", "theme_id", "theme__parent_id", "theme__parent__parent_id"
    )
    for commitment_id, *line in rows:
        themes[commitment_id].update(one for one in line if one is not None)
    return themes


def line_of_theme(theme: Theme) -> tuple[int, ...]:
    """Give the key of a theme, its parent joined, and of the two themes above it."""
    above = theme.parent
    line = (theme.pk, theme.parent_id, above.parent_id if above else None)
    return tuple(key for key in line if key is not None)


def _totals(of: Mapping[str, Any]) -> dict[tuple[int, str], Decimal]:
    rows = Execution.objects.filter(withdrawn_at=None, **of).order_by("on", "pk")
    return running_totals(rows.values_list("commitment_id", "kind", "amount", "is_cumulative"))


def running_totals(
    rows: Iterable[tuple[int, str, Decimal, bool]],
) -> dict[tuple[int, str], Decimal]:
    """Give the latest running totals; movements stated after a total are added to it.

    Shape: rows of (commitment, kind, amount, is a running total), the earliest first.
    """
    totals: dict[tuple[int, str], Decimal] = {}
    for commitment_id, kind, amount, is_cumulative in rows:
        before = Decimal(0) if is_cumulative else totals.get((commitment_id, kind), Decimal(0))
        totals[commitment_id, kind] = before + amount
    return totals

"""Keeping how a plan stood before an import, and stating it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from athar.finance.actions import put_agreements, put_funding
from athar.finance.queries import (
    agreement_drafts,
    funding_drafts,
    stated_agreements,
    stated_funding,
)
from athar.indicators.actions import remove_results
from athar.intake.models import RestorePoint
from athar.kernel.actor import Actor
from athar.plans.actions import hold_plan, put_commitments, put_nodes, put_plan, remove_plan
from athar.plans.drafts import Differences
from athar.plans.queries import (
    PlanView,
    commitment_codes,
    commitment_drafts,
    node_drafts,
    plan_draft,
    stated_commitments,
    stated_nodes,
    stated_plan,
)
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.stated import report_draft, stated_reports
from athar.trail.models import Event

Content = Mapping[str, Any]
"""How a plan stood: `existed`, and what was stated of the parts that the import may change."""


def standing(plan: PlanView | None, named: Collection[str] | None = None) -> Content:
    """Hold a plan still and give all that an import of a plan may change of it.

    Shape: None is a plan that does not exist yet. `named` are the codes of all its projects
    from now on, None where those not named stay: a draft loses the others with their reports.
    Queries: 12, and 4 more for a draft that loses projects.
    """
    if plan is None:
        return {"existed": False}
    hold_plan(plan.id)
    return {
        "existed": True,
        "plan": stated_plan(plan.id),
        "nodes": stated_nodes(plan.id),
        "commitments": stated_commitments(plan.id),
        "funding": stated_funding(plan.id),
        "agreements": stated_agreements(plan.id),
        "reports": _lost_reports(plan, named),
    }


def _lost_reports(plan: PlanView, named: Collection[str] | None) -> list[dict[str, Any]]:
    if plan.is_published or named is None:
        return []
    return stated_reports(plan.id, commitment_codes(plan.id) - set(named))


def standing_agreements(plan_id: int) -> Content:
    """Hold a plan still and give its agreements. Queries: 5."""
    hold_plan(plan_id)
    return {"existed": True, "agreements": stated_agreements(plan_id)}


def standing_reports(plan_id: int) -> Content:
    """Hold a plan still; its reports are never changed, so that nothing is to be kept of them.

    Queries: 1.
    """
    hold_plan(plan_id)
    return {"existed": True}


def keep_restore_point(event_id: int, plan_id: int | None, before: Content) -> None:
    """Keep how a plan stood before an import that is kept; nothing of values, which stay stored.

    Queries: 1.
    """
    RestorePoint.objects.create(event_id=event_id, plan_id=plan_id, content=before)


@dataclass(frozen=True, slots=True)
class Restated:
    """What differs once a plan is stated again as it was; `contract` is what versions hold."""

    contract: Differences = field(default_factory=Differences)
    beside: Differences = field(default_factory=Differences)
    is_removed: bool = False
    is_new_identity: bool = False

    @property
    def differences(self) -> Differences:
        return self.contract + self.beside

    @property
    def is_nothing(self) -> bool:
        """Tell whether the plan stands as it stood before it was stated again."""
        return self.differences.is_empty and not self.is_new_identity


def state_again(*, by: Actor | None, plan_id: int, before: Content, cause: Event) -> Restated:
    """State a plan as it stood; a plan that did not exist, and that nobody saw, is removed.

    Shape: `cause` is the act of undoing. Reports that a draft lost are published again by it.

    Errors: PermissionDenied; ValidationError, as of the actions of each part.
    """
    if not before["existed"]:
        return _remove(by, plan_id)
    contract, beside, was = Differences(), Differences(), stated_plan(plan_id)
    if "plan" in before:
        put_plan(by=by, draft=plan_draft(before["plan"]))
        beside += put_nodes(by=by, plan_id=plan_id, drafts=node_drafts(before["nodes"]))
        contract += put_commitments(
            by=by,
            plan_id=plan_id,
            drafts=commitment_drafts(before["commitments"]),
            complete=True,
        )
        contract += put_funding(
            by=by, plan_id=plan_id, drafts=funding_drafts(before["funding"]), complete=True
        )
    if "agreements" in before:
        beside += put_agreements(
            by=by, plan_id=plan_id, drafts=agreement_drafts(before["agreements"]), complete=True
        )
    for source, drafts in _publications(before.get("reports", ())):
        publish_reports(by=by, plan_id=plan_id, drafts=drafts, source=source, event=cause)
    return Restated(contract, beside, is_new_identity=stated_plan(plan_id) != was)


def _publications(
    reports: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], list[ReportDraft]]]:
    """Give reports as they were published, act by act, each with what had brought them."""
    for (_event, source), ones in groupby(reports, lambda one: (one["event"], one["source"])):
        yield source, [report_draft(one) for one in ones]


def _remove(by: Actor | None, plan_id: int) -> Restated:
    """Take everything out of a plan, what rests on other things first, and then the plan."""
    remove_results(by=by, plan_id=plan_id)
    beside = put_agreements(by=by, plan_id=plan_id, drafts=[], complete=True)
    contract = put_commitments(by=by, plan_id=plan_id, drafts=[], complete=True)
    beside += put_nodes(by=by, plan_id=plan_id, drafts=[])
    remove_plan(by=by, plan_id=plan_id)
    return Restated(contract, beside, is_removed=True)

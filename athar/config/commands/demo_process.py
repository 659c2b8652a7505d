"""What evaluators found of the process of earlier plans, as the sources of the plans say it."""

from __future__ import annotations

from athar.config.commands.demo_action_plans import Told, told_plans
from athar.network.enums.process import RecordKind


def record_verdicts() -> None:
    """Record for each plan of a country whether it was found contrary to process."""
    from athar.network.actions.process import record_process
    from athar.network.queries.members import members
    from athar.plans.queries import published_plans

    ends = {plan.code: plan.end_on for plan in published_plans()}
    told = [one for one in told_plans()["plans"] if one["plan_id"] in ends and verdict_of(one)]
    keys = {one.code: one.id for one in members()}
    for one in told:
        record_process(
            by=None,
            member_id=keys[one["iso3"]],
            kind=str(verdict_of(one)),
            on=ends[one["plan_id"]],
            title=f"IRM · {one['plan_id']}",
            url=one["source"],
        )


def verdict_of(told: Told) -> RecordKind | None:
    """Say what evaluators found of a plan, None where its source does not tell."""
    irm = told.get("irm", {})
    if "contrary_to_process" in irm:
        return RecordKind.CONTRARY if irm["contrary_to_process"] else RecordKind.ACCORDING
    return RecordKind.ACCORDING if irm.get("acted_according_to_process") else None

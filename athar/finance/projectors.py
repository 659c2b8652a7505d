"""Freezing the money of a plan with every version of it, in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from athar.finance.models import AgreementSnapshot, FundingSnapshot
from athar.finance.queries.past import last_agreements, last_funding
from athar.finance.queries.stated import Content, stated_agreements, stated_funding
from athar.plans.models import Commitment, PlanVersion
from athar.trail.actions import Touched
from athar.trail.models import Event

NEW_VERSIONS = ("plan.version_published", "plan.amended")


def freeze_money(event: Event, changes: Sequence[Touched]) -> None:
    """Keep the funding and the agreements that differ from what the versions before froze.

    Queries: 12 at most.
    """
    version = PlanVersion.objects.filter(event=event).first()
    if version is not None:
        _freeze_funding(version)
        _freeze_agreements(version)


def _freeze_funding(version: PlanVersion) -> None:
    keys = dict(Commitment.objects.filter(plan=version.plan_id).values_list("code", "pk"))
    now: defaultdict[int, list[Content]] = defaultdict(list)
    for line in stated_funding(version.plan_id):
        now[keys[line.pop("commitment")]].append(line)
    before = last_funding(version.plan_id, version.number)
    FundingSnapshot.objects.bulk_create(
        FundingSnapshot(version=version, commitment_id=key, lines=now[key])
        for key in sorted(now.keys() | before.keys())
        if before.get(key, []) != now[key]
    )


def _freeze_agreements(version: PlanVersion) -> None:
    now = {one["number"]: one for one in stated_agreements(version.plan_id)}
    before = last_agreements(version.plan_id, version.number)
    AgreementSnapshot.objects.bulk_create(
        AgreementSnapshot(version=version, number=number, content=now.get(number))
        for number in sorted(now.keys() | before.keys())
        if before.get(number) != now.get(number)
    )

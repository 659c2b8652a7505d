"""Contributions between the plans of Morocco: samples of the demonstration, no source states any.

What the sources do say is that the national plan has a programme of support for open regions and
communes, and which commitments those made; who would agree with whom is made up, and marked so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from athar.network.enums.convergence import ContributionKind

WHY = "عينة للعرض: لا يصرح أي مصدر بهذه المساهمة · Échantillon : aucune source ne la déclare"


class Sample(NamedTuple):
    """A made-up contribution: from which commitment to which, how, and what was answered."""

    plan: str
    code: str
    target_plan: str
    target: str
    kind: ContributionKind
    share: Decimal | None = None
    is_accepted: bool = True


_SUPPORT, _ACCESS = ("MA-2024", "MO0065"), ("MA-2024", "MO0054")
SAMPLES = (
    Sample("MA-TTA-2025", "MATTH0012", *_SUPPORT, ContributionKind.IMPLEMENTS),
    Sample("MA-TTA-2025", "MATTH0017", *_SUPPORT, ContributionKind.SUPPORTS, Decimal(50)),
    Sample("MA-BMK-2022", "MABMK0007", *_SUPPORT, ContributionKind.IMPLEMENTS, Decimal(50)),
    Sample("MA-TET-2022", "MATET0003", *_ACCESS, ContributionKind.IMPLEMENTS, is_accepted=False),
    Sample("MA-LSH-2025", "MALAA0004", *_SUPPORT, ContributionKind.SUPPORTS),
)


def tie_samples() -> None:
    """State the contributions in the next version of each plan, propose and answer them."""
    for plan in dict.fromkeys(one.plan for one in SAMPLES):
        _state(plan, [one for one in SAMPLES if one.plan == plan])
    for one in SAMPLES:
        _agree(one)


def _state(code: str, samples: list[Sample]) -> None:
    from athar.plans.actions import Subject, keep_edit, publish_edits
    from athar.plans.enums import EditKind
    from athar.plans.queries import plan_by_code
    from athar.plans.queries.edited import content_now

    plan = plan_by_code(code)
    assert plan is not None  # the demonstration has just published it
    for one in samples:
        base = content_now(plan.id, EditKind.COMMITMENT, one.code)
        share = None if one.share is None else f"{one.share:.6f}"
        stated = [[f"{one.target_plan}/{one.target}", share]]
        keep_edit(
            by=None,
            subject=Subject(plan.id, EditKind.COMMITMENT, one.code),
            base=base,
            mine={**(base or {}), "contributions": stated},
        )
    publish_edits(by=None, plan_id=plan.id, why=WHY)


def _agree(one: Sample) -> None:
    from athar.network.actions.convergence import answer_accord, propose_accord
    from athar.network.queries.convergence import terms_of
    from athar.plans.queries.addresses import public_commitment

    commitment_id = public_commitment(one.plan, one.code)
    target_id = public_commitment(one.target_plan, one.target)
    assert commitment_id is not None  # both were published before
    assert target_id is not None
    propose_accord(
        by=None, commitment_id=commitment_id, target_id=target_id, kind=one.kind, is_sample=True
    )
    if one.is_accepted:
        seen = terms_of(one.kind, None, one.share)
        answer_accord(
            by=None, commitment_id=commitment_id, target_id=target_id, accepts=True, seen=seen
        )

"""How rounds stand on a day, and which body owes the report of a commitment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q

from athar.indicators.enums import Claim
from athar.kernel.progress import DeclaredStatus
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody
from athar.reporting.enums import ReportState, RoundState
from athar.reporting.models import Report, Round


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as it stands on a day; `is_locked` says that nothing of it is typed any more."""

    id: int
    plan_id: int
    code: str
    start_on: dt.date
    end_on: dt.date
    opens_on: dt.date
    due_on: dt.date
    closed_at: dt.datetime | None
    state: RoundState

    @property
    def is_locked(self) -> bool:
        """Tell whether reports of the round can no longer be changed."""
        return self.state in {RoundState.TO_COME, RoundState.CLOSED}


def round_view(row: Round, today: dt.date) -> RoundView:
    """Give a round as it stands on a day. Queries: 0."""
    return RoundView(
        row.pk,
        row.plan_id,
        row.code,
        row.start_on,
        row.end_on,
        row.opens_on,
        row.due_on,
        row.closed_at,
        state_of_round(row, today),
    )


def state_of_round(row: Round, today: dt.date) -> RoundState:
    """Tell how a round stands on a day, from its dates and from whether it was closed."""
    if row.closed_at is not None:
        return RoundState.CLOSED
    if today < row.opens_on:
        return RoundState.TO_COME
    return RoundState.OPEN if today <= row.due_on else RoundState.OVERDUE


_IN_ORDER = (BodyRole.LEAD, BodyRole.OWNER, BodyRole.DELEGATED_OWNER)


def commitments_to_report(plan_id: int, owner_id: int) -> Iterator[tuple[int, int]]:
    """Give each commitment of a plan that is to be reported on, with the body that owes it.

    Shape: those in force, but for the cancelled and the validated complete; the lead body owes,
    else the owner, else the delegated owner, else the body that owns the plan.
    Queries: 2.
    """
    over = Report.objects.filter(
        Q(declared_status=DeclaredStatus.CANCELLED)
        | Q(declared_status=DeclaredStatus.COMPLETED, claim=Claim.VALIDATED),
        commitment__plan=plan_id,
        is_current=True,
        state=ReportState.PUBLISHED,
    )
    in_force = Commitment.objects.filter(
        plan=plan_id, first_version__isnull=False, removed_in_version=None
    ).exclude(pk__in=over.values("commitment"))
    bodies = _bodies(plan_id)
    for pk in in_force.order_by("position", "pk").values_list("pk", flat=True):
        yield pk, bodies.get(pk, owner_id)


def _bodies(plan_id: int) -> dict[int, int]:
    rows = CommitmentBody.objects.filter(commitment__plan=plan_id, role__in=_IN_ORDER)
    return _first_in_order(
        rows.order_by("pk").values_list("commitment_id", "role", "organisation_id")
    )


def _first_in_order(rows: Collection[tuple[int, str, int]]) -> dict[int, int]:
    """Give the body of the first role that a commitment has."""
    found: dict[int, tuple[int, int]] = {}
    for commitment_id, role, body_id in rows:
        rank = _IN_ORDER.index(BodyRole(role))
        if commitment_id not in found or rank < found[commitment_id][0]:
            found[commitment_id] = (rank, body_id)
    return {commitment_id: body_id for commitment_id, (_rank, body_id) in found.items()}

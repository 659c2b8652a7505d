"""How many of the reports that each body owes in each round were made."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import CharField, Count, F, Q, Value

from athar.kernel import clock
from athar.people.queries import OrganisationRef, organisations_by_id
from athar.plans.models import Commitment
from athar.reporting.enums import ReportState, RoundState
from athar.reporting.models import Assignment, Report, Round
from athar.reporting.rounds import RoundView, round_view

RECEIVED = (ReportState.SUBMITTED, ReportState.VALIDATED, ReportState.PUBLISHED)
"""The states of a report that its body has handed over."""
MOST_ROUNDS = 12
VERY_LATE = dt.timedelta(days=30)


class CellState(StrEnum):
    """How a body stands in a round."""

    VALIDATED = "validated"
    SUBMITTED = "submitted"
    OPEN = "open"
    LATE = "late"
    VERY_LATE = "very_late"
    MISSED = "missed"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class GridCell:
    """How many reports a body owes in a round, has handed over, and how many are validated."""

    round_id: int
    organisation_id: int
    n_expected: int
    n_received: int
    n_validated: int
    state: CellState


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its cells, one for each round, None where it owes nothing."""

    organisation: OrganisationRef
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The last rounds of a plan, the earliest first, and the bodies that owe reports in them."""

    rounds: tuple[RoundView, ...]
    bodies: tuple[Body, ...]


def completion_grid(rows: Sequence[Round], reach: Q | None = None) -> Grid:
    """Give who handed over how many of how many reports in rounds; `reach` chooses commitments.

    Queries: 2, whatever the number of rounds and commitments.
    """
    today = clock.today()
    rounds = tuple(round_view(row, today) for row in rows)
    of = Q(round__in=[one.id for one in rounds])
    if reach is not None and reach != Q():
        of &= Q(commitment__in=Commitment.objects.filter(reach).values("pk"))
    expected: dict[tuple[int, int], int] = {}
    made: defaultdict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for body, key, state, n in _counted(of):
        if state:
            made[body, key][state] = n
        else:
            expected[body, key] = n
    cells = {at: (n, made[at]) for at, n in expected.items()}
    return Grid(rounds, tuple(_bodies(cells, rounds, today)))


def _counted(of: Q) -> Iterable[tuple[int, int, str, int]]:
    """Count by body, round and state what was handed over; the state "" is what is owed."""
    of_state = ("organisation_id", "round_id", "at")
    owed = Assignment.objects.filter(of).annotate(at=Value("", output_field=CharField()))
    received = Report.objects.filter(of, state__in=RECEIVED).annotate(at=F("state"))
    both = (
        one.order_by().values_list(*of_state).annotate(n=Count("pk")) for one in (owed, received)
    )
    return next(both).union(*both, all=True)


def _bodies(
    cells: Mapping[tuple[int, int], tuple[int, Mapping[str, int]]],
    rounds: Iterable[RoundView],
    today: dt.date,
) -> Iterable[Body]:
    rounds = tuple(rounds)
    refs = organisations_by_id({body for body, _round in cells})
    for key, ref in sorted(refs.items(), key=lambda one: one[1].code):
        row = (
            _cell(one, key, *cells[key, one.id], today) if (key, one.id) in cells else None
            for one in rounds
        )
        yield Body(ref, tuple(row))


def _cell(
    one: RoundView, body: int, n_expected: int, made: Mapping[str, int], today: dt.date
) -> GridCell:
    n_received = sum(made.values())
    n_validated = n_received - made.get(ReportState.SUBMITTED, 0)
    state = _state(one, n_expected - n_received, n_expected - n_validated, today)
    return GridCell(one.id, body, n_expected, n_received, n_validated, state)


def _state(one: RoundView, n_missing: int, n_unvalidated: int, today: dt.date) -> CellState:
    if not n_unvalidated:
        return CellState.VALIDATED
    if not n_missing:
        return CellState.SUBMITTED
    if one.state is RoundState.CLOSED:
        return CellState.MISSED
    if one.state is RoundState.TO_COME:
        return CellState.TO_COME
    if one.state is RoundState.OPEN:
        return CellState.OPEN
    return CellState.VERY_LATE if today - one.due_on > VERY_LATE else CellState.LATE

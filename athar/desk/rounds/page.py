"""What the pages of rounds show: the rounds of a plan, one round narrowed as one likes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import pgettext_lazy
from markupsafe import Markup

from athar.desk.reporting.work import CELLS
from athar.desk.team.lists import Part, choices, part_of
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.queries import OrganisationRef
from athar.plans.queries import NodeView, PlanCard, PlanView, all_plans, nodes_of, plan_by_code
from athar.plans.rules import plan_scopes
from athar.reporting.enums import RoundState
from athar.reporting.queries import (
    CellState,
    Grid,
    OwedReport,
    RoundOwed,
    Standing,
    completion_of_plan,
)
from athar.reporting.queries.grids import MOST_ROUNDS
from athar.reporting.rounds import RoundView
from athar.reporting.rules import can_run_rounds
from athar.reporting.suggesting import Suggestion, suggest_round
from athar.ui import formatting
from athar.ui.site import Label
from athar.ui.statuses import Look

STANDINGS: Mapping[Standing, Look] = {
    Standing.PUBLISHED: Look("done", pgettext_lazy("state of a report owed", "Published")),
    Standing.VALIDATED: Look("done", pgettext_lazy("state of a report owed", "Validated")),
    Standing.SUBMITTED: Look("ok", pgettext_lazy("state of a report owed", "Waits for validation")),
    Standing.RETURNED: Look("risk", pgettext_lazy("state of a report owed", "Returned")),
    Standing.UNDER_WAY: Look("due", pgettext_lazy("state of a report owed", "Being written")),
    Standing.NOT_BEGUN: Look("due", pgettext_lazy("state of a report owed", "Not begun")),
    Standing.LATE: Look("off", pgettext_lazy("state of a report owed", "Late")),
    Standing.MISSED: Look("none", pgettext_lazy("state of a report owed", "Not handed in")),
}
"""How what is owed looks."""
_ROUNDS: Mapping[RoundState, Look] = {
    RoundState.TO_COME: Look("due", pgettext_lazy("state of a reporting round", "To come")),
    RoundState.OPEN: Look("ok", pgettext_lazy("state of a reporting round", "Open")),
    RoundState.OVERDUE: Look(
        "risk", pgettext_lazy("state of a reporting round", "Past its due date")
    ),
}
_COMPLETE = Look("done", pgettext_lazy("state of a reporting round", "Closed, all came"))
_INCOMPLETE = Look("off", pgettext_lazy("state of a reporting round", "Closed, some are missing"))


def look_of_round(one: RoundView, n_missing: int) -> Look:
    """Give how a round looks; a closed one by whether every report came."""
    if one.state is RoundState.CLOSED:
        return _INCOMPLETE if n_missing else _COMPLETE
    return _ROUNDS[one.state]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of a plan and how many of how many reports came."""

    round: RoundView
    n_received: int
    n_expected: int
    look: Look


@dataclass(frozen=True, slots=True)
class PlanRounds:
    """The rounds of a plan, the newest first, who handed in what, and the round that comes next."""

    plan: PlanView
    lines: tuple[RoundLine, ...]
    grid: Grid
    suggested: Suggestion

    @property
    def looks(self) -> Mapping[CellState, Look]:
        """Give how the cells of the grid look."""
        return CELLS

    @property
    def keys(self) -> list[Look]:
        """Give the looks that the grid uses, each once, in the order of the legend."""
        used = {cell.state for body in self.grid.bodies for cell in body.cells if cell}
        return [look for state, look in CELLS.items() if state in used]


def plans_to_run(actor: Actor) -> tuple[PlanCard, ...]:
    """Give the plans whose rounds somebody runs. Queries: 1."""
    return tuple(
        one for one in all_plans() if can_run_rounds(actor, plan_scopes(one.id, one.owner.id))
    )


def plan_to_run(actor: Actor, code: str) -> PlanView | None:
    """Give a plan whose rounds somebody runs, None otherwise. Queries: 1."""
    plan = plan_by_code(code, drafts=True)
    if plan is None or not can_run_rounds(actor, plan_scopes(plan.id, plan.owner.id)):
        return None
    return plan


def gather_plan(plan: PlanView) -> PlanRounds:
    """Gather the rounds of a plan. Queries: 4."""
    grid = completion_of_plan(plan.id)
    cells = [cell for body in grid.bodies for cell in body.cells if cell]
    received: Counter[int] = Counter()
    expected: Counter[int] = Counter()
    for cell in cells:
        received[cell.round_id] += cell.n_received
        expected[cell.round_id] += cell.n_expected
    lines = tuple(
        RoundLine(
            one,
            received[one.id],
            expected[one.id],
            look_of_round(one, expected[one.id] - received[one.id]),
        )
        for one in reversed(grid.rounds)
    )
    last = max((one.end_on for one in grid.rounds), default=None)
    suggested = suggest_round(plan.reporting_months, last, clock.today())
    return PlanRounds(plan, lines, _last_of(grid), suggested)


def _last_of(grid: Grid) -> Grid:
    """Give the last rounds of a grid, so that it stays readable."""
    bodies = tuple(type(one)(one.organisation, one.cells[-MOST_ROUNDS:]) for one in grid.bodies)
    return Grid(grid.rounds[-MOST_ROUNDS:], bodies)


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round narrowed by body, state and axis; `count` of all that answer, `part` is shown."""

    data: RoundOwed
    found: tuple[OwedReport, ...]
    part: Part[OwedReport]
    chosen: Mapping[str, str]
    bodies: tuple[OrganisationRef, ...]
    nodes: tuple[NodeView, ...]

    @property
    def look(self) -> Look:
        """Give how the round looks."""
        return look_of_round(self.data.round, len(self.data.missing))

    @property
    def looks(self) -> Mapping[Standing, Look]:
        """Give how what is owed looks."""
        return STANDINGS

    @property
    def counts(self) -> list[tuple[Look, int]]:
        """Give how many stand how, in the order of the legend, without those that are none."""
        n = Counter(one.standing for one in self.data.reports)
        return [(look, n[key]) for key, look in STANDINGS.items() if n[key]]

    @property
    def body_options(self) -> list[tuple[str, Label]]:
        return [(one.code, one.names) for one in self.bodies]

    @property
    def state_options(self) -> list[tuple[str, Label]]:
        return [(key.value, look.word) for key, look in STANDINGS.items()]

    @property
    def axis_options(self) -> list[tuple[str, Label]]:
        return [(one.code, one.title) for one in self.nodes]


def gather_round(data: RoundOwed, query: QueryDict) -> RoundPage:
    """Narrow a round as asked. Queries: 1."""
    chosen = choices(query, ("body", "state", "axis"))
    nodes = tuple(one for one in nodes_of(data.plan_id) if one.level == 0)
    bodies = {one.organisation.code: one.organisation for one in data.reports}
    found = tuple(_narrowed(data.reports, chosen, nodes))
    ordered = tuple(bodies[code] for code in sorted(bodies))
    return RoundPage(data, found, part_of(found, query, chosen), chosen, ordered, nodes)


def _narrowed(
    reports: Sequence[OwedReport], chosen: Mapping[str, str], nodes: Iterable[NodeView]
) -> Iterator[OwedReport]:
    path = next((one.path for one in nodes if one.code == chosen["axis"]), "")
    for one in reports:
        if chosen["body"] not in {"", one.organisation.code}:
            continue
        if chosen["state"] not in {"", one.standing}:
            continue
        if one.node_path.startswith(path):
            yield one


def missing_by_body(data: RoundOwed) -> list[tuple[Label, Markup]]:
    """Give how many reports each body did not hand over, the most first."""
    names = {one.organisation.code: one.organisation.names for one in data.missing}
    n = Counter(one.organisation.code for one in data.missing)
    return [(names[code], formatting.number(count)) for code, count in n.most_common()]

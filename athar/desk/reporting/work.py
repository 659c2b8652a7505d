"""My work: what waits for a person, narrowed by plan, axis, place and body; who sent what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.people.models import Account
from athar.people.queries import OrganisationRef, StandIn, stands_in_for
from athar.plans.queries import NodeView, PlanCard, nodes_of
from athar.plans.rules import plan_scopes
from athar.reference.queries import PlaceRef, parts_below
from athar.reporting.queries import (
    Body,
    CellState,
    Grid,
    Lane,
    Work,
    WorkFilter,
    WorkItem,
    my_work,
    n_declared,
)
from athar.reporting.rounds import RoundView
from athar.reporting.rules import can_run_rounds
from athar.ui import formatting
from athar.ui.site import Label
from athar.ui.statuses import Look

FEW, MANY = 4, 200
"""How many of what waits are shown at first, and when one lane is asked for."""
FEW_BODIES = 8
"""How many bodies of the grid are shown at first."""
_OVERDUE = frozenset({CellState.MISSED, CellState.LATE, CellState.VERY_LATE})
FILTERS = ("plan", "axis", "place", "body")

CELLS: Mapping[CellState, Look] = {
    CellState.VALIDATED: Look("done", pgettext_lazy("reports of a body", "Validated")),
    CellState.SUBMITTED: Look("ok", pgettext_lazy("reports of a body", "Handed in")),
    CellState.OPEN: Look("due", pgettext_lazy("reports of a body", "Under way")),
    CellState.LATE: Look("risk", pgettext_lazy("reports of a body", "Late")),
    CellState.VERY_LATE: Look("off", pgettext_lazy("reports of a body", "Very late")),
    CellState.MISSED: Look("none", pgettext_lazy("reports of a body", "Not handed in")),
    CellState.TO_COME: Look("due", pgettext_lazy("reports of a body", "To come")),
}
"""How a body stands in a round: colour, shape and word."""


@dataclass(frozen=True, slots=True)
class LaneShown:
    """A column of the board: its key in the address, its title, its colour, what waits in it."""

    key: str
    title: Label
    shape: str
    lane: Lane


@dataclass(frozen=True, slots=True)
class Choices:
    """What the work may be narrowed by, and what was chosen; "" is nothing."""

    plans: tuple[tuple[int, str, Label], ...]
    nodes: tuple[NodeView, ...]
    places: tuple[PlaceRef, ...]
    bodies: tuple[OrganisationRef, ...]
    chosen: Mapping[str, str]

    @property
    def plan_options(self) -> list[tuple[str, Label]]:
        return [(code, title) for _key, code, title in self.plans]

    @property
    def axis_options(self) -> list[tuple[str, Label]]:
        return [(one.code, one.title) for one in self.nodes]

    @property
    def place_options(self) -> list[tuple[str, Label]]:
        return [(one.code, one.names) for one in self.places]

    @property
    def body_options(self) -> list[tuple[str, Label]]:
        return [(str(one.id), one.names) for one in self.bodies]

    def address(self, path: str, **more: str) -> str:
        """Give the address of the work narrowed as it is, and by more."""
        asked = {name: text for name, text in {**self.chosen, **more}.items() if text}
        return f"{path}?{urlencode(asked)}" if asked else path


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The page of what waits for a person; `lane` is the one that is shown whole, "" for all.

    Shape: `stands_in` are those in whose place the person acts; `runs` is the code of the plan of
    the grid when the person runs its rounds, else "".
    """

    today: dt.date
    lanes: tuple[LaneShown, ...]
    grid: Grid
    choices: Choices
    lane: str
    n_declared: int
    stands_in: tuple[StandIn, ...]
    runs: str = ""

    @property
    def looks(self) -> Mapping[CellState, Look]:
        """Give how the cells of the grid look."""
        return CELLS

    @property
    def keys(self) -> list[Look]:
        """Give the looks that the grid uses, each once, in the order of the legend."""
        used = {cell.state for body in self.grid.bodies for cell in body.cells if cell}
        return [look for state, look in CELLS.items() if state in used]

    @property
    def bodies(self) -> tuple[Sequence[Body], Sequence[Body]]:
        """Give the bodies of the grid, those that owe most first: the few shown, the others."""
        ordered = sorted(self.grid.bodies, key=_owes, reverse=True)
        return ordered[:FEW_BODIES], ordered[FEW_BODIES:]

    @property
    def rounds_to_type(self) -> list[RoundView]:
        """Give the rounds of the plan whose figures may still be typed, where any is owed."""
        is_owed = any(one.lane.count for one in self.lanes if one.key in {"report", "returned"})
        return [one for one in self.grid.rounds if is_owed and not one.is_locked]

    def chooses(self, key: str) -> bool:
        """Tell whether one chooses in a lane what to delegate: where it is shown whole."""
        return key == self.lane == "report"

    def said_of(self, item: WorkItem) -> Markup | str:
        """Say in a few words what is to be known of something that waits."""
        if item.note:
            return item.note if len(item.note) < 90 else f"{item.note[:88]}…"
        days = item.days_late(self.today)
        if days:
            words = ngettext("%(days)s day late", "%(days)s days late", days)
            return escape(words) % {"days": formatting.number(days)}
        return ""


def gather_work(actor: Account, plans: Sequence[PlanCard], query: Mapping[str, str]) -> WorkPage:
    """Gather what waits for a person in these plans. Queries: at most 9, 11 within one plan."""
    chosen = {name: query.get(name, "")[:80] for name in FILTERS}
    plan = next((one for one in plans if one.code == chosen["plan"]), None)
    narrowed = narrow(plan, chosen)
    lane = query.get("lane", "")
    work = my_work(actor, narrowed.wanted, limit=MANY if lane else FEW)
    bodies = tuple(one.organisation for one in work.grid.bodies)
    choices = Choices(work.plans, narrowed.nodes, narrowed.places, bodies, chosen)
    shown = tuple(one for one in _lanes(work) if lane in {"", one.key})
    waits = n_declared(actor, narrowed.wanted)
    runs = next(
        (one.code for one in plans if one.id == work.grid_plan_id and _runs(actor, one)), ""
    )
    stands_in = stands_in_for(actor)
    return WorkPage(work.today, shown, work.grid, choices, lane, waits, stands_in, "".join(runs))


def _owes(body: Body) -> tuple[int, int]:
    """Count what a body owes: what is overdue, and all that is missing."""
    missing = [(one.state, one.n_expected - one.n_received) for one in body.cells if one]
    overdue = sum(n for state, n in missing if state in _OVERDUE)
    return overdue, sum(n for _state, n in missing)


def _runs(actor: Account, plan: PlanCard) -> bool:
    return can_run_rounds(actor, plan_scopes(plan.id, plan.owner.id))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a plan offers to narrow its work by, and which part of the work was asked for."""

    nodes: tuple[NodeView, ...]
    places: tuple[PlaceRef, ...]
    wanted: WorkFilter


def narrow(plan: PlanCard | None, chosen: Mapping[str, str]) -> Narrowed:
    """Read which axis, place and body of a plan were chosen. Queries: 2, 0 without a plan."""
    nodes = tuple(one for one in nodes_of(plan.id) if one.level == 0) if plan else ()
    places = _provinces(plan.place_id) if plan else ()
    axis = next((one for one in nodes if one.code == chosen["axis"]), None)
    place = next((one for one in places if one.code == chosen["place"]), None)
    wanted = WorkFilter(
        plan_id=plan.id if plan else None,
        node_path=axis.path if axis else None,
        place_path=place.path if place else None,
        organisation_id=_key(chosen["body"]),
    )
    return Narrowed(nodes, places, wanted)


def _provinces(place_id: int | None) -> tuple[PlaceRef, ...]:
    return parts_below([place_id]).get(place_id, ()) if place_id else ()


def _lanes(work: Work) -> Iterable[LaneShown]:
    yield LaneShown("report", _("To report"), "off", work.to_report)
    yield LaneShown("validate", _("To validate"), "ok", work.to_validate)
    yield LaneShown("returned", _("Returned to me"), "risk", work.returned)
    yield LaneShown("silent", _("Silent for more than 30 days"), "none", work.silent)


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None

"""The grid as it is shown: projects in their groupings, their figures as cells with a state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from markupsafe import Markup

from athar.desk.grid import wording
from athar.desk.reporting.form import as_shown
from athar.desk.reporting.page import figure_in_words
from athar.desk.reporting.wording import last_value, meanwhile
from athar.desk.rounds.page import STANDINGS, RoundPage, gather_round
from athar.desk.team.lists import Part as Leaf
from athar.desk.team.lists import part_of
from athar.indicators.enums import Measure
from athar.indicators.queries import n_lines_of_projects
from athar.kernel.actor import Actor
from athar.kernel.periods import parse_period
from athar.plans.queries import NodeView
from athar.reporting.actions import Saved
from athar.reporting.checks import Severity
from athar.reporting.grounds import Line
from athar.reporting.queries import (
    FIGURES,
    FieldState,
    OwedReport,
    Part,
    ReportFigures,
    RoundOwed,
    figures_of,
)
from athar.reporting.typed import AMOUNTS
from athar.ui import formatting
from athar.ui.site import Label
from athar.ui.statuses import Look

PER_PAGE = 60
"""Projects on one page of the grid, fewer where they have many figures."""
_BESIDE = 20
"""Fields that a page sends beside those of its rows."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent with a form and did not all go through.

    Shape: `texts` are what was typed, by name of the cell; `saved` what became of each report that
    was kept, `refused` why a report was not, both by the key of the project.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    saved: Mapping[int, Saved] = field(default_factory=dict)
    refused: Mapping[int, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure of one report. `line` is that of an indicator, None for a figure of the project."""

    name: str
    id: str
    state: FieldState
    label: Label
    about: Label
    value: str
    was: str
    unit: Label
    options: tuple[tuple[str, Label], ...]
    look: Look | None
    wrong: Markup
    asks: Markup
    theirs: str
    by: str
    remarks: Markup | str
    last: Markup | str
    shown: Markup | str
    line: Line | None = None

    @property
    def is_text(self) -> bool:
        """Tell whether it is said in words, not in numbers."""
        line = self.line
        return line is not None and line.view.indicator.measure is Measure.QUALITATIVE

    @property
    def period(self) -> Markup:
        """Give the period of which the value of an indicator is asked."""
        assert self.line is not None, "only indicators have one"
        return formatting.period(parse_period(self.line.period))

    @property
    def beside(self) -> tuple[Markup | str, Markup | str, Markup | str]:
        """Give the last value of an indicator, its limits and its target."""
        assert self.line is not None, "only indicators have these"
        return (
            wording.last_of(self.line),
            wording.limits_of(self.line),
            wording.target_of(self.line),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one project."""

    figures: ReportFigures
    cells: tuple[Cell, ...]
    refused: Label = ""

    @property
    def owed(self) -> OwedReport:
        """Give the report that is owed."""
        return self.figures.owed

    @property
    def key(self) -> int:
        """Give the key of the project."""
        return self.figures.owed.commitment_id

    @property
    def look(self) -> Look:
        """Give how the report stands."""
        return STANDINGS[self.figures.owed.standing]

    @property
    def lock(self) -> Label:
        """Say why nothing is typed; nothing when it may be."""
        return wording.LOCKS[self.figures.lock] if self.figures.lock else ""


@dataclass(frozen=True, slots=True)
class GridPage:
    """A page of the grid; `groups` are (axis or None, rows) in the order of the plan."""

    data: RoundOwed
    shown: RoundPage
    leaf: Leaf[OwedReport]
    part: Part
    groups: tuple[tuple[NodeView | None, tuple[Row, ...]], ...]

    @property
    def may_type(self) -> bool:
        """Tell whether anything on the page can be typed."""
        return any(row.figures.lock is None for _axis, rows in self.groups for row in rows)

    def address(self, path: str, part: str) -> str:
        """Give the address of a part of the grid, narrowed as it is."""
        chosen = {name: text for name, text in self.shown.chosen.items() if text}
        query = QueryDict(mutable=True)
        query.update({**chosen, "show": part})
        return f"{path}?{query.urlencode()}"


def gather_grid(actor: Actor, data: RoundOwed, query: QueryDict, typed: Typed) -> GridPage:
    """Gather a page of the grid. Queries: 6 of projects, 9 of indicators; 1 more for validators."""
    part = part_asked(query)
    shown = gather_round(data, query)
    found, n_cells = shown.found, len(FIGURES)
    if part is Part.INDICATORS:
        n_lines = n_lines_of_projects(data.plan_id)
        found = tuple(one for one in found if one.commitment_id in n_lines)
        n_cells = max(n_lines.values(), default=0)
    chosen = {**shown.chosen, "show": part.value}
    leaf = part_of(found, query, chosen, per_page(n_cells))
    rows = rows_of(actor, data, leaf.lines, part, typed)
    axes = {one.path: one for one in shown.nodes}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        axis = row.owed.node_path.partition("/")[0]
        groups.setdefault(axis, []).append(row)
    grouped = tuple((_axis(axes, key), tuple(found)) for key, found in groups.items())
    return GridPage(data, shown, leaf, part, grouped)


def per_page(n_cells: int) -> int:
    """Give how many projects of so many figures fit into one form that is sent without script.

    Shape: a project sends its version and its tick, a figure what it says and what it said.
    """
    room = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - _BESIDE
    return max(1, min(PER_PAGE, room // (2 + 2 * n_cells)))


def _axis(axes: Mapping[str, NodeView], code: str) -> NodeView | None:
    return next((one for path, one in axes.items() if path.strip("/") == code), None)


def part_asked(query: QueryDict) -> Part:
    """Give the part of the grid that an address asks for."""
    is_known = query.get("show") == Part.INDICATORS
    return Part.INDICATORS if is_known else Part.PROGRESS


def rows_of(
    actor: Actor, data: RoundOwed, owed: Iterable[OwedReport], part: Part, typed: Typed
) -> tuple[Row, ...]:
    """Give the rows of some reports. Queries: as figures_of."""
    writer = _Writer(data.currency, typed, str(actor), get_language() or "en")
    return tuple(writer.row(one) for one in figures_of(actor, data, tuple(owed), part))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the figures of reports as cells, for one reader."""

    currency: str
    typed: Typed
    me: str
    lang: str

    def row(self, figures: ReportFigures) -> Row:
        """Write the figures of one report."""
        lines = {one.field: one for one in figures.lines}
        cells = (self._cell(figures, one, lines.get(one.name)) for one in figures.fields.values())
        return Row(figures, tuple(cells), self.typed.refused.get(figures.owed.commitment_id, ""))

    def _cell(self, figures: ReportFigures, state: FieldState, line: Line | None) -> Cell:
        key = figures.owed.commitment_id
        name, was = f"{key}:{state.name}", as_shown(state.name, state.text, self.lang)
        is_other = state.touched_by not in {"", self.me}
        return Cell(
            name=name,
            id=f"c-{key}-{state.name}",
            state=state,
            label=line.view.indicator.title if line else wording.LABELS[state.name],
            about=figures.owed.title,
            value=self.typed.texts.get(name, was),
            was=was,
            unit=_unit(state.name, line, self.currency),
            options=wording.statuses_to_choose() if state.name == "declared_status" else (),
            look=wording.look_of(state, self.me),
            wrong=wording.said_of(state, Severity.REFUSE),
            asks=wording.said_of(state, Severity.WARN),
            theirs=self._theirs(key, state.name),
            by=state.touched_by if is_other else "",
            remarks=wording.n_remarks(state),
            last=_last(figures, state.name),
            shown=figure_in_words(state.name, state.text, self.currency, line),
            line=line,
        )

    def _theirs(self, key: int, name: str) -> str:
        """Say what somebody else typed into the same cell at the same time."""
        saved = self.typed.saved.get(key)
        one = saved.collided.get(name) if saved else None
        return meanwhile(one.text, one.author_name) if one else ""


def _unit(name: str, line: Line | None, currency: str) -> Label:
    if line:
        unit = line.view.indicator.unit
        return unit.symbols or unit.names
    return {"physical": "%", "declared_status": ""}.get(name, currency)


def _last(figures: ReportFigures, name: str) -> Markup | str:
    """Say what the last published report gave for a figure of the project, without its unit."""
    before = figures.last
    text = figures.fields[name].before if before else ""
    if before is None or not text:
        return ""
    words = (
        formatting.number(Decimal(text), None) if name in AMOUNTS else figure_in_words(name, text)
    )
    return last_value(words, before.as_of_on)

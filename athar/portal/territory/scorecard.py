"""The matrix of territories and indicators, gathered once for page, JSON, CSV and workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from athar.kernel.text import normalise
from athar.portal.territory.choices import Choices
from athar.portal.territory.columns import Chosen, Column, chosen_columns
from athar.portal.territory.ground import Ground, ground_of
from athar.portal.territory.readings import (
    Known,
    Moved,
    Readings,
    fitting_periods,
    in_time,
    known_figures,
    moved,
    readings_of,
)
from athar.reference.queries import PlaceRef
from athar.rollups.queries import Figure
from athar.trail.moments import AsOf
from athar.ui.charts.legend import equal_breaks, step_of

#: How many territories one page of the matrix holds; the files hold all of them.
PER_PAGE = 160
#: Of how many periods values are read to find the latest one known.
READ = 4


@dataclass(frozen=True, slots=True)
class Dated:
    """A column with the period shown of it and the one before; "" where nothing is known.

    `breaks` parts its values into steps of colour; none without any value.
    """

    column: Column
    period: str
    before: str
    breaks: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the matrix: None was never stated. `step` 1 to 5 is its colour, 0 none."""

    figure: Figure | None
    moved: Moved | None
    step: int = 0

    @property
    def value(self) -> Decimal | None:
        return self.figure.value if self.figure else None


@dataclass(frozen=True, slots=True)
class Row:
    """A territory with its figures, one by column."""

    place: PlaceRef
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Territories by indicators.

    Shape: `rows` in the order chosen, all of them; `wider` are the place they lie in and those
    around it, nearest first, held apart. `periods` can be chosen, the latest first. `is_cut` of an
    earlier state of too many values: nothing is known of it.
    """

    choices: Choices
    ground: Ground
    chosen: Chosen
    columns: tuple[Dated, ...]
    rows: tuple[Row, ...]
    wider: tuple[Row, ...]
    periods: tuple[str, ...]
    is_cut: bool = False

    @property
    def n_known(self) -> int:
        """Count the figures that are known, the places around left out."""
        return sum(cell.value is not None for row in self.rows for cell in row.cells)

    @property
    def n_cells(self) -> int:
        """Count the figures there could be."""
        return len(self.rows) * len(self.columns)

    @property
    def n_pages(self) -> int:
        """Count the pages of rows."""
        return max(1, -(-len(self.rows) // PER_PAGE))

    @property
    def page(self) -> int:
        """Give the page of rows shown: the last one where more was asked for."""
        return min(self.choices.page, self.n_pages)

    @property
    def listed(self) -> tuple[Row, ...]:
        """Give the rows of the page."""
        return self.rows[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]


def gather_matrix(choices: Choices, lang: str, as_of: AsOf | None = None) -> Matrix | None:
    """Gather the matrix; None for a place that does not exist, Http404 for unknown indicators.

    Queries: at most 13; then 32.
    """
    chosen = chosen_columns(choices, as_of)
    ground = ground_of(choices, chosen.plans)
    if ground is None:
        return None
    known, figures = known_figures(
        ((one.indicator, one.category) for one in chosen.columns),
        [one.id for one in ground.places],
        lambda known: {code for one in chosen.columns for code in near(one, known, choices.period)},
        as_of=as_of,
    )
    readings = readings_of(figures, is_independent=choices.is_independent)
    columns = tuple(
        scaled(
            dated(one, near(one, known, choices.period), readings, choices.period, ground.shown),
            ground.shown,
            readings,
        )
        for one in chosen.columns
    )
    rows = [row_of(place, columns, readings) for place in ground.shown]
    return Matrix(
        choices=choices,
        ground=ground,
        chosen=chosen,
        columns=columns,
        rows=tuple(sorted_rows(rows, columns, choices.sort, lang)),
        wider=()
        if ground.is_among_neighbours
        else tuple(row_of(place, columns, readings) for place in ground.wider),
        periods=_periods(columns, known),
        is_cut=figures.is_cut,
    )


def fitting(column: Column, known: Known) -> list[str]:
    """Give the periods of a column, the oldest first: as long as it is measured, else any."""
    return fitting_periods(column.indicator, known.get(column.pair, ()))


def near(column: Column, known: Known, asked: str) -> list[str]:
    """Give the periods that are read: the one asked for and the one before, else the latest."""
    codes = fitting(column, known)
    if not asked:
        return codes[-READ:]
    earlier = [one for one in codes if in_time(one) < in_time(asked)]
    return [*earlier[-1:], asked]


def dated(
    column: Column,
    codes: Sequence[str],
    readings: Readings,
    asked: str,
    places: Sequence[PlaceRef],
) -> Dated:
    """Choose the period asked for, else the latest one known of a place, and the one before."""
    period = asked or next(
        (code for code in reversed(codes) if _is_known(column, code, readings, places)),
        codes[-1] if codes else "",
    )
    earlier = [one for one in codes if period and in_time(one) < in_time(period)]
    return Dated(column, period, earlier[-1] if earlier else "")


def _is_known(column: Column, code: str, readings: Readings, places: Sequence[PlaceRef]) -> bool:
    found = (readings.at(column.indicator.id, place.id, column.category, code) for place in places)
    return any(one is not None and one.value is not None for one in found)


def scaled(one: Dated, places: Sequence[PlaceRef], readings: Readings) -> Dated:
    found = (_at(one, place, readings, one.period) for place in places)
    values = [figure.value for figure in found if figure and figure.value is not None]
    breaks = equal_breaks(values) if len(set(values)) > 1 else ()
    return Dated(one.column, one.period, one.before, breaks)


def _at(one: Dated, place: PlaceRef, readings: Readings, period: str) -> Figure | None:
    column = one.column
    return readings.at(column.indicator.id, place.id, column.category, period)


def row_of(place: PlaceRef, columns: Sequence[Dated], readings: Readings) -> Row:
    return Row(place, tuple(_cell(one, place, readings) for one in columns))


def _cell(one: Dated, place: PlaceRef, readings: Readings) -> Cell:
    now = _at(one, place, readings, one.period)
    before = _at(one, place, readings, one.before)
    value = now.value if now else None
    step = step_of(value, one.breaks) if value is not None and one.breaks else 0
    return Cell(now, moved(now, before, one.column.indicator.direction), step)


def sorted_rows(rows: list[Row], columns: Sequence[Dated], sort: str, lang: str) -> list[Row]:
    """Sort by name, or by a column: what is unknown comes last either way."""
    rows = sorted(rows, key=lambda row: normalise(row.place.names.in_language(lang).text))
    keys = [one.column.key for one in columns]
    key = sort.removeprefix("-")
    if key not in keys:
        return rows[::-1] if sort == "-name" else rows
    place = keys.index(key)
    known = [row for row in rows if row.cells[place].value is not None]
    known.sort(key=lambda row: row.cells[place].value or 0, reverse=sort.startswith("-"))
    return [*known, *(row for row in rows if row.cells[place].value is None)]


def _periods(columns: Sequence[Dated], known: Known) -> tuple[str, ...]:
    codes = {code for one in columns for code in fitting(one.column, known)}
    return tuple(sorted(codes, key=in_time, reverse=True))

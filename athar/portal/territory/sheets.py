"""A matrix as it is drawn: columns that sort, values on a scale of colours, words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup

from athar.indicators.enums import DirectionChoice
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled, text_of
from athar.portal.moments import too_many
from athar.portal.territory import wording
from athar.portal.territory.addresses import place_key, results_url
from athar.portal.territory.choices import EVERYWHERE, Choices
from athar.portal.territory.columns import SIDE_BY_SIDE, Chosen
from athar.portal.territory.ground import Ground
from athar.portal.territory.scorecard import Cell, Dated, Matrix, Row
from athar.ui import formatting
from athar.ui.matrices import Axis, Column, Score, ScoreRow

#: How many steps of colour there are.
STEPS = 5


def axes_of(matrix: Matrix, address: str) -> list[Axis]:
    """Give the columns under the axes of the plan, or under the library they are from."""
    title = matrix.chosen.title
    grouped = groupby(matrix.columns, key=lambda one: one.column.group)
    return [
        Axis(group or title, tuple(_column(one, matrix.choices, address) for one in few))
        for group, few in grouped
    ]


def _column(one: Dated, choices: Choices, address: str) -> Column:
    """Head a column: a second choice of it turns the order round."""
    key = one.column.key
    is_first = choices.sort == f"-{key}"
    order = "descending" if is_first else "ascending" if choices.sort == key else ""
    return Column(
        title=one.column.indicator.title,
        unit=under(one),
        sort_url=address + choices.query(sort=key if is_first else f"-{key}"),
        sorted=order,
    )


def under(one: Dated, *, with_unit: bool = True) -> str:
    """Say under the name of a column in which unit it is, of which part, of which period."""
    indicator = one.column.indicator
    words = [wording.unit(indicator)] if with_unit else []
    if one.column.category:
        words.append(wording.category(one.column.category, indicator.dimensions))
    if one.period:
        words.append(wording.period(one.period))
    return " · ".join(words)


def rows_of(rows: Sequence[Row], matrix: Matrix, lang: str) -> list[ScoreRow]:
    """Give the rows of a page, each leading to the results of its place."""
    directions = [one.column.indicator.direction for one in matrix.columns]
    return [
        ScoreRow(
            title=row.place.names,
            scores=tuple(
                _score(cell, one, direction)
                for cell, one, direction in zip(row.cells, matrix.columns, directions, strict=True)
            ),
            url=results_url(lang, row.place),
            is_chosen=row.place == matrix.ground.place,
        )
        for row in rows
    ]


def _score(cell: Cell, one: Dated, direction: DirectionChoice | None) -> Score:
    value, figure = cell.value, cell.figure
    if value is None:
        kind = figure.no_number if figure else None
        return Score(None, kind=kind or "not_reported")
    words = wording.bare(value, one.column.indicator)
    step = step_towards(cell.step, len(one.breaks), direction)
    return Score(words, step, _trend(cell))


def step_towards(step: int, n_breaks: int, direction: DirectionChoice | None) -> int | None:
    """Give how near a value lies to where it is meant to go; None without a direction.

    Shape: few steps are spread from the farthest to the nearest, 1 to STEPS.
    """
    if not step or direction is None:
        return None
    spread = 1 + (2 * (step - 1) * (STEPS - 1) + n_breaks) // (2 * n_breaks)
    return spread if direction is DirectionChoice.ASCENDING else STEPS + 1 - spread


def _trend(cell: Cell) -> str:
    if cell.moved is None:
        return ""
    if cell.moved.is_better is None:
        return "same" if not cell.moved.by else ""
    return "better" if cell.moved.is_better else "worse"


def steps() -> list[str]:
    """Name the five steps of colour, the farthest from the goal first."""
    return [
        gettext("farthest from the goal"),
        pgettext("step of a scale", "far"),
        pgettext("step of a scale", "in the middle"),
        pgettext("step of a scale", "near"),
        gettext("nearest to the goal"),
    ]


def kinds(matrix: Matrix) -> list[str]:
    """Give the reasons for having no number that occur, for the legend."""
    found = [
        cell.figure.no_number if cell.figure and cell.figure.no_number else "not_reported"
        for row in (*matrix.listed, *matrix.wider)
        for cell in row.cells
        if cell.value is None
    ]
    return sorted(set(found))


def corner(ground: Ground) -> str:
    """Name what the rows are."""
    if ground.place is None:
        return gettext("Country")
    return pgettext("column", "Territory")


def title(ground: Ground) -> Markup:
    """Ask what the matrix answers."""
    if ground.place is None:
        return filled(gettext("How do countries compare?"))
    name = text_of(ground.place.names)
    if ground.is_among_neighbours:
        return filled(gettext("How does %(place)s compare with its neighbours?"), place=name)
    return filled(gettext("How do the territories of %(place)s compare?"), place=name)


def answer(matrix: Matrix) -> Markup:
    """Say how much of the matrix is known."""
    if matrix.is_cut:
        return too_many()
    n = len(matrix.rows)
    sentence = ngettext(
        "%(columns)s indicators in %(n)s territory: %(known)s of %(cells)s values are known.",
        "%(columns)s indicators in %(n)s territories: %(known)s of %(cells)s values are known.",
        n,
    )
    return filled(
        sentence,
        columns=formatting.number(len(matrix.columns)),
        n=formatting.number(n),
        known=formatting.number(matrix.n_known),
        cells=formatting.number(matrix.n_cells),
    )


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form of a page offers: (value, label) of each field."""

    of: list[tuple[str, object]]
    places: list[tuple[str, object]]
    periods: list[tuple[str, str]]
    categories: list[tuple[str, str]]
    claims: list[tuple[str, object]]


def offers(chosen: Chosen, ground: Ground, periods: Sequence[str]) -> Offers:
    """Give what can be chosen: indicators, places, periods, parts of the whole, claims."""
    plans: list[tuple[str, object]] = [
        (f"plan:{one.code}", one.short_title or one.title) for one in chosen.plans
    ]
    libraries = [(f"library:{one.code}", one.title) for one in chosen.libraries if one.n_indicators]
    return Offers(
        of=[*libraries, *plans],
        places=_places(ground),
        periods=[(code, wording.period(code)) for code in periods],
        categories=_categories(chosen),
        claims=wording.other_claims(),
    )


def _places(ground: Ground) -> list[tuple[str, object]]:
    """Give the places in the order of the tree, those of a level indented by their kind."""
    everywhere: tuple[str, Translated | str] = (EVERYWHERE, gettext("All countries"))
    return [everywhere, *((place_key(one), wording.place(one)) for one in ground.offered)]


def _categories(chosen: Chosen) -> list[tuple[str, str]]:
    """Give the options of every dimension that some column has, each once."""
    found: dict[str, str] = {}
    for one in chosen.shown:
        for dimension in one.indicator.dimensions:
            for option in dimension.options:
                words = pgettext("a dimension and its option", "%(dimension)s: %(option)s") % {
                    "dimension": text_of(dimension.names),
                    "option": text_of(option.names),
                }
                found.setdefault(f"{dimension.code}={option.code}", words)
    return list(found.items())


def place_value(ground: Ground) -> str:
    """Give the place as the field of the form names it."""
    return place_key(ground.place) if ground.place else EVERYWHERE


def levels(ground: Ground, choices: Choices, address: str) -> list[tuple[object, str, bool]]:
    """Give the parts that can be shown, none when there is no choice."""
    if not ground.has_small or ground.place is None:
        return []
    parts, small = wording.parts_of(ground.place.kind)
    return [
        (parts, address + choices.query(level=""), not ground.is_small),
        (small, address + choices.query(level="small"), ground.is_small),
    ]


def corner_sorted(choices: Choices) -> str:
    """Say how the names of the rows are sorted."""
    if choices.sort == "-name":
        return "descending"
    return "" if choices.sort else "ascending"


def page_words(page: int, n_pages: int) -> Markup:
    """Say which page of how many is shown."""
    return filled(
        gettext("Page %(page)s of %(pages)s"),
        page=formatting.number(page),
        pages=formatting.number(n_pages),
    )


def part_words(chosen: Chosen) -> Markup:
    """Say which of the indicators are shown."""
    start = (chosen.part - 1) * SIDE_BY_SIDE
    return filled(
        gettext("Indicators %(first)s to %(last)s of %(n)s"),
        first=formatting.number(start + 1),
        last=formatting.number(start + len(chosen.shown)),
        n=formatting.number(chosen.n_columns),
    )


def notes(matrix: Matrix) -> list[Markup]:
    """Say what colours compare, and which indicators are left out and why."""
    said = [
        filled(
            gettext(
                "Colours compare the territories shown, each indicator by itself; an indicator "
                "that is meant neither to rise nor to fall has none."
            )
        )
    ]
    without = matrix.chosen.without
    if without:
        names = wording.comma().join(formatting.wording(one.indicator.title) for one in without)
        said.append(
            filled(gettext("Not broken down this way, and left out: %(names)s."), names=names)
        )
    if any(one.column.indicator.is_sample for one in matrix.columns):
        said.append(filled(gettext("Some of these indicators are invented samples.")))
    return said


def sources(columns: Sequence[Dated]) -> Markup:
    """Name where the values come from, each source once."""
    return wording.sources([one.column.indicator for one in columns])

"""Results by territory as tables for machines: one row for each value, unknown cells empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from athar.indicators.queries import IndicatorView
from athar.portal.territory.compare import Comparison
from athar.portal.territory.coverage import Coverage
from athar.portal.territory.results import PlaceResults
from athar.portal.territory.scorecard import Dated, Row
from athar.reference.queries import PlaceRef
from athar.rollups.queries import Figure

_INDICATOR = ("library_code", "indicator_code", "indicator", "unit")
_PLACE = ("place_scheme", "place_code", "place", "kind")
_VALUE = ("period", "category", "claim", "measured_value", "numerator", "denominator", "no_number")
#: Of a matrix and of a map.
MATRIX_COLUMNS = (*_PLACE, *_INDICATOR, *_VALUE, "earlier_period", "change")
COMPARE_COLUMNS = (*_INDICATOR, *_PLACE, *_VALUE)
COVERAGE_COLUMNS = (*_INDICATOR, *_PLACE, "period", "category", "coverage")
RESULT_COLUMNS = (
    *_INDICATOR, "level", *_VALUE, "earlier_period", "change", "per_thousand_inhabitants",
    *_PLACE, "value_around", "difference", "share_percent",
)  # fmt: skip


def _of_indicator(one: IndicatorView, lang: str) -> tuple[Any, ...]:
    unit = one.unit.names.in_language(lang).text
    return one.library_code, one.code, one.title.in_language(lang).text, unit


def _of_place(one: PlaceRef, lang: str) -> tuple[Any, ...]:
    return one.scheme, one.code, one.names.in_language(lang).text, one.kind.value


def _of_value(figure: Figure | None, period: str, category: str) -> tuple[Any, ...]:
    if figure is None:
        return period or None, category or None, None, None, None, None, "not_reported"
    return (
        figure.period,
        figure.category or None,
        str(figure.claim),
        figure.value,
        figure.numerator,
        figure.denominator,
        str(figure.no_number) if figure.no_number else None,
    )


def matrix_rows(
    rows: tuple[Row, ...], columns: tuple[Dated, ...], lang: str
) -> Iterator[tuple[Any, ...]]:
    """Give one row of MATRIX_COLUMNS for each territory and indicator."""
    for row in rows:
        place = _of_place(row.place, lang)
        for cell, one in zip(row.cells, columns, strict=True):
            yield (
                *place,
                *_of_indicator(one.column.indicator, lang),
                *_of_value(cell.figure, one.period, one.column.category),
                cell.moved.since if cell.moved else None,
                cell.moved.by if cell.moved else None,
            )


def compare_rows(data: Comparison, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COMPARE_COLUMNS for each value, the oldest first."""
    for run in data.runs:
        about = (*_of_indicator(run.indicator, lang), *_of_place(run.place, lang))
        for figure in run.figures:
            yield (*about, *_of_value(figure, figure.period, figure.category))


def coverage_rows(data: Coverage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COVERAGE_COLUMNS for each indicator in each place or period."""
    for line in data.lines:
        about = _of_indicator(line.column.indicator, lang)
        for n, state in enumerate(line.states):
            place = data.places[n] if data.places else data.ground.place
            period = line.period if data.places else data.periods[n]
            yield (
                *about,
                *(_of_place(place, lang) if place else (None, None, None, None)),
                period or None,
                line.column.category or None,
                state,
            )


def result_rows(data: PlaceResults, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of RESULT_COLUMNS for each indicator and place around, at least one of each."""
    nowhere = (None,) * (len(_PLACE) + 3)
    for line in data.lines:
        own = (
            *_of_indicator(line.indicator, lang),
            line.indicator.level.value,
            *_of_value(line.figure, line.figure.period, ""),
            line.moved.since if line.moved else None,
            line.moved.by if line.moved else None,
            line.per_thousand,
        )
        around = [
            (
                *_of_place(one.place, lang),
                one.figure.value if one.figure else None,
                one.difference,
                one.share,
            )
            for one in line.beside
        ]
        yield from ((*own, *one) for one in around or [nowhere])

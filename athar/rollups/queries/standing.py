"""What stands behind a value: who stated it, with what proof, and the grade of confidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from athar.indicators.enums import Claim, Frequency, ValueSource
from athar.indicators.queries import IndicatorView, State, states_of
from athar.kernel import clock
from athar.kernel import confidence as grades
from athar.kernel.achievement import Direction
from athar.kernel.outliers import Flag, Limits, flags
from athar.rollups.enums import MadeOf
from athar.rollups.queries.cells import Figure
from athar.rollups.queries.computed import inputs_at
from athar.rollups.queries.results import Series, ended_on, series_of
from athar.trail.moments import AsOf

_MONTHS_OF = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.SEMESTER: 6,
    Frequency.YEAR: 12,
    Frequency.DECADE: 120,
}
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Input:
    """A figure that another one was computed from, and what stands behind it."""

    indicator: IndicatorView
    figure: Figure
    standing: Standing


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands behind one value.

    Shape: `states` are all states of its key and of every claim, the newest first, none of a
    value that was only computed; `state` is the one whose value it is. `flags` are the questions
    still open; a value that is not known has no grade. `inputs` are those of a computed value, in
    the order of its formula; it has the grade of the weakest.
    """

    states: tuple[State, ...]
    state: State | None
    flags: tuple[Flag, ...]
    confidence: grades.Confidence | None
    inputs: tuple[Input, ...] = ()


def standing_of(
    indicator: IndicatorView, figure: Figure, series: Series, *, as_of: AsOf | None = None
) -> Standing:
    """Give what stands behind a value.

    Shape: `series` holds the values before it, against which it is questioned.
    Queries: 1; of a computed one 4 or 5 and 1 for each input.
    """
    if figure.made_of is MadeOf.FORMULA:
        return _computed(indicator, figure, series, as_of)
    number = as_of.number if as_of else None
    states = states_of(indicator.id, figure.place_id, figure.period, figure.category, as_of=number)
    state = next((one for one in states if one.claim is figure.claim), None)
    open_flags = () if is_answered(figure, state) else questions(indicator, figure, series)
    today = as_of.day if as_of else clock.today()
    grade = None
    if figure.value is not None:
        grade = grades.confidence(
            claim=grades.Claim(figure.claim),
            has_evidence=bool(state and state.has_evidence),
            source=_source(indicator, state),
            age=_age(indicator, ended_on(figure.period), today),
            n_flags=len(open_flags),
        )
    return Standing(states, state, open_flags, grade)


def _computed(
    indicator: IndicatorView, figure: Figure, series: Series, as_of: AsOf | None
) -> Standing:
    """Give what stands behind the inputs of a computed value, each of the same claim."""
    inputs = tuple(
        Input(about, one, standing_of(about, one, series_of(about, given), as_of=as_of))
        for about, given in inputs_at(indicator, figure, as_of=as_of)
        for one in given
        if one.period == figure.period
    )
    known = [one.standing.confidence for one in inputs if one.standing.confidence]
    grade = grades.weakest(known) if figure.value is not None else None
    return Standing((), None, questions(indicator, figure, series), grade, inputs)


def is_answered(figure: Figure, state: State | None) -> bool:
    """Tell whether somebody has looked at the questions a value raises."""
    return figure.claim is not Claim.DECLARED or bool(state and state.is_confirmed)


def questions(indicator: IndicatorView, figure: Figure, series: Series) -> tuple[Flag, ...]:
    """Give what is unusual about a value, given those of the periods before it.

    Source: docs/methods/outliers.md.
    """
    if figure.value is None:
        return ()
    end = ended_on(figure.period)
    earlier = [one.value for one in series.headline if ended_on(one.period) < end]
    return unusual(indicator, figure.value, earlier)


def unusual(
    indicator: IndicatorView, value: Decimal, earlier: Sequence[Decimal | None]
) -> tuple[Flag, ...]:
    """Give what is unusual about a number, by the limits of its indicator."""
    usual, asked = Limits(), indicator.limits
    limits = Limits(
        minimum=asked.minimum,
        maximum=asked.maximum,
        z_score=usual.z_score if asked.z_score is None else asked.z_score,
        jump=usual.jump if asked.jump is None else asked.jump,
    )
    direction = Direction(indicator.direction) if indicator.direction else None
    in_year = _MONTHS_IN_YEAR // _MONTHS_OF.get(indicator.frequency, _MONTHS_IN_YEAR) or 1
    return flags(value, earlier=earlier, limits=limits, direction=direction, in_year=in_year)


def _source(indicator: IndicatorView, state: State | None) -> grades.Source:
    """Give by which way a value came in; a published statistic counts as such."""
    if indicator.source is not None:
        return grades.Source.OFFICIAL
    return grades.Source(state.source if state else ValueSource.IMPORT)


def _age(indicator: IndicatorView, end: dt.date, today: dt.date) -> int | None:
    """Count the periods of the indicator that ended since the one measured."""
    months = _MONTHS_OF.get(indicator.frequency)
    if months is None:
        return 0
    passed = (today.year - end.year) * _MONTHS_IN_YEAR + today.month - end.month
    return max(passed, 0) // months

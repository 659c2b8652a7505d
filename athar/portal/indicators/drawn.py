"""The course of an indicator as a drawing and as a table, and its run beside a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext
from markupsafe import Markup

from athar.indicators.queries import IndicatorView, LineView
from athar.kernel import clock
from athar.portal.indicators import wording
from athar.portal.indicators.shown import Shown
from athar.rollups.queries import Figure, Result, Series, ended_on, goal_on, period_of
from athar.ui import statuses
from athar.ui.charts.lettering import Unit
from athar.ui.charts.sparks import spark_line
from athar.ui.charts.targets import Aim, Measured, Way, target_chart
from athar.ui.site import Label
from athar.ui.statuses import Look

_WAYS = {"linear": Way.STRAIGHT, "stepped": Way.STEPS, "typed": Way.NONE}
Column = tuple[Label, bool]


@dataclass(frozen=True, slots=True)
class Course:
    """The values of an indicator in time: the drawing, its marks and keys, the table of it."""

    drawing: Markup
    looks: tuple[Look, ...]
    keys: tuple[tuple[str, Label], ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Markup, ...], ...]


def course_of(shown: Shown) -> Course:
    """Draw the values of the chosen place and part, beside where they are to arrive."""
    page, indicator = shown.page, shown.indicator
    line = page.result.line if page.result else None
    return Course(
        drawing=_drawing(shown, line) if wording.is_numeric(indicator) else Markup(),
        looks=tuple(look for key, look in statuses.CLAIMS.items() if key in _claims(page.series)),
        keys=_keys(line),
        columns=_columns(page.series, line),
        rows=tuple(_rows(shown, line)),
    )


def _claims(series: Series) -> set[str]:
    return {one.claim.value for one in (*series.own, *series.independent)}


def _keys(line: LineView | None) -> tuple[tuple[str, Label], ...]:
    if line is None:
        return ()
    keys = [("kb", gettext("Baseline"))] if line.baseline else []
    return (*keys, ("kd", gettext("Target"))) if line.targets else tuple(keys)


def _drawing(shown: Shown, line: LineView | None) -> Markup:
    page, indicator = shown.page, shown.indicator
    values = [
        Measured(_begun_on(one.period), one.value, one.claim.value)
        for one in (*page.series.own, *page.series.independent)
    ]
    is_percent = wording.is_percent(indicator)
    return target_chart(
        values,
        aim_of(line) if line else Aim(),
        lang=shown.lang,
        unit=Unit.PERCENT if is_percent else Unit.NUMBER,
        decimals=None if is_percent else indicator.decimals,
        today=page.as_of.day if page.as_of else clock.today(),
    )


def aim_of(line: LineView) -> Aim:
    """Give where a line starts and what it aims at."""
    start = line.baseline
    return Aim(
        baseline=(_begun_on(start.period), start.value) if start else None,
        targets=tuple((_begun_on(one.period), one.value) for one in line.targets),
        way=_WAYS[line.trajectory.value],
        baseline_name=gettext("Baseline"),
        target_name=gettext("Target"),
    )


def _begun_on(code: str) -> dt.date:
    """Give the day under which the axis of time names a period: its first, as "2014" is of 2014."""
    return period_of(code).start


def _columns(series: Series, line: LineView | None) -> tuple[Column, ...]:
    columns: list[Column] = [
        (gettext("Period"), False),
        (gettext("Measured value"), True),
        (pgettext("who stands behind a value", "Said by"), False),
    ]
    if series.independent:
        columns.append((gettext("Measured independently"), True))
    if line and line.targets:
        columns.append((gettext("Target"), True))
    return tuple(columns)


def _rows(shown: Shown, line: LineView | None) -> list[tuple[Markup, ...]]:
    series = shown.page.series
    own = {one.period: one for one in series.own}
    others = {one.period: one for one in series.independent}
    targets = {one.period: one.value for one in line.targets} if line else {}
    codes = sorted({*own, *others, *targets}, key=ended_on)
    rows = []
    for code in codes:
        cells = [wording.period(code), *_own(shown, own.get(code), code in targets)]
        if others:
            cells.append(_linked(shown, others.get(code)))
        if targets:
            cells.append(_target(shown.indicator, line, code))
        rows.append(tuple(cells))
    return rows


def _own(shown: Shown, one: Figure | None, is_to_come: bool) -> tuple[Markup, Markup]:
    if one is None:
        missing = "not_due" if is_to_come else "not_reported"
        return wording.bare(shown.indicator, None, missing), Markup()
    look = wording.claim(one)
    mark = Markup('<span class="st s-{}">{}</span>').format(look.shape, look.word)
    return _linked(shown, one), mark


def _linked(shown: Shown, one: Figure | None) -> Markup:
    """Show a value that leads to where it comes from."""
    words = wording.bare_figure(shown.indicator, one)
    if one is None:
        return words
    address = shown.value_url(one)
    return Markup('<a href="{}" data-behaviour="panel">{}</a>').format(address, words)


def _target(indicator: IndicatorView, line: LineView | None, code: str) -> Markup:
    goal = goal_on(line, ended_on(code)) if line else None
    if goal is None:
        return wording.bare(indicator, None, "not_applicable")
    return wording.bare(indicator, goal.value)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Values by period and by the options of one dimension; `tabs` lead to the others."""

    tabs: tuple[tuple[Label, str, bool], ...]
    title: Label
    columns: tuple[Column, ...]
    rows: tuple[tuple[Markup, ...], ...]


def breakdown_of(shown: Shown) -> Breakdown | None:
    """Break the values of the place down by the dimension chosen; None when there is none."""
    page, dimension = shown.page, shown.page.dimension
    if dimension is None:
        return None
    codes = ["", *(f"{dimension.code}={one.code}" for one in dimension.options)]
    heads = [_head(shown, code) for code in codes]
    by_key = {(one.period, one.category): one for one in page.figures if one.category in codes}
    periods = sorted({period for period, _code in by_key}, key=ended_on)
    rows = [
        (wording.period(period), *(_linked(shown, by_key.get((period, code))) for code in codes))
        for period in periods
    ]
    tabs = tuple(
        (one.names, shown.of(by=one.code) + "#parts", one is dimension)
        for one in page.indicator.dimensions
    )
    columns: tuple[Column, ...] = ((gettext("Period"), False), *((head, True) for head in heads))
    return Breakdown(tabs if len(tabs) > 1 else (), dimension.names, columns, tuple(rows))


def _head(shown: Shown, code: str) -> Markup:
    """Name a part of the whole; it leads to the page for that part."""
    words = wording.category(shown.indicator, code)
    if code == shown.page.category:
        return Markup("<b>{}</b>").format(words)
    return Markup('<a href="{}">{}</a>').format(shown.of(category=code), words)


def spark(result: Result, lang: str) -> Markup:
    """Draw a line of a framework beside its name."""
    line, start, end = result.line, result.line.baseline, result.target
    if not wording.is_numeric(line.indicator):
        return Markup()
    return spark_line(
        [one.value for one in result.series.headline][-24:],
        lang=lang,
        baseline=start.value if start else None,
        target=end.value if end else None,
    )

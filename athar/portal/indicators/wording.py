"""Values of indicators in the words of the page: with their unit, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import get_language, gettext, gettext_lazy, pgettext
from markupsafe import Markup, escape

from athar.indicators.enums import NUMERIC, DirectionChoice, Measure
from athar.indicators.queries import IndicatorView, LineView
from athar.kernel.achievement import Outcome
from athar.kernel.confidence import Reason
from athar.kernel.numbers import format_number
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled
from athar.rollups.queries import Figure, Result, period_of
from athar.ui import formatting, statuses
from athar.ui.site import Label
from athar.ui.statuses import Look

PERCENT = "%"
#: Why there is no number, where nothing says it.
MISSING = "not_reported"


def quantity(indicator: IndicatorView, value: Decimal | None, missing: str = "") -> Markup:
    """Show a value with its unit; None says why there is no number."""
    if value is None:
        return formatting.no_number(missing or MISSING)
    if indicator.steps:
        return step(indicator, value)
    if is_percent(indicator):
        return formatting.percent(value, indicator.decimals)
    number = formatting.number(value, indicator.decimals)
    unit = unit_of(indicator)
    if not unit:
        return number
    words = pgettext("a number and its unit", "%(number)s %(unit)s")
    return Markup('<span class="nw">{}</span>').format(
        filled(words, number=number, unit=formatting.wording(unit))
    )


def bare(indicator: IndicatorView, value: Decimal | None, missing: str = "") -> Markup:
    """Show a value without its unit, as in a column whose head names it."""
    if value is None:
        return formatting.no_number(missing or MISSING)
    if indicator.steps:
        return step(indicator, value)
    return formatting.number(value, indicator.decimals)


def step(indicator: IndicatorView, value: Decimal) -> Markup:
    """Name the step of a scale that a value stands for."""
    named = {one.value: one.names for one in indicator.steps}
    return formatting.wording(named.get(int(value), str(value)))


def is_percent(indicator: IndicatorView) -> bool:
    """Tell whether values are written with a percent sign."""
    return indicator.measure is Measure.PERCENTAGE or indicator.unit.code == PERCENT


def is_numeric(indicator: IndicatorView) -> bool:
    """Tell whether values can be drawn and compared."""
    return indicator.measure in NUMERIC


def unit_of(indicator: IndicatorView) -> Translated:
    """Give the sign of the unit, else its name; empty for a pure number."""
    return indicator.unit.symbols or indicator.unit.names


def figure(indicator: IndicatorView, one: Figure | None) -> Markup:
    """Show what a figure says: its number, or why there is none."""
    if one is None:
        return formatting.no_number(MISSING)
    if _is_text(one):
        return escape(gettext("stated in words"))
    return quantity(indicator, one.value, one.no_number or "")


def _is_text(one: Figure) -> bool:
    return one.is_own and one.value is None and one.no_number is None


def bare_figure(indicator: IndicatorView, one: Figure | None) -> Markup:
    """Show what a figure says without its unit."""
    if one is None or _is_text(one):
        return figure(indicator, one)
    return bare(indicator, one.value, one.no_number or "")


def period(code: str) -> Markup:
    """Name a period."""
    return formatting.period(period_of(code))


def category(indicator: IndicatorView, code: str) -> Label:
    """Name a part of the whole, such as "rural, women"; the whole is "all"."""
    if not code:
        return pgettext("the whole, not a part of it", "All")
    names = {
        (dimension.code, option.code): option.names
        for dimension in indicator.dimensions
        for option in dimension.options
    }
    lang = get_language() or "en"
    pairs = [part.partition("=") for part in code.split(",")]
    words = [
        names.get((name, option), Translated()).in_language(lang).text or option
        for name, _sign, option in pairs
    ]
    return pgettext("between the names of a list", ", ").join(words)


def claim(one: Figure) -> Look:
    """Give the mark of who stands behind a figure."""
    return statuses.CLAIMS[one.claim]


#: The word of an outcome, with its colour and shape; the plain way to a target needs none.
OUTCOMES: Mapping[Outcome, Look] = {
    Outcome.NO_DATA: Look("none", gettext_lazy("No data")),
    Outcome.UNDEFINED: Look("na", gettext_lazy("No percentage can be given")),
    Outcome.REGRESSION: Look("off", gettext_lazy("Regression")),
    Outcome.REACHED: Look("ok", gettext_lazy("Target reached")),
    Outcome.EXCEEDED: Look("ok", gettext_lazy("Target exceeded")),
}


def outcome(result: Result) -> Look | None:
    """Give the mark of how a result stands against its target; None on the way, or without one."""
    share = result.achievement
    is_undefined = share is None or share.outcome is Outcome.UNDEFINED
    if share is None or (is_undefined and result.target is None):
        return None
    return OUTCOMES.get(share.outcome)


def achieved(result: Result) -> Markup | None:
    """Show the percentage achieved, one decimal; None when there is none."""
    return None if result.percent is None else formatting.percent(result.percent, 1)


def filled_bar(result: Result) -> Decimal | None:
    """Give how far the bar is filled: 0 to 100, None where nothing is known."""
    if result.percent is None:
        return None
    return min(max(result.percent, Decimal(0)), Decimal(100))


def way(result: Result) -> Markup:
    """Say from where to where the way goes of which a share is gone."""
    line, goal = result.line, result.goal
    indicator, baseline = line.indicator, line.baseline
    if goal is None and baseline is None:
        return escape(gettext("The plan sets neither a baseline nor a target."))
    if goal is None:
        assert baseline is not None, "either of the two is set"
        start = _dated(line, baseline.value, baseline.period)
        return filled(gettext("Baseline %(baseline)s. The plan sets no target."), baseline=start)
    target = filled(
        pgettext("a value and its day or period", "%(value)s (%(when)s)"),
        value=quantity(indicator, goal.value),
        when=formatting.bdi(goal.on.year),
    )
    if baseline is None:
        return filled(gettext("Target %(target)s; no baseline is known."), target=target)
    sentence = gettext("From a baseline of %(baseline)s to a target of %(target)s.")
    return filled(sentence, baseline=_dated(line, baseline.value, baseline.period), target=target)


def _dated(line: LineView, value: Decimal, code: str) -> Markup:
    words = pgettext("a value and its day or period", "%(value)s (%(when)s)")
    return filled(words, value=quantity(line.indicator, value), when=period(code))


def direction(indicator: IndicatorView) -> Label:
    """Say whether the indicator is meant to rise or to fall."""
    if indicator.direction is None:
        return gettext("Neither way is better")
    return DirectionChoice(indicator.direction).label


REASONS: Mapping[Reason, Label] = {
    Reason.DECLARED: gettext_lazy("declared by the body that reports"),
    Reason.VALIDATED: gettext_lazy("validated by somebody else"),
    Reason.INDEPENDENT: gettext_lazy("measured or confirmed independently"),
    Reason.EVIDENCE: gettext_lazy("with evidence on file"),
    Reason.NO_EVIDENCE: gettext_lazy("without evidence on file"),
    Reason.OFFICIAL: gettext_lazy("published official statistic"),
    Reason.REPORT: gettext_lazy("from a progress report"),
    Reason.FORM: gettext_lazy("entered by hand"),
    Reason.API: gettext_lazy("sent by another system"),
    Reason.IMPORT: gettext_lazy("read from a file"),
    Reason.CURRENT: gettext_lazy("up to date"),
    Reason.AGEING: gettext_lazy("two or three periods old"),
    Reason.OLD: gettext_lazy("four periods old or more"),
    Reason.UNDATED: gettext_lazy("of unknown age"),
    Reason.UNQUESTIONED: gettext_lazy("no question is open"),
    Reason.QUESTIONED: gettext_lazy("a question is open"),
}
"""The reasons of a grade of confidence in words."""


def written(value: Decimal, decimals: int) -> str:
    """Write a number for a sentence without markup."""
    return format_number(value, lang=get_language() or "en", decimals=decimals)

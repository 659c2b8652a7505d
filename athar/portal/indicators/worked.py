"""How a computed value was worked out: its formula in names and in numbers, and its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.indicators.queries import IndicatorView
from athar.kernel.formulas import Formula, Token, TokenKind, parse, words
from athar.kernel.formulas.nodes import Call, Function
from athar.portal.computed import mathml as m
from athar.portal.indicators import wording
from athar.portal.indicators.addresses import value_url
from athar.portal.indicators.origins import Stated
from athar.portal.indicators.sheet import source_words
from athar.portal.indicators.value import ValuePage
from athar.portal.wording import lang as language
from athar.rollups.queries import Input
from athar.ui import formatting
from athar.ui.site import Label

_FUNCTIONS: Mapping[str, Label] = {
    "sum": pgettext_lazy("function in a formula", "sum"),
    "mean": pgettext_lazy("function in a formula", "mean"),
    "min": pgettext_lazy("function in a formula", "least"),
    "max": pgettext_lazy("function in a formula", "greatest"),
    "abs": pgettext_lazy("function in a formula", "without sign"),
    "per": pgettext_lazy("function in a formula", "per"),
    "percent": pgettext_lazy("function in a formula", "percent"),
}


def rule(page: ValuePage) -> list[Markup]:
    """Say how a computed value came about, and why it may have none."""
    said = [gettext("Computed from other indicators, of the same place and period.")]
    if page.figure and page.figure.value is None:
        known = all(one.figure.value is not None for one in page.inputs)
        said.append(
            gettext("What is divided by zero has no value.")
            if known
            else gettext("One of these has no number, so there is none here.")
        )
    return [escape(words) for words in said]


def formula(page: ValuePage) -> list[Markup]:
    """Write the formula with the names of its inputs, then with their numbers and the result."""
    read, given = parse(page.indicator.formula), page.inputs
    names = {one.indicator.code: _title(one.indicator) for one in given}
    lines = [m.line(*_pieces(read, names))]
    if all(one.figure.value is not None for one in given):
        numbers = {one.indicator.code: _number(one) for one in given}
        lines.append(m.line(*_pieces(read, {}, numbers), *_result(page)))
    return lines


def _pieces(
    read: Formula, names: Mapping[str, str], numbers: Mapping[str, Markup] | None = None
) -> list[Markup]:
    """Write a rate as one thing over another, everything else from left to right."""
    root = read.root
    if not isinstance(root, Call) or root.function not in {Function.PER, Function.PERCENT}:
        return [_piece(token, numbers) for token in words(read, names)]
    above, below, *times = (
        Markup("").join(_pieces(replace(read, root=one), names, numbers)) for one in root.arguments
    )
    if root.function is Function.PERCENT:
        times = [m.number(100)]
    return [m.fraction(above, below), *(part for one in times for part in (m.sign("×"), one))]


def _result(page: ValuePage) -> list[Markup]:
    value = page.figure.value if page.figure else None
    return [] if value is None else [m.sign("="), m.number(round(value, page.indicator.decimals))]


def _title(indicator: IndicatorView) -> str:
    return indicator.title.in_language(language()).text


def _number(one: Input) -> Markup:
    """Write an input as it is shown elsewhere; the value is worked out with all its digits."""
    assert one.figure.value is not None, "only known ones are written"
    return m.number(round(one.figure.value, one.indicator.decimals))


def _piece(token: Token, numbers: Mapping[str, Markup] | None = None) -> Markup:
    if token.number is not None:
        return m.number(token.number)
    if token.kind is TokenKind.NAME:
        return numbers[token.text] if numbers else m.text(token.label)
    if token.kind is TokenKind.FUNCTION:
        return m.text(str(_FUNCTIONS[token.text]))
    return m.sign(token.label)


def inputs(page: ValuePage, lang: str) -> list[Stated]:
    """Give the inputs, each with its value, the page that tells where it comes from, its source."""
    found = []
    for one in page.inputs:
        value = wording.figure(one.indicator, one.figure)
        address = value_url(lang, one.indicator, page.place, one.figure) + page.query
        term = Markup('<a href="{}" data-behaviour="panel">{}</a>').format(address, value)
        found.append(
            Stated(term, formatting.wording(one.indicator.title), [source_words(one.indicator)])
        )
    return found

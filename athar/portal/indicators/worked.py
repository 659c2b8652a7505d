"""How a computed value was worked out: its formula in names and in numbers, and its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.indicators.queries import IndicatorView
from athar.kernel.formulas import Token, TokenKind, parse, words
from athar.kernel.formulas.nodes import Function, Operator
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


_RATES = frozenset({Function.PER, Function.PERCENT})

Numbers = Mapping[str, Markup]
"""What is written in place of each name, by its code."""


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
    lines = [m.broken_line(*_written(words(read, names)))]
    if all(one.figure.value is not None for one in given):
        numbers = {one.indicator.code: _number(one) for one in given}
        lines.append(m.broken_line(*_written(words(read, {}), numbers), *_result(page)))
    return lines


def _written(tokens: Sequence[Token], numbers: Numbers | None = None) -> list[Markup]:
    """Write a rate as one thing over another wherever it stands, all else from left to right."""
    written: list[Markup] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        if tokens[at].kind is TokenKind.FUNCTION and tokens[at].text in _RATES:
            end = _behind(tokens, at)
            before, after = tokens[at - 1 : at], tokens[end : end + 1]
            written += _rate(tokens[at:end], numbers, is_apart=_holds_tighter(before, after))
        else:
            written.append(_piece(tokens[at], numbers))
        at = end
    return written


def _behind(tokens: Sequence[Token], at: int) -> int:
    """Give where the tokens begin that follow the parentheses of a function."""
    depth = 0
    for place in range(at + 1, len(tokens)):
        depth += (tokens[place].kind is TokenKind.OPEN) - (tokens[place].kind is TokenKind.CLOSE)
        if not depth:
            return place + 1
    raise AssertionError("parentheses are closed where they are written")


def _holds_tighter(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Tell whether a rate is divided by, or multiplied by itself: then it stands in parentheses."""
    return any(one.text == Operator.OVER for one in before) or any(
        one.kind is TokenKind.POWER for one in after
    )


def _rate(tokens: Sequence[Token], numbers: Numbers | None, *, is_apart: bool) -> list[Markup]:
    above, below, *times = _arguments(tokens[2:-1])
    over = [m.fraction(*(Markup("").join(_written(one, numbers)) for one in (above, below)))]
    if tokens[0].text == Function.PERCENT:
        over += [m.joint("×"), m.number(100)]
    for one in times:
        over += [m.joint("×"), *_factor(one, numbers)]
    return _apart(over) if is_apart else over


def _arguments(tokens: Sequence[Token]) -> list[list[Token]]:
    """Give what stands between the commas of a function."""
    found: list[list[Token]] = [[]]
    depth = 0
    for one in tokens:
        depth += (one.kind is TokenKind.OPEN) - (one.kind is TokenKind.CLOSE)
        if one.kind is TokenKind.SEPARATOR and not depth:
            found.append([])
        else:
            found[-1].append(one)
    return found


def _factor(tokens: Sequence[Token], numbers: Numbers | None) -> list[Markup]:
    """Write what multiplies a rate, in parentheses unless it is one number or name."""
    written = _written(tokens, numbers)
    return written if len(tokens) == 1 else _apart(written)


def _apart(written: list[Markup]) -> list[Markup]:
    return [m.sign("("), *written, m.sign(")")]


def _result(page: ValuePage) -> list[Markup]:
    value = page.figure.value if page.figure else None
    return [] if value is None else [m.joint("="), m.number(round(value, page.indicator.decimals))]


def _title(indicator: IndicatorView) -> str:
    return indicator.title.in_language(language()).text


def _number(one: Input) -> Markup:
    """Write an input as it is shown elsewhere; the value is worked out with all its digits."""
    assert one.figure.value is not None, "only known ones are written"
    return m.number(round(one.figure.value, one.indicator.decimals))


def _piece(token: Token, numbers: Numbers | None = None) -> Markup:
    if token.number is not None:
        return m.number(token.number)
    if token.kind is TokenKind.NAME:
        return numbers[token.text] if numbers else m.name(token.label)
    if token.kind is TokenKind.FUNCTION:
        return m.text(str(_FUNCTIONS[token.text]))
    is_joint = token.kind is TokenKind.OPERATOR
    return m.joint(token.label) if is_joint else m.sign(token.label)


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

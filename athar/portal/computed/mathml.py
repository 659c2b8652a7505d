"""Formulas in MathML; every function takes words or markup and gives markup."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from athar.kernel.numbers import format_number
from athar.portal import wording
from athar.portal.computed.precision import exact_percent

_JOINT = Markup('<mo form="infix">{}</mo>')


def number(value: Decimal | int) -> Markup:
    """Write a number as closely as it is given."""
    return Markup("<mn>{}</mn>").format(format_number(value, lang=wording.lang()))


def percent(value: Decimal) -> Markup:
    """Write a percentage to the hundredth."""
    return Markup("<mn>{}</mn>").format(exact_percent(value).striptags())


def text(words: str) -> Markup:
    """Write what is neither number nor letter, such as a date in figures."""
    return Markup("<mtext>{}</mtext>").format(words)


def name(words: str) -> Markup:
    """Write a name of any length, which may take several lines."""
    return Markup('<mtext><span class="term" dir="auto">{}</span></mtext>').format(words)


def letter(name: str) -> Markup:
    """Write the letter that stands for a figure."""
    return Markup("<mi>{}</mi>").format(name)


def sign(symbol: str) -> Markup:
    """Write an operator."""
    return Markup("<mo>{}</mo>").format(symbol)


def joint(symbol: str) -> Markup:
    """Write an operator before which a line may be broken."""
    return _JOINT.format(symbol)


def fraction(above: Markup, below: Markup) -> Markup:
    """Write one thing over another."""
    return Markup("<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>").format(above, below)


def total(*letters: str) -> Markup:
    """Write the sum of a product: Σ w p."""
    return sign("∑") + Markup("").join(letter(name) for name in letters)


def line(*parts: Markup) -> Markup:
    """Write one line of a formula."""
    return Markup('<math display="block">{}</math>').format(Markup("").join(parts))


def broken_line(*parts: Markup) -> Markup:
    """Write a line that is broken before its joints where it does not fit."""
    rows: list[list[Markup]] = [[]]
    for part in parts:
        if part.startswith(_JOINT.partition("{}")[0]) and rows[-1]:
            rows.append([])
        rows[-1].append(part)
    written = (Markup("<mrow>{}</mrow>").format(Markup("").join(row)) for row in rows)
    return Markup('<math display="block" class="broken">{}</math>').format(Markup("").join(written))

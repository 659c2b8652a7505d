"""What the formulas of a library must be: readable, of its own indicators, no circle, one unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.indicators.enums import NUMERIC, Measure
from athar.kernel.formulas import (
    Cycle,
    ErrorCode,
    Formula,
    FormulaError,
    Unit,
    UnitMismatch,
    fits,
    order,
    parse,
    read_unit,
    unit_of,
    write_unit,
)
from athar.kernel.formulas.units import SCALES

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

_WHY: Mapping[ErrorCode, _StrOrPromise] = {
    ErrorCode.EMPTY: _("nothing is written"),
    ErrorCode.TOO_LONG: _("it is too long"),
    ErrorCode.TOO_DEEP: _("there are too many parentheses in each other"),
    ErrorCode.UNEXPECTED: _("this was not expected here"),
    ErrorCode.UNFINISHED: _("something is missing at the end"),
    ErrorCode.UNCLOSED: _("a parenthesis is not closed"),
    ErrorCode.BAD_NAME: _("this is no code of an indicator"),
    ErrorCode.BAD_EXPONENT: _("a power is a whole number from −9 to 9"),
    ErrorCode.UNKNOWN_FUNCTION: _("there is no such function"),
    ErrorCode.WRONG_COUNT: _("the function takes another number of values"),
}


@dataclass(frozen=True, slots=True)
class Described:
    """What is asked of an indicator when formulas are checked."""

    formula: str
    measure: Measure
    unit: Unit
    has_values: bool


def unit_called(code: str, exponents: Mapping[str, int]) -> Unit:
    """Give a unit as formulas reckon with it: percent is a unit of its own while adding."""
    return read_unit(code) if code in SCALES else exponents


def formula_problems(library: Mapping[str, Described]) -> Iterator[ValidationError]:
    """Give what is wrong with the formulas of a library.

    Errors: formula_unreadable, formula_without_input, formula_input_unknown, formula_of_words,
    formula_circular, formula_units_differ, formula_over_values.
    Source: docs/methods/formulas.md.
    """
    read: dict[str, Formula] = {}
    for about, one in library.items():
        if not one.formula:
            continue
        try:
            read[about] = parse(one.formula)
        except FormulaError as error:
            yield _unreadable(about, error)
        if one.has_values:
            message = _("The indicator %(about)s has values: it cannot be computed from others.")
            yield _problem("formula_over_values", message, about)
    named = {about: list(_input_problems(about, one, library)) for about, one in read.items()}
    for problems in named.values():
        yield from problems
    whole = {about: read[about] for about, problems in named.items() if not problems}
    yield from _circles(whole)
    for about, formula in whole.items():
        yield from _unit_problems(about, formula, library)


def _unreadable(about: str, error: FormulaError) -> ValidationError:
    message = _("The formula of %(about)s cannot be read, from character %(at)s on: %(why)s.")
    return _problem(
        "formula_unreadable", message, about, at=error.position + 1, why=_WHY[error.code]
    )


def _input_problems(
    about: str, formula: Formula, library: Mapping[str, Described]
) -> Iterator[ValidationError]:
    if not formula.names:
        message = _("The formula of %(about)s names no indicator.")
        yield _problem("formula_without_input", message, about)
    unknown = [name for name in formula.names if name not in library]
    if unknown:
        message = _("The formula of %(about)s names what is not in its library: %(names)s.")
        yield _problem("formula_input_unknown", message, about, names=_listed(unknown))
    asked = (about, *formula.names)
    words = [one for one in asked if one in library and library[one].measure not in NUMERIC]
    if words:
        message = _("The formula of %(about)s reckons with what takes no numbers: %(names)s.")
        yield _problem("formula_of_words", message, about, names=_listed(words))


def _circles(formulas: Mapping[str, Formula]) -> Iterator[ValidationError]:
    try:
        order({about: formula.names for about, formula in formulas.items()})
    except Cycle as error:
        message = _("Indicators are computed from each other in a circle: %(names)s.")
        yield _problem("formula_circular", message, error.loop[0], names=" ← ".join(error.loop))


def _unit_problems(
    about: str, formula: Formula, library: Mapping[str, Described]
) -> Iterator[ValidationError]:
    declared = library[about].unit
    try:
        computed = unit_of(formula, {name: library[name].unit for name in formula.names})
    except UnitMismatch as error:
        left, right = error.left, error.right
    else:
        if fits(computed, declared):
            return
        left, right = computed, declared
    message = _("The units in the formula of %(about)s do not fit: %(left)s and %(right)s.")
    yield _problem(
        "formula_units_differ",
        message,
        about,
        left=write_unit(left) or "1",
        right=write_unit(right) or "1",
    )


def _listed(names: Collection[str]) -> str:
    return ", ".join(name[:80] for name in names)


def _problem(code: str, message: _StrOrPromise, about: str, **more: object) -> ValidationError:
    return ValidationError(message, code=code, params={"about": about[:80], **more})

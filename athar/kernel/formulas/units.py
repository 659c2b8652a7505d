"""The unit of a formula, from the units of its indicators."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce

from athar.kernel.formulas.formula import Formula
from athar.kernel.formulas.nodes import (
    Call,
    Chain,
    Function,
    Name,
    Negative,
    Node,
    Operator,
    Power,
)

Unit = Mapping[str, int]
"""A unit as its base units, each with its exponent: persons/km2 is {"persons": 1, "km": -2}."""

SCALES = frozenset({"%", "‰"})
"""Ways to write a pure number: kept apart when adding, gone when multiplying with a unit."""

_PERCENT: Unit = {"%": 1}
_RAISED = re.compile(r"(.+)\^([0-9]+)|((?:k|h|da|d|c|m)?m)([23])")
_SMALL = str.maketrans("²³", "23")


class UnitMismatch(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """Two values are added or compared that are not in the same unit."""

    def __init__(self, left: Unit, right: Unit) -> None:
        super().__init__(f"{write_unit(left) or 1} and {write_unit(right) or 1} do not add up.")
        self.left = left
        self.right = right


def read_unit(text: str) -> Unit:
    """Read a unit as people write it: "MAD/inhabitant", "persons/km2", "m³", "%", "" for none."""
    above, *below = text.strip().translate(_SMALL).split("/")
    exponents: Counter[str] = Counter()
    for side, sign in ((above, 1), *((one, -1) for one in below)):
        for factor in filter(None, (one.strip() for one in re.split(r"[·*]", side))):
            base, exponent = _raised(factor)
            exponents[base] += sign * exponent
    del exponents["1"]
    return _without_zeros(exponents)


def write_unit(unit: Unit) -> str:
    """Write a unit so that it reads the same again; "" for a pure number."""
    above = "·".join(_factor(base, n) for base, n in sorted(unit.items()) if n > 0)
    below = "".join(f"/{_factor(base, -n)}" for base, n in sorted(unit.items()) if n < 0)
    return f"{above or 1}{below}" if below else above


def unit_of(formula: Formula, units: Mapping[str, Unit]) -> Unit:
    """Give the unit of what a formula computes.

    Shape: a number written in the formula takes the unit it is added to.
    Errors: UnitMismatch, with both units; KeyError for a name without one.
    Source: docs/methods/formulas.md.
    """
    return _unit(formula.root, units) or {}


def fits(computed: Unit, declared: Unit) -> bool:
    """Tell whether a computed unit may be called by a declared one; a pure number may be a %."""
    return computed == declared or (not computed and SCALES.issuperset(declared))


def _unit(node: Node, units: Mapping[str, Unit]) -> Unit | None:
    """Give the unit of a part; None for a bare number, which has that of its neighbours."""
    match node:
        case Name(code):
            return _without_zeros(units[code])
        case Negative(of):
            return _unit(of, units)
        case Power(of, exponent):
            return _to_the(_unit(of, units), exponent)
        case Chain(first, rest):
            operands = [(Operator.TIMES, first), *rest]
            known = [(sign, _unit(one, units)) for sign, one in operands]
            return _of_chain(known, is_sum=node.is_sum)
        case Call(function, arguments):
            return _of_call(function, [_unit(one, units) for one in arguments])
        case _:
            return None


def _of_chain(operands: list[tuple[Operator, Unit | None]], *, is_sum: bool) -> Unit | None:
    if is_sum:
        return _alike(unit for _, unit in operands)
    factors = [_to_the(unit, -1 if sign is Operator.OVER else 1) for sign, unit in operands]
    return reduce(_times, factors)


def _of_call(function: Function, units: list[Unit | None]) -> Unit | None:
    if function is Function.PER:
        above, below, *factor = units
        return reduce(_times, [above, _to_the(below, -1), *factor])
    alike = _alike(units)
    return _PERCENT if function is Function.PERCENT else alike


def _alike(units: Iterable[Unit | None]) -> Unit | None:
    known = [unit for unit in units if unit is not None]
    for unit in known[1:]:
        if unit != known[0]:
            raise UnitMismatch(known[0], unit)
    return known[0] if known else None


def _times(left: Unit | None, right: Unit | None) -> Unit | None:
    """Multiply two units; a bare number leaves the other as it is, 2 × 5 % is in percent."""
    if left is None or right is None:
        return right if left is None else left
    exponents = Counter(_measured(left))
    for base, exponent in _measured(right).items():
        exponents[base] += exponent
    return _without_zeros(exponents)


def _to_the(unit: Unit | None, exponent: int) -> Unit | None:
    if unit is None or exponent == 1:
        return unit
    return _without_zeros({base: n * exponent for base, n in _measured(unit).items()})


def _measured(unit: Unit) -> Unit:
    return {base: exponent for base, exponent in unit.items() if base not in SCALES}


def _without_zeros(unit: Unit) -> Unit:
    return {base: exponent for base, exponent in unit.items() if exponent}


def _raised(factor: str) -> tuple[str, int]:
    match = _RAISED.fullmatch(factor)
    if match is None:
        return factor, 1
    base, power, length, times = match.groups()
    return (base, int(power)) if base else (length, int(times))


def _factor(base: str, exponent: int) -> str:
    if exponent == 1:
        return base
    is_length = _RAISED.fullmatch(f"{base}{exponent}")
    return f"{base}{exponent}" if is_length else f"{base}^{exponent}"

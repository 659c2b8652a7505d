"""Works out the value of a formula."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from athar.kernel.formulas.formula import Formula
from athar.kernel.formulas.nodes import (
    Chain,
    Function,
    Name,
    Negative,
    Node,
    Number,
    Operator,
    Power,
)
from athar.kernel.quantity import EXACT, exact_sum, settled

_ONE = Decimal(1)
_HUNDRED = Decimal(100)


def evaluate(formula: Formula, values: Mapping[str, Decimal | None]) -> Decimal | None:
    """Give the value of a formula; None when one of its inputs is unknown, or where it has none.

    Shape: a division by 0 has no value, nor has what is beyond all bounds. Worked out with 200
    digits, given with 28.
    Source: docs/methods/formulas.md.
    """
    known = {code: value for code in formula.names if (value := values.get(code)) is not None}
    if len(known) < len(formula.names):
        return None
    try:
        return settled(_value(formula.root, known))
    except ArithmeticError:
        return None


def _value(node: Node, known: Mapping[str, Decimal]) -> Decimal:
    match node:
        case Number(value):
            return value
        case Name(code):
            return known[code]
        case Negative(of):
            return _value(of, known).copy_negate()
        case Power(of, exponent):
            return _power(_value(of, known), exponent)
        case Chain(first, rest):
            value = _value(first, known)
            for sign, operand in rest:
                value = _OF_OPERATORS[sign](value, _value(operand, known))
            return value
        case _:
            arguments = [_value(one, known) for one in node.arguments]
            return _OF_FUNCTIONS[node.function](arguments)


def _power(value: Decimal, exponent: int) -> Decimal:
    """Divide by a power where the exponent is below 0, so that 0 has no inverse."""
    power = EXACT.power(value, Decimal(abs(exponent)))
    return EXACT.divide(_ONE, power) if exponent < 0 else power


def _mean(numbers: Sequence[Decimal]) -> Decimal:
    return EXACT.divide(exact_sum(numbers), Decimal(len(numbers)))


def _per(numbers: Sequence[Decimal]) -> Decimal:
    share = EXACT.divide(numbers[0], numbers[1])
    return EXACT.multiply(share, numbers[2]) if len(numbers) > 2 else share


_OF_OPERATORS = {
    Operator.PLUS: EXACT.add,
    Operator.MINUS: EXACT.subtract,
    Operator.TIMES: EXACT.multiply,
    Operator.OVER: EXACT.divide,
}
_OF_FUNCTIONS: dict[Function, Callable[[Sequence[Decimal]], Decimal]] = {
    Function.SUM: exact_sum,
    Function.MEAN: _mean,
    Function.MIN: min,
    Function.MAX: max,
    Function.ABS: lambda numbers: numbers[0].copy_abs(),
    Function.PER: _per,
    Function.PERCENT: lambda numbers: _per([*numbers, _HUNDRED]),
}

"""What a formula is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Operator(StrEnum):
    """What joins two operands."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


ADDING = frozenset({Operator.PLUS, Operator.MINUS})


class Function(StrEnum):
    """The functions a formula may call."""

    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    ABS = "abs"
    PER = "per"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """The code of an indicator, which stands for its value."""

    code: str


@dataclass(frozen=True, slots=True)
class Negative:
    """An operand with its sign turned."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands added and subtracted, or multiplied and divided, from left to right.

    Shape: one link of a long sum is no deeper than another, so length does not cost depth.
    """

    first: "Node"
    rest: tuple[tuple[Operator, "Node"], ...]

    @property
    def is_sum(self) -> bool:
        """Whether it adds and subtracts."""
        return self.rest[0][0] in ADDING


@dataclass(frozen=True, slots=True)
class Power:
    """An operand multiplied by itself."""

    of: "Node"
    exponent: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of operands."""

    function: Function
    arguments: tuple["Node", ...]


Node = Number | Name | Negative | Chain | Power | Call


def names_in(node: Node) -> Iterator[str]:
    """Give the code of every name, in the order of writing."""
    match node:
        case Name(code):
            yield code
        case Negative(of) | Power(of, _):
            yield from names_in(of)
        case Chain(first, rest):
            for operand in (first, *(one for _, one in rest)):
                yield from names_in(operand)
        case Call(_, arguments):
            for argument in arguments:
                yield from names_in(argument)

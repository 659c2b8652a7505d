"""Reads a formula. Nothing in it is ever run as code.

sum      = product (("+" | "-") product)*
product  = signed (("*" | "/") signed)*
signed   = "-" signed | power
power    = operand ("^" "-"? whole number up to 9)?
operand  = number | name | `name` | function "(" sum ("," sum)* ")" | "(" sum ")"
"""

import re
from collections.abc import Callable
from decimal import Decimal

from athar.kernel.formulas.errors import ErrorCode, FormulaError
from athar.kernel.formulas.formula import Formula
from athar.kernel.formulas.nodes import (
    Call,
    Chain,
    Function,
    Name,
    Negative,
    Node,
    Number,
    Operator,
    Power,
)
from athar.kernel.formulas.scanning import LONGEST, Kind, Piece, pieces

DEEPEST = 50

_EXPONENT = re.compile(r"[0-9]")
_COUNTS = {
    Function.ABS: range(1, 2),
    Function.PERCENT: range(2, 3),
    Function.PER: range(2, 4),
}
_ANY_COUNT = range(1, LONGEST)


def parse(text: str) -> Formula:
    """Read a formula: "`water-rural` / households * 100", "per(doctors, people, 1000)".

    Errors: FormulaError, with what is wrong and where.
    Source: docs/methods/formulas.md.
    """
    if len(text) > LONGEST:
        raise FormulaError(ErrorCode.TOO_LONG, LONGEST)
    reader = _Reader(text)
    if reader.is_at_end:
        raise FormulaError(ErrorCode.EMPTY, 0)
    root = reader.sum()
    if not reader.is_at_end:
        raise reader.refusal()
    return Formula(root)


class _Reader:
    """Goes through the pieces of a formula once, from left to right."""

    def __init__(self, text: str) -> None:
        self._pieces = pieces(text)
        self._depth = 0
        self._next: Piece = next(self._pieces)

    @property
    def is_at_end(self) -> bool:
        return self._next.kind is Kind.END

    def sum(self) -> Node:
        return self._chain("+-", self._product)

    def refusal(self, code: ErrorCode | None = None) -> FormulaError:
        """Give the error that the next piece is; the end of the text comes too early."""
        usual = ErrorCode.UNFINISHED if self.is_at_end else ErrorCode.UNEXPECTED
        return FormulaError(code or usual, self._next.position, self._next.text)

    def _take(self) -> Piece:
        taken, self._next = self._next, next(self._pieces)
        return taken

    def _is_next(self, signs: str) -> bool:
        return self._next.kind is Kind.SIGN and self._next.text in signs

    def _product(self) -> Node:
        return self._chain("*/", self._signed)

    def _chain(self, signs: str, operand: Callable[[], Node]) -> Node:
        first = operand()
        rest = []
        while self._is_next(signs):
            rest.append((Operator(self._take().text), operand()))
        return Chain(first, tuple(rest)) if rest else first

    def _signed(self) -> Node:
        return Negative(self._deeper(self._signed)) if self._is_next("-") else self._power()

    def _power(self) -> Node:
        operand = self._operand()
        if not self._is_next("^"):
            return operand
        self._take()
        is_negative = self._is_next("-")
        if is_negative:
            self._take()
        if self.is_at_end:
            raise self.refusal()
        if self._next.kind is not Kind.NUMBER or not _EXPONENT.fullmatch(self._next.text):
            raise self.refusal(ErrorCode.BAD_EXPONENT)
        exponent = int(self._take().text)
        return Power(operand, -exponent if is_negative else exponent)

    def _operand(self) -> Node:
        match self._next.kind:
            case Kind.NUMBER:
                return Number(Decimal(self._take().text))
            case Kind.QUOTED:
                return Name(self._take().text)
            case Kind.WORD:
                return self._word()
            case _ if self._is_next("("):
                return self._within(self._deeper(self.sum))
            case _:
                raise self.refusal()

    def _word(self) -> Node:
        word = self._take()
        is_called = self._is_next("(")
        if word.text.lower() not in {one.value for one in Function}:
            if is_called:
                raise FormulaError(ErrorCode.UNKNOWN_FUNCTION, word.position, word.text)
            return Name(word.text)
        if not is_called:
            raise self.refusal()
        function = Function(word.text.lower())
        arguments = [self._deeper(self.sum)]
        while self._is_next(","):
            arguments.append(self._deeper(self.sum))
        if len(arguments) not in _COUNTS.get(function, _ANY_COUNT):
            raise FormulaError(ErrorCode.WRONG_COUNT, word.position, word.text)
        return self._within(Call(function, tuple(arguments)))

    def _within(self, node: Node) -> Node:
        """Close a parenthesis behind what stands in it."""
        if not self._is_next(")"):
            raise self.refusal(ErrorCode.UNCLOSED if self.is_at_end else None)
        self._take()
        return node

    def _deeper(self, part: Callable[[], Node]) -> Node:
        """Read a part behind the sign that leads into it, one level further down."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.refusal(ErrorCode.TOO_DEEP)
        self._take()
        node = part()
        self._depth -= 1
        return node

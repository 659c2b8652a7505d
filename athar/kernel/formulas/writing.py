"""Writes a formula: as text that can be read again, and as pieces that a page puts into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

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
from athar.kernel.formulas.scanning import LONGEST, PLAIN_NAME

if TYPE_CHECKING:
    from athar.kernel.formulas.formula import Formula

_SUM, _PRODUCT, _SIGNED, _POWER, _OPERAND = range(5)
_PRINTED = {Operator.MINUS: "−", Operator.TIMES: "×", Operator.OVER: "÷"}


class TokenKind(StrEnum):
    """What a piece of a written formula is."""

    NUMBER = "number"
    NAME = "name"
    FUNCTION = "function"
    OPERATOR = "operator"
    NEGATIVE = "negative"
    POWER = "power"
    OPEN = "open"
    CLOSE = "close"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a formula, so that a page can set each apart in any direction of writing.

    Shape: `text` as in the formula (of a name its code), `label` for readers; `number` where
    the page is to format one.
    """

    kind: TokenKind
    text: str
    label: str
    number: Decimal | None = None


def words(formula: "Formula", names: Mapping[str, str]) -> tuple[Token, ...]:
    """Give a formula in pieces, with the names of its indicators; the code where none is known."""
    return tuple(
        replace(token, label=names.get(token.text, token.text))
        if token.kind is TokenKind.NAME
        else token
        for token in _tokens(formula.root)
    )


def written(node: Node) -> str:
    """Write a formula so that it reads the same again, without spaces where it would be long."""
    tokens = list(_tokens(node))
    text = "".join(_spaced(token) for token in tokens)
    return text if len(text) <= LONGEST else text.replace(" ", "")


def _spaced(token: Token) -> str:
    match token.kind:
        case TokenKind.OPERATOR:
            return f" {token.text} "
        case TokenKind.SEPARATOR:
            return f"{token.text} "
        case TokenKind.NAME if not _is_plain(token.text):
            return f"`{token.text}`"
        case _:
            return token.text


def _is_plain(code: str) -> bool:
    is_function = code.lower() in {one.value for one in Function}
    return bool(PLAIN_NAME.fullmatch(code)) and not is_function


def _token(kind: TokenKind, text: str) -> Token:
    return Token(kind, text, text)


def _operator(sign: Operator, kind: TokenKind = TokenKind.OPERATOR) -> Token:
    return Token(kind, sign.value, _PRINTED.get(sign, sign.value))


def _number(value: Decimal) -> Token:
    text = f"{value:f}"
    return Token(TokenKind.NUMBER, text, text, value)


def _rank(node: Node) -> int:
    """Give how tightly a part holds together."""
    match node:
        case Chain():
            return _SUM if node.is_sum else _PRODUCT
        case Negative():
            return _SIGNED
        case Power():
            return _POWER
        case _:
            return _OPERAND


def _apart(node: Node, least: int) -> Iterator[Token]:
    """Give an operand, in parentheses when it holds together less than its place asks."""
    if _rank(node) >= least:
        yield from _tokens(node)
        return
    yield _token(TokenKind.OPEN, "(")
    yield from _tokens(node)
    yield _token(TokenKind.CLOSE, ")")


def _tokens(node: Node) -> Iterator[Token]:
    match node:
        case Number(value):
            yield _number(value)
        case Name(code):
            yield _token(TokenKind.NAME, code)
        case Negative(of):
            yield _operator(Operator.MINUS, TokenKind.NEGATIVE)
            yield from _apart(of, _SIGNED)
        case Power(of, exponent):
            yield from _apart(of, _OPERAND)
            yield _token(TokenKind.POWER, "^")
            yield _number(Decimal(exponent))
        case Chain(first, rest):
            yield from _apart(first, _rank(node) + 1)
            for sign, operand in rest:
                yield _operator(sign)
                yield from _apart(operand, _rank(node) + 1)
        case _:
            yield from _call(node)


def _call(node: Call) -> Iterator[Token]:
    yield _token(TokenKind.FUNCTION, node.function.value)
    yield _token(TokenKind.OPEN, "(")
    for place, argument in enumerate(node.arguments):
        if place:
            yield _token(TokenKind.SEPARATOR, ",")
        yield from _tokens(argument)
    yield _token(TokenKind.CLOSE, ")")

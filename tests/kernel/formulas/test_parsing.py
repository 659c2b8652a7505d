"""Reading formulas, and what is refused where (docs/methods/formulas.md)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.formulas import ErrorCode, FormulaError, parse
from athar.kernel.formulas.nodes import (
    Call,
    Chain,
    Function,
    Name,
    Negative,
    Number,
    Operator,
    Power,
)

E = ErrorCode
A, B, C = Name("a"), Name("b"), Name("c")
ONE = Number(Decimal(1))


def attempt(text):
    try:
        return parse(text), 0
    except FormulaError as refusal:
        return None, refusal.position


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("a", A),
        ("1.50", Number(Decimal("1.5"))),
        ("`1-a.b`", Name("1-a.b")),
        ("نسبة", Name("نسبة")),
        ("a.b_2", Name("a.b_2")),
        ("a+b-c", Chain(A, ((Operator.PLUS, B), (Operator.MINUS, C)))),
        ("a+(b-c)", Chain(A, ((Operator.PLUS, Chain(B, ((Operator.MINUS, C),))),))),
        ("a+b*c", Chain(A, ((Operator.PLUS, Chain(B, ((Operator.TIMES, C),))),))),
        (
            "a÷b×c−1",
            Chain(Chain(A, ((Operator.OVER, B), (Operator.TIMES, C))), ((Operator.MINUS, ONE),)),
        ),
        ("-a^2", Negative(Power(A, 2))),
        ("(-a)^-2", Power(Negative(A), -2)),
        ("--a", Negative(Negative(A))),
        ("a*-b", Chain(A, ((Operator.TIMES, Negative(B)),))),
        ("SUM(a; b، c)", Call(Function.SUM, (A, B, C))),
        ("per(a,b)", Call(Function.PER, (A, B))),
        ("`sum`", Name("sum")),
        (" ( a ) ", A),
    ],
)
def test_parse_reads(text, root):
    assert parse(text).root == root


@pytest.mark.parametrize(
    ("text", "code", "position", "found"),
    [
        ("", E.EMPTY, 0, ""),
        ("  ", E.EMPTY, 0, ""),
        ("a" * 2001, E.TOO_LONG, 2000, ""),
        ("(" * 51 + "a" + ")" * 51, E.TOO_DEEP, 50, "("),
        ("-" * 51 + "a", E.TOO_DEEP, 50, "-"),
        ("a @ b", E.UNEXPECTED, 2, "@"),
        ("0,5", E.UNEXPECTED, 1, ","),
        ("1.2.3", E.UNEXPECTED, 3, "."),
        ("2a", E.UNEXPECTED, 1, "a"),
        ("a)", E.UNEXPECTED, 1, ")"),
        ("(a b)", E.UNEXPECTED, 3, "b"),
        ("()", E.UNEXPECTED, 1, ")"),
        ("sum a", E.UNEXPECTED, 4, "a"),
        ("a^2^3", E.UNEXPECTED, 3, "^"),
        ("sum", E.UNFINISHED, 3, ""),
        ("a +", E.UNFINISHED, 3, ""),
        ("a^", E.UNFINISHED, 2, ""),
        ("(a", E.UNCLOSED, 2, ""),
        ("max(a", E.UNCLOSED, 5, ""),
        ("a + `b", E.UNCLOSED, 4, "`"),
        ("`a b`", E.BAD_NAME, 0, "a b"),
        ("``", E.BAD_NAME, 0, ""),
        ("a^10", E.BAD_EXPONENT, 2, "10"),
        ("a^1.5", E.BAD_EXPONENT, 2, "1.5"),
        ("a^b", E.BAD_EXPONENT, 2, "b"),
        ("a^-(2)", E.BAD_EXPONENT, 3, "("),
        ("__import__(a)", E.UNKNOWN_FUNCTION, 0, "__import__"),
        ("abs(a, b)", E.WRONG_COUNT, 0, "abs"),
        ("per(a)", E.WRONG_COUNT, 0, "per"),
        ("percent(a, b, c)", E.WRONG_COUNT, 0, "percent"),
    ],
)
def test_parse_refuses_and_says_what_where(text, code, position, found):
    with pytest.raises(FormulaError) as refusal:
        parse(text)

    assert (refusal.value.code, refusal.value.position, refusal.value.found) == (
        code,
        position,
        found,
    )


def test_formula_error_says_what_it_found():
    assert str(FormulaError(E.UNEXPECTED, 2, "@")) == "unexpected at 2: '@'"


@pytest.mark.parametrize("text", ["(" * 50 + "a" + ")" * 50, "+".join("a" * 1000), "-" * 50 + "a"])
def test_parse_reads_as_deep_and_as_long_as_it_says(text):
    assert parse(text).names == ("a",)


def test_names_come_once_in_the_order_of_writing():
    assert parse("-b^2 + per(a, b * c, 100) / c").names == ("b", "a", "c")


@settings(max_examples=60)
@given(st.text(alphabet="ab1.+-*/^(),`sum è؛", max_size=20))
def test_parse_reads_any_text_or_refuses_it(text):
    formula, position = attempt(text)

    again = formula and attempt(str(formula))[0]
    assert (again, 0 <= position <= len(text)) == (formula, True)

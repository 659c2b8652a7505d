"""Writing formulas as text and as pieces."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from athar.kernel.formulas import Formula, Token, TokenKind, parse, words
from tests.kernel.formulas.trees import TREES

K = TokenKind


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("a/b*100", "a / b * 100"),
        ("(a)-((b))", "a - b"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a+b)*-c", "(a + b) * -c"),
        ("-(a*b)", "-(a * b)"),
        ("(a^2)^-3", "(a^2)^-3"),
        ("Per(a;`b`;`x-1`)", "per(a, b, `x-1`)"),
        ("`max`+1.50", "`max` + 1.50"),
    ],
)
def test_formula_is_written_plainly(text, again):
    assert str(parse(text)) == again


def test_formula_that_would_be_long_is_written_without_spaces():
    text = "+".join("a" * 1000)

    assert str(parse(text)) == text


@settings(max_examples=80)
@given(TREES)
def test_formula_reads_the_same_again(root):
    assert parse(str(Formula(root))) == Formula(root)


def test_words_give_pieces_with_the_names_of_indicators():
    formula = parse("percent(a - 2.5, -`x-1`^-2)")

    assert words(formula, {"a": "أسر"}) == (
        Token(K.FUNCTION, "percent", "percent"),
        Token(K.OPEN, "(", "("),
        Token(K.NAME, "a", "أسر"),
        Token(K.OPERATOR, "-", "−"),
        Token(K.NUMBER, "2.5", "2.5", Decimal("2.5")),
        Token(K.SEPARATOR, ",", ","),
        Token(K.NEGATIVE, "-", "−"),
        Token(K.NAME, "x-1", "x-1"),
        Token(K.POWER, "^", "^"),
        Token(K.NUMBER, "-2", "-2", Decimal(-2)),
        Token(K.CLOSE, ")", ")"),
    )


def test_words_print_the_signs_of_the_field():
    formula = parse("(a + 1) * b / c")

    assert [token.label for token in words(formula, {})] == list("(a+1)×b÷c")

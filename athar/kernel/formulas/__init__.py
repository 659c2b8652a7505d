"""Indicators computed from others: formulas that are read, worked out and put into words."""

from athar.kernel.formulas.computing import evaluate
from athar.kernel.formulas.errors import ErrorCode, FormulaError
from athar.kernel.formulas.formula import Formula
from athar.kernel.formulas.ordering import Cycle, order
from athar.kernel.formulas.parsing import parse
from athar.kernel.formulas.scanning import LONGEST
from athar.kernel.formulas.units import (
    Unit,
    UnitMismatch,
    fits,
    read_unit,
    unit_of,
    write_unit,
)
from athar.kernel.formulas.writing import Token, TokenKind, words

__all__ = [
    "LONGEST",
    "Cycle",
    "ErrorCode",
    "Formula",
    "FormulaError",
    "Token",
    "TokenKind",
    "Unit",
    "UnitMismatch",
    "evaluate",
    "fits",
    "order",
    "parse",
    "read_unit",
    "unit_of",
    "words",
    "write_unit",
]

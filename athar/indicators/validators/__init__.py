"""What indicators, frameworks and values must be, whoever states them."""

from athar.indicators.validators.columns import ColumnChecks, PlainRow, Scaled, ValueRow
from athar.indicators.validators.definitions import check_indicators
from athar.indicators.validators.formulas import Described, unit_called
from athar.indicators.validators.frameworks import Adoptable, check_framework
from athar.indicators.validators.values import (
    Known,
    Measured,
    check_measurements,
    is_category,
    key_of,
    problems_of,
)

__all__ = [
    "Adoptable",
    "ColumnChecks",
    "Described",
    "Known",
    "Measured",
    "PlainRow",
    "Scaled",
    "ValueRow",
    "check_framework",
    "check_indicators",
    "check_measurements",
    "is_category",
    "key_of",
    "problems_of",
    "unit_called",
]

"""What the cells of a column look like: numbers, dates or words; it checks the heading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from athar.intake.cells.reading import why_nothing
from athar.intake.readers.sheet import Cell
from athar.intake.vocabulary.fields import MONEY, PERCENTS, Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import find_unit
from athar.kernel.digits import to_western

LOOKED_AT = 300
"""How many rows under the headings are looked at."""

_WORDS = frozenset(
    {
        *(Field.TITLE, Field.SUMMARY, Field.OWNER, Field.DELEGATED_OWNER, Field.LEAD),
        *(Field.SUPPORT, Field.REGION, Field.PROVINCES, Field.COMMUNES, Field.PLACES),
        *(Field.STATUS, Field.SECTOR, Field.REMARK, Field.INDICATOR, Field.NAME),
    }
)
_LONGEST_UNIT = 24
_LEAST_STEPS = 2
_LONGEST_NUMBER = 5
_NUMBERS = MONEY | PERCENTS
_CODES_OF_PLACES = frozenset({Field.REGION, Field.PROVINCES, Field.COMMUNES, Field.PLACES})


@dataclass(frozen=True, slots=True)
class Profile:
    """How many cells of a column hold a number, a date, or words; empty ones do not count.

    `n_steps` counts the numbers that are one more than the number before.
    """

    n_numbers: int = 0
    n_dates: int = 0
    n_words: int = 0
    n_steps: int = 0

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Profile:
        """Look at the cells of a column."""
        numbers = dates = words = steps = 0
        before: int | None = 0
        for cell in cells:
            if cell.is_empty or why_nothing(cell) is not None:
                continue
            if isinstance(cell.value, dt.date):
                dates += 1
            elif isinstance(cell.value, Decimal) or _begins_like_number(cell.text):
                numbers += 1
                number = _whole(cell)
                steps += number is not None and before is not None and number == before + 1
                before = number
            else:
                words += 1
        return cls(numbers, dates, words, steps)

    @property
    def n_filled(self) -> int:
        return self.n_numbers + self.n_dates + self.n_words

    @property
    def is_of_numbers(self) -> bool:
        """Tell whether most of what it holds are numbers."""
        return self.n_numbers * 2 > self.n_filled

    @property
    def is_counting(self) -> bool:
        """Tell whether it numbers the rows: 1, 2, 3 …"""
        return self.n_steps >= _LEAST_STEPS and self.n_steps * 10 >= self.n_numbers * 8

    @property
    def is_of_words(self) -> bool:
        """Tell whether most of what it holds are words."""
        return self.n_words * 2 > self.n_filled

    def may_hold(self, field: Field) -> bool:
        """Tell whether the cells agree with a meaning; an empty one agrees with all."""
        if not self.n_filled:
            return True
        if field in _NUMBERS:
            return self.n_numbers * 4 > self.n_filled
        if field in _CODES_OF_PLACES:
            return self.n_dates == 0
        if field in _WORDS:
            return self.n_words * 5 > self.n_filled
        return True


def _whole(cell: Cell) -> int | None:
    """Give the small whole number that a cell holds, None when it holds anything else."""
    text = to_western(cell.text.strip())
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else None


def _begins_like_number(text: str) -> bool:
    """Tell a number and what was meant as one, "1.250 environ", from words."""
    return text.strip()[0].isdigit() or looks_like_number(text)


def looks_like_number(text: str) -> bool:
    """Tell whether a text is a number, with the marks, the sign and the unit that numbers have."""
    n_digits = sum(char.isdigit() for char in text)
    if not n_digits or "/" in text or text.count("-") > 1:
        return False
    letters = "".join(char if char.isalpha() else " " for char in text).strip()
    if len(letters) > _LONGEST_UNIT:
        return False
    return len(letters) < 2 or find_unit(normalise(letters))[1] == ""

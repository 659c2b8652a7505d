"""What reading a cell gives: a value or none, why there is none, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from athar.indicators.enums import NoNumber
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import NO_NUMBER_OF

_LONGEST_WORD = 40

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """A cell that was read; `value` None is unknown, and `no_number` then says why."""

    value: T_co | None = None
    written: str = ""
    no_number: NoNumber | None = None
    fault: ProblemCode | None = None


def unknown(cell: Cell, fault: ProblemCode) -> Reading[T_co]:
    """Give the reading of a cell that could not be understood."""
    return Reading(None, cell.text.strip(), NoNumber.NOT_REPORTED, fault)


def why_nothing(cell: Cell) -> NoNumber | None:
    """Tell why a cell holds nothing: empty, "-", "N.D", "s.o." …; None when it holds something."""
    if cell.value is None:
        return NoNumber.NOT_REPORTED
    if not isinstance(cell.value, str) or len(cell.text) > _LONGEST_WORD:
        return None
    return _no_number(cell.text)


@lru_cache(maxsize=4096)
def _no_number(text: str) -> NoNumber | None:
    return NO_NUMBER_OF.get(normalise(text))

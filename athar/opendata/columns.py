"""What a column of a table holds: its name for machines, its kind, its words for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from athar.opendata.choices import CHOICES
from athar.ui.site import Label


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNT = "count"
    YEAR = "year"
    DAYS = "days"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DEGREES = "degrees"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `meaning` says what its words do not. `choice` names its words in CHOICES."""

    name: str
    kind: Kind
    label: Label
    meaning: Label
    choice: str = ""

    @property
    def values(self) -> Mapping[str, Label]:
        """Give the words of each value a cell may hold; none when it may hold anything."""
        return CHOICES[self.choice] if self.choice else {}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, wherever the rows come from; None in a cell is unknown, never zero."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]

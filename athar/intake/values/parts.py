"""Wholes beside their parts: whether women and men add up to all, where a file states them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from athar.indicators.enums import RuleChoice
from athar.indicators.queries import IndicatorView
from athar.indicators.validators import PlainRow
from athar.kernel.disaggregation import Fit, broken_down

MOST_WHOLES = 200_000
"""Wholes that are compared with their parts; of a longer file those that come first."""

MOST_CATEGORIES = 10_000
"""Categories whose wholes are remembered."""

_About = tuple[int, int, str, str]
"""Indicator, place, period, claim."""

_Stated = tuple[Decimal, str]
"""A number and its cell."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A whole that its parts do not make up, and the cell in which it stands."""

    cell: str
    whole: Decimal
    parts_sum: Decimal


@dataclass(slots=True)
class PartsCheck:
    """Keeps what a file states of wholes and their parts, and compares them at its end.

    A whole is divided by one dimension at a time; parts of which one is missing decide nothing.
    """

    indicators: Mapping[int, IndicatorView]
    _options: dict[int, dict[str, int]] = field(init=False)
    _stated: dict[_About, dict[str, _Stated | None]] = field(default_factory=dict)
    _n_stated: int = 0
    _divided: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._options = {
            key: {each.code: len(each.options) for each in one.dimensions}
            for key, one in self.indicators.items()
            if one.over_categories is RuleChoice.SUM
        }

    def note(self, row: PlainRow) -> None:
        """Note a value, of indicators whose parts add up to their whole."""
        value = row[5]
        if value is None or not self._options.get(row[0]) or self._n_stated >= MOST_WHOLES:
            return
        about = (row[0], row[1], row[2], row[4])
        stated = self._stated.get(about)
        if stated is None:
            stated = self._stated[about] = {}
        # what is stated twice decides nothing
        stated[row[3]] = None if row[3] in stated else (value, row[10])
        self._n_stated += 1

    def _divisions(self, category: str) -> tuple[tuple[str, str], ...]:
        """Give the categories of which one is a part, each with the dimension that divides it."""
        if found := self._divided.get(category):
            return found
        named = category.split(",") if category else []
        found = tuple(
            (",".join(one for one in named if one != part), part.partition("=")[0])
            for part in named
        )
        if len(self._divided) < MOST_CATEGORIES:
            self._divided[category] = found
        return found

    def differing(self) -> Iterator[Differing]:
        """Give the wholes that differ from the sum of all their parts."""
        for about, stated in self._stated.items():
            for (rest, dimension), parts in self._parts_of(stated).items():
                whole = stated.get(rest)
                if whole is None or len(parts) != self._options[about[0]].get(dimension):
                    continue
                found = broken_down(whole[0], parts)
                if found.fit is Fit.DIFFERS and found.parts_sum is not None:
                    yield Differing(whole[1], whole[0], found.parts_sum)

    def _parts_of(
        self, stated: Mapping[str, _Stated | None]
    ) -> dict[tuple[str, str], list[Decimal]]:
        """Give what is stated of the parts, by the category divided and its dimension."""
        found: dict[tuple[str, str], list[Decimal]] = {}
        for category, said in stated.items():
            if said is not None:
                for division in self._divisions(category):
                    found.setdefault(division, []).append(said[0])
        return found

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

_Whole = tuple[int, int, str, str, str]
"""Indicator, place, period, claim, and the category that is divided."""


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
    _wholes: dict[_Whole, tuple[Decimal, str]] = field(default_factory=dict)
    _parts: dict[tuple[_Whole, str], list[Decimal]] = field(default_factory=dict)
    _divided: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._options = {
            key: {each.code: len(each.options) for each in one.dimensions}
            for key, one in self.indicators.items()
            if one.over_categories is RuleChoice.SUM
        }

    def note(self, row: PlainRow) -> None:
        """Note a value, of indicators whose parts add up to their whole."""
        indicator, place, period, category, claim, value, *_more, cell, _written = row
        dimensions = self._options.get(indicator)
        if not dimensions or value is None or len(self._wholes) >= MOST_WHOLES:
            return
        self._wholes[indicator, place, period, claim, category] = (value, cell)
        divisions = self._divided.get(category)
        if divisions is None:
            divisions = self._divisions(category)
        for rest, dimension in divisions:
            key = ((indicator, place, period, claim, rest), dimension)
            self._parts.setdefault(key, []).append(value)

    def _divisions(self, category: str) -> tuple[tuple[str, str], ...]:
        """Give the categories of which one is a part, each with the dimension that divides it."""
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
        for (whole, dimension), parts in self._parts.items():
            stated = self._wholes.get(whole)
            if stated is None or len(parts) != self._options[whole[0]].get(dimension):
                continue
            found = broken_down(stated[0], parts)
            if found.fit is Fit.DIFFERS and found.parts_sum is not None:
                yield Differing(stated[1], stated[0], found.parts_sum)

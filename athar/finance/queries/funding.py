"""Funding by funder and by year, the two kept apart: a split that nobody stated is not made up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from athar.people.queries import OrganisationRef


@dataclass(frozen=True, slots=True)
class Share:
    """What one body pays; None when its amount is not stated. `origin` tells where it stood."""

    organisation: OrganisationRef
    amount: Decimal | None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FundingLineView:
    """One line of planned funding; funder or year None = not split that way.

    Shape: `origin` tells where it stood.
    """

    funder: OrganisationRef | None
    year: int | None
    amount: Decimal
    agreement_number: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Funding:
    """The planned funding of a commitment.

    Shape: `by_funder` sums lines that name a funder, the largest first; `by_year` sums lines that
    name a year; `cells` holds only what was stated for a funder in a year, by funder code and year.
    `total` is the sum by funder, else the sum by year, None when nothing is stated.
    """

    lines: tuple[FundingLineView, ...]
    by_funder: tuple[Share, ...]
    by_year: tuple[tuple[int, Decimal], ...]
    cells: Mapping[tuple[str, int], Decimal]
    total: Decimal | None

    @classmethod
    def of(cls, lines: Iterable[FundingLineView]) -> Self:
        """Add lines up both ways."""
        lines = tuple(lines)
        funders = {one.funder.code: one.funder for one in lines if one.funder}
        by_funder: defaultdict[str, Decimal] = defaultdict(Decimal)
        by_year: defaultdict[int, Decimal] = defaultdict(Decimal)
        cells: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
        for one in lines:
            if one.funder:
                by_funder[one.funder.code] += one.amount
            if one.year is not None:
                by_year[one.year] += one.amount
            if one.funder and one.year is not None:
                cells[one.funder.code, one.year] += one.amount
        largest_first = sorted(by_funder.items(), key=lambda pair: (-pair[1], pair[0]))
        return cls(
            lines=lines,
            by_funder=tuple(Share(funders[code], amount) for code, amount in largest_first),
            by_year=tuple(sorted(by_year.items())),
            cells=dict(cells),
            total=sum((by_funder or by_year).values(), Decimal(0)) if lines else None,
        )

"""A figure that is rolled up as lists give it, and what may be asked of such a list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field

from athar.api.addresses import named_indicator
from athar.api.measured import AskedOfMeasured, Measured
from athar.api.moments import FORM, SAID
from athar.indicators.enums import Measure, NoNumber
from athar.kernel.aggregation import rate
from athar.kernel.quantity import from_scaled, scaled_text
from athar.rollups.queries import CellRow

STATED = "stated"
"""How answers write what was not put together."""


class CellChoice(AskedOfMeasured):
    """Which figures."""

    claim: Literal["", "declared", "validated", "independent"] = Field(
        "", description="Who stands behind the figures."
    )
    made_of: Literal["", "stated", "categories", "periods", "places", "formula"] = Field(
        "", description="Only figures that came about in this way."
    )
    as_of: str = Field(
        "",
        max_length=20,
        pattern=FORM,
        description=f"{SAID} Needs `indicator` or `library`.",
    )
    format: Literal["", "json", "csv"] = Field(
        "", description="`csv`: as a table; so does the header Accept: text/csv."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CellItem(Measured):
    """What an indicator is at a place, in a period, for a category; null is unknown, never zero."""

    value: Annotated[Decimal | None, "In `unit`; of a rate, its numerator over its denominator."]
    numerator: Annotated[Decimal | None, "Of a rate, or of a mean the sum of weighted values."]
    denominator: Decimal | None
    no_number: Annotated[NoNumber | None, "Why there is no number."]
    unit: Annotated[str, "Code of the unit."]
    made_of: Annotated[
        Literal["stated", "categories", "periods", "places", "formula"],
        "Stated as it stands, put together from its parts by the rules of the indicator, or "
        "computed from other indicators by its formula.",
    ]
    sum: Annotated[Decimal | None, "Of its parts; null where adding up makes no sense."]
    count: Annotated[int | None, "How many stated values went into it."]
    min: Annotated[Decimal | None, "The least of its parts."]
    max: Annotated[Decimal | None, "The greatest of its parts."]
    last: Annotated[Decimal | None, "The latest of its parts."]
    known: Annotated[int, "Of so many of its parts something is known …"]
    expected: Annotated[int, "… and so many there are."]


def item_of(row: CellRow, origin: str) -> dict[str, Any]:
    """Give a figure by name, in the order of CellItem."""
    about = row.about

    def number(scaled: int | None) -> str | None:
        return None if scaled is None else scaled_text(scaled, about.decimals)

    value = number(row.value) if row.numerator is None else _rate(row)
    if row.worked is not None:
        value = format(row.worked, "f")
    parts = (row.total, row.least, row.greatest, row.latest)
    total, least, greatest, latest = map(number, parts) if row.made_of else (number(row.value),) * 4
    permanent, code = named_indicator(origin, about.library, about.code)
    return {
        "indicator_id": permanent,
        "indicator": code,
        "place": row.place,
        "period": row.period,
        "category": row.category,
        "claim": row.claim,
        "value": value,
        "numerator": number(row.numerator),
        "denominator": number(row.denominator),
        "no_number": row.no_number or None,
        "unit": about.unit,
        "made_of": row.made_of or STATED,
        "sum": total,
        "count": row.n_values if row.made_of else 1,
        "min": least,
        "max": greatest,
        "last": latest,
        "known": row.n_known,
        "expected": row.n_expected,
    }


def _rate(row: CellRow) -> str | None:
    over, under = (
        None if one is None else from_scaled(one, row.about.decimals)
        for one in (row.numerator, row.denominator)
    )
    factor = Decimal(100 if row.about.measure == Measure.PERCENTAGE else 1)
    found = rate(over, under, factor)
    return None if found is None else format(found, "f")

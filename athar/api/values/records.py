"""A measured value as lists give it, and what may be asked of such a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field

from athar.api.addresses import named_indicator
from athar.api.measured import AskedOfMeasured, Measured
from athar.api.moments import FORM, SAID
from athar.indicators.enums import NoNumber, ValueSource
from athar.indicators.queries import ValueRow
from athar.kernel.actor import public_name
from athar.kernel.aggregation import rate
from athar.kernel.quantity import scaled_text

_HUNDRED = Decimal(100)


class ValueChoice(AskedOfMeasured):
    """Which values."""

    claim: Literal["", "declared", "validated", "independent"] = Field(
        "", description="Who stands behind the values."
    )
    history: Literal["", "0", "1"] = Field(
        "", description="`1`: also the states that corrections superseded."
    )
    as_of: str = Field("", max_length=20, pattern=FORM, description=SAID)
    format: Literal["", "json", "csv"] = Field(
        "", description="`csv`: as a table; so does the header Accept: text/csv."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueItem(Measured):
    """A measured value with its provenance; null is unknown, never zero."""

    value: Annotated[Decimal | None, "In `unit`; of a ratio, computed from its two numbers."]
    numerator: Decimal | None
    denominator: Decimal | None
    text: Annotated[str | None, "Of an indicator in words."]
    no_number: Annotated[NoNumber | None, "Why there is no number."]
    unit: Annotated[str, "Code of the unit."]
    revision: Annotated[int, "0 as first stated; each correction adds one."]
    is_current: Annotated[bool, "False: a correction superseded it."]
    recorded_at: dt.datetime
    publication: Annotated[int | None, "Publication since which it is public; `as_of` takes it."]
    recorded_by: Annotated[str | None, "Who stated it, by name."]
    reason: Annotated[str | None, "Why it corrects what stood before."]
    source: Annotated[ValueSource, "By which way it came in."]
    source_file: Annotated[str | None, "Name of the file it stood in."]
    source_sha256: str | None
    cell: Annotated[str | None, "Where in the file."]
    written: Annotated[str | None, "What stood there, when it is not the plain number."]


def item_of(row: ValueRow, origin: str) -> dict[str, Any]:
    """Give a value by name, in the order of ValueItem: a thousand of them are written a second."""
    about, act, decimals = row.about, row.act, row.about.decimals
    value = None if row.value is None else scaled_text(row.value, decimals)
    over = under = None
    if row.numerator is not None and row.denominator is not None:
        over, under = scaled_text(row.numerator, decimals), scaled_text(row.denominator, decimals)
        value = _percent(over, under)
    permanent, code = named_indicator(origin, about.library, about.code)
    return {
        "indicator_id": permanent,
        "indicator": code,
        "place": row.place,
        "period": row.period,
        "category": row.category,
        "claim": row.claim,
        "value": value,
        "numerator": over,
        "denominator": under,
        "text": row.text or None,
        "no_number": row.no_number or None,
        "unit": about.unit,
        "revision": row.revision,
        "is_current": not row.is_superseded,
        "recorded_at": act.recorded_at,
        "publication": act.publication,
        "recorded_by": public_name(act.author) or None,
        "reason": act.reason or None if row.revision else None,
        "source": row.source,
        "source_file": act.file_name,
        "source_sha256": act.sha256,
        "cell": row.cell or None,
        "written": row.written or None,
    }


def _percent(over: str, under: str) -> str | None:
    found = rate(Decimal(over), Decimal(under), _HUNDRED)
    return None if found is None else format(found, "f")

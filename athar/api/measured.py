"""What lists of stated values and of figures put together of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ninja import Field

from athar.api.answering import AskedOfList
from athar.api.codes import (
    category_field,
    indicators_field,
    library_field,
    period_field,
    places_field,
    within_field,
)
from athar.indicators.enums import Claim


class AskedOfMeasured(AskedOfList):
    """Of which indicators, places, periods and part of the whole."""

    indicator: str = indicators_field()
    library: str = library_field()
    place: str = places_field()
    within: str = within_field()
    period: str = period_field()
    since: int | None = Field(None, ge=1000, le=2999, description="Periods from this year on.")
    until: int | None = Field(None, ge=1000, le=2999, description="Periods up to this year.")
    category: str = category_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of what, where and when something is known, and who says so."""

    indicator_id: Annotated[str, "Permanent identifier of the indicator."]
    indicator: Annotated[str, "The indicator as `library/code`."]
    place: Annotated[str, "The place as `scheme:code`."]
    period: Annotated[str, "`2024`, `2024-S1`, `2024-Q3`, `2024-03`, a day, or `start/end`."]
    category: Annotated[str, "Empty: the whole; else a part of it: `area=rural,sex=female`."]
    claim: Annotated[Claim, "Who stands behind it."]

"""What is stated of eligibility, as a form, a file or another system gives it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from athar.network.enums.eligibility import Confidence, CriterionKey


@dataclass(frozen=True, slots=True)
class FactDraft:
    """What is stated of one criterion; without answer and value: that it is not known."""

    criterion: CriterionKey
    is_met: bool | None = None
    value: Decimal | None = None
    source_title: str = ""
    source_url: str = ""
    source_year: int | None = None
    confidence: Confidence = Confidence.SEEN

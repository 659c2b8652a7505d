"""What an import or a form hands to the actions of reporting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.reporting.enums import ReportField


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What was written for one field and where; `no_number` says why there is none."""

    written: str = ""
    no_number: NoNumber | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What a body says of one commitment as of a date; None is unknown, never zero.

    Units: percents 0 to 100; committed and paid are running totals in whole currency units.
    """

    commitment_code: str
    as_of_on: dt.date
    declared_status: DeclaredStatus | None = None
    physical: Decimal | None = None
    financial: Decimal | None = None
    committed: Decimal | None = None
    paid: Decimal | None = None
    actual_start_on: dt.date | None = None
    actual_end_on: dt.date | None = None
    actual_end_precision: DatePrecision = DatePrecision.DAY
    forecast_end_on: dt.date | None = None
    narrative: Translated = field(default_factory=Translated)
    entries: Mapping[ReportField, EntryDraft] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Tell whether no field holds anything: then there is no report to publish."""
        return not any(
            (
                self.declared_status,
                self.physical is not None,
                self.financial is not None,
                self.committed is not None,
                self.paid is not None,
                self.actual_start_on,
                self.actual_end_on,
                self.forecast_end_on,
                self.narrative,
            )
        )

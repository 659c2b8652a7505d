"""What an import or a form hands to the actions of finance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.finance.enums import ExecutionKind
from athar.kernel.text import Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingDraft:
    """One line of planned funding; funder None or year None = not split that way."""

    commitment_code: str
    amount: Decimal
    funder_code: str | None = None
    year: int | None = None
    agreement_number: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDraft:
    """An amendment of an agreement; its shares replace all earlier ones.

    Shape: `origins` tells where the amount of each organisation stood, by its code.
    """

    number: int
    session_on: dt.date | None = None
    title: Translated = field(default_factory=Translated)
    shares: Mapping[str, Decimal | None] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """A partnership agreement; `shares` maps organisation codes to amounts.

    Shape: what is not stated stays as it is stored: an empty session or title, shares and
    amendments that are None, the commitments unless `states_commitments`. `origins` tells where
    the amount of each organisation stood, by its code.
    """

    number: str
    session_on: dt.date | None = None
    title: Translated = field(default_factory=Translated)
    commitment_codes: tuple[str, ...] = ()
    states_commitments: bool = True
    shares: Mapping[str, Decimal | None] | None = None
    origins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    amendments: tuple[AmendmentDraft, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionDraft:
    """A running total committed or paid at a date; `stated_in` is the key of what states it."""

    commitment_id: int
    kind: ExecutionKind
    on: dt.date
    amount: Decimal
    stated_in: str

"""What an import or a form hands to the actions of evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.evaluation.enums import NoWord, Stage
from athar.plans.enums import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDraft:
    """An evaluator's word on a commitment: `value` a step of the scale, else `no_word`.

    `commitment_code` is its code within the plan, `assessor_code` that of a registered body.
    """

    commitment_code: str
    scheme: str
    criterion: str
    version: str
    stage: Stage
    assessor_code: str
    value: str = ""
    no_word: NoWord | None = None
    assessed_on: dt.date | None = None
    assessed_precision: DatePrecision = DatePrecision.DAY
    source_url: str = ""
    origin: Mapping[str, Any] = field(default_factory=dict)

"""What is shown beside a field to author and validator alike: a code, worded when it is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """Whether a report can be submitted all the same."""

    REFUSE = "refuse"
    WARN = "warn"


class CheckCode(StrEnum):
    """What may be wrong or worth a second look in a report."""

    UNREADABLE = "unreadable"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    NUMBER_AND_REASON = "number_and_reason"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    ENDS_BEFORE_START = "ends_before_start"
    DAY_TO_COME = "day_to_come"
    STATUS_MISSING = "status_missing"
    TOO_MANY_SENTENCES = "too_many_sentences"
    COMPLETE_WITHOUT_EVIDENCE = "complete_without_evidence"
    COMPLETE_WITH_OPEN_MILESTONES = "complete_with_open_milestones"
    OBSTACLE_MISSING = "obstacle_missing"
    ACTION_MISSING = "action_missing"
    FOLLOW_UP_MISSING = "follow_up_missing"
    UNKNOWN_FIELD = "unknown_field"
    VALUE_REFUSED = "value_refused"
    REGRESSION = "regression"
    JUMP = "jump"
    PAYMENTS_AHEAD = "payments_ahead"
    PAID_ABOVE_COMMITTED = "paid_above_committed"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    VALUE_OUTLIER = "value_outlier"
    VALUE_JUMP = "value_jump"
    VALUE_REGRESSION = "value_regression"
    NOTHING_CHANGED = "nothing_changed"

    @property
    def severity(self) -> Severity:
        """Tell whether a report with this cannot be submitted."""
        return Severity.WARN if self in _WARNINGS else Severity.REFUSE


_WARNINGS = frozenset(
    {
        CheckCode.REGRESSION,
        CheckCode.JUMP,
        CheckCode.PAYMENTS_AHEAD,
        CheckCode.PAID_ABOVE_COMMITTED,
        CheckCode.VALUE_OUT_OF_RANGE,
        CheckCode.VALUE_OUTLIER,
        CheckCode.VALUE_JUMP,
        CheckCode.VALUE_REGRESSION,
        CheckCode.NOTHING_CHANGED,
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: its code, the field it stands at ("" = all of it), what to say it with.

    Shape: `params` holds plain texts and decimals.
    """

    code: CheckCode
    field: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Tell whether the report cannot be submitted with it."""
        return self.code.severity

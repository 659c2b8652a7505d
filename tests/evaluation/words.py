"""Assessments of the small plan, all invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from athar.evaluation.actions import record_assessments
from athar.evaluation.drafts import AssessmentDraft
from athar.evaluation.enums import Stage
from athar.plans.enums import DatePrecision


def said(code: str = "PDR-001", **more: Any) -> AssessmentDraft:
    """Give a word on a commitment: completion, limited, midway, by a body of the small plan."""
    given: dict[str, Any] = {
        "commitment_code": code,
        "scheme": "irm",
        "criterion": "completion",
        "version": "2011",
        "stage": Stage.PROGRESS,
        "assessor_code": "APDN",
        "assessed_on": dt.date(2024, 12, 31),
        "assessed_precision": DatePrecision.YEAR,
    }
    if "no_word" not in more:
        given["value"] = "limited"
    return AssessmentDraft(**(given | more))


def record(plan_id: int, *drafts: AssessmentDraft) -> Any:
    """Let the system record assessments."""
    return record_assessments(by=None, plan_id=plan_id, drafts=drafts)

"""What evaluators say of a commitment, under the names by which twins and programs know it."""

from __future__ import annotations

from typing import Any

from athar.evaluation.queries import AssessmentView


def assessment_facts(one: AssessmentView) -> dict[str, Any]:
    """Give an evaluator's word; None is unknown.

    Shape: `value` is a step of the scale, None where there is none, and then `no_word` is NA, NR
    or ND; `rank` counts the steps from the lowest, out of `n_steps`, None for what is not on it.
    """
    return {
        "scheme": one.criterion.scheme,
        "criterion": one.criterion.code,
        "version": one.criterion.version,
        "stage": one.stage.value,
        "value": one.step.code if one.step else None,
        "no_word": one.no_word.value if one.no_word else None,
        "rank": one.step.rank if one.step else None,
        "n_steps": one.criterion.n_steps,
        "criterion_names": one.criterion.names,
        "value_names": one.step.names if one.step else None,
        "assessor": {"code": one.assessor_code, "names": one.assessor},
        "assessed_on": one.assessed_on,
        "assessed_precision": one.assessed_precision.value if one.assessed_on else None,
        "source_url": one.source_url or None,
        "publication": one.publication,
    }


def mark_facts(one: AssessmentView | None) -> dict[str, Any]:
    """Give the word that stands beside the two statuses as lists have it, all None without one."""
    return {
        "assessed": one.code if one else None,
        "assessed_by": one.assessor_code if one else None,
        "assessed_on": one.assessed_on if one else None,
    }

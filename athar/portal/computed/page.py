"""What the page "how was this computed" shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.evidence.queries import EvidenceView, public_evidence
from athar.plans.queries import PlanView, plan_by_code
from athar.portal.computed.asked import NONE_STATED, Asked
from athar.rollups.enums import SubjectKind
from athar.rollups.explanations import Explanation
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import commitment_with_figures, explain, subject_names

_MAY_BE_UNSTATED = (SubjectKind.LEAD, SubjectKind.FUNDER)


@dataclass(frozen=True, slots=True)
class ComputedPage:
    """One figure explained: its plan, the explanation, and the evidence the public may see.

    Shape: `figures` are those of the commitment, None for a figure of many; `evidence` by subject
    ("report:7"), with what backs the plan as a whole ("plan:1").
    """

    plan: PlanView
    explanation: Explanation
    figures: CommitmentFigures | None
    evidence: Mapping[str, tuple[EvidenceView, ...]]

    @property
    def counts_projects(self) -> bool:
        """Tell whether this plan calls its commitments projects."""
        return self.plan.kind.counts_projects

    @property
    def is_of_one(self) -> bool:
        """Tell whether the figure is that of a single commitment."""
        return self.figures is not None


def gather_computed(plan_code: str, asked: Asked) -> ComputedPage | None:
    """Gather what explains a figure of a published plan, None when there is no such figure.

    Queries: at most 9.
    """
    if asked.kind is SubjectKind.COMMITMENT:
        return _of_commitment(plan_code, asked)
    plan = plan_by_code(plan_code)
    subject = _subject(plan, asked) if plan else None
    if plan is None or subject is None:
        return None
    explanation = explain(asked.figure, subject, plan_id=plan.id)
    if explanation is None:
        return None
    return ComputedPage(plan, explanation, None, public_evidence([f"plan:{plan.id}"]))


def _of_commitment(plan_code: str, asked: Asked) -> ComputedPage | None:
    found = commitment_with_figures(plan_code, asked.code)
    if found is None:
        return None
    view, figures = found
    explanation = explain(asked.figure, f"{SubjectKind.COMMITMENT}:{view.id}")
    if explanation is None:
        return None
    keys = [f"plan:{view.plan.id}"]
    for one in explanation.inputs:
        keys += one.provenance.evidence_keys if one.provenance else ()
    return ComputedPage(view.plan, explanation, figures, public_evidence(keys))


def _subject(plan: PlanView, asked: Asked) -> str | None:
    if asked.kind is SubjectKind.PLAN:
        return f"{asked.kind}:{plan.id}"
    if asked.code == NONE_STATED and asked.kind in _MAY_BE_UNSTATED:
        return f"{asked.kind}:0"
    named = subject_names(plan.id)[asked.kind].values()
    found = next((one for one in named if one.code == asked.code), None)
    return f"{asked.kind}:{found.id}" if found else None

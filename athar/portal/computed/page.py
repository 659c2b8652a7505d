"""What the page "how was this computed" shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.evidence.queries import EvidenceView, ImportedFile, public_evidence_and_imports
from athar.finance.queries import AgreementView, FundingLineView, money_of
from athar.plans.queries import PlanView, plan_by_code
from athar.portal.computed.asked import NONE_STATED, Asked
from athar.rollups.enums import Figure, SubjectKind
from athar.rollups.explanations import Explanation
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import commitment_with_figures, explain, subject_names

_MAY_BE_UNSTATED = (SubjectKind.LEAD, SubjectKind.FUNDER)


@dataclass(frozen=True, slots=True)
class ComputedPage:
    """One figure explained: its plan, the explanation, and the evidence the public may see.

    Shape: `figures` are those of the commitment, None for a figure of many; `evidence` by subject
    ("report:7"), with what backs the plan as a whole ("plan:1"); `imports` the files that figures
    were read from, by checksum. Of a commitment `origin` tells where its facts stood; `funding` and
    `agreements` are who pays, where the figure is its money.
    """

    plan: PlanView
    explanation: Explanation
    figures: CommitmentFigures | None
    evidence: Mapping[str, tuple[EvidenceView, ...]]
    imports: Mapping[str, ImportedFile]
    origin: Mapping[str, Any] = field(default_factory=dict)
    funding: tuple[FundingLineView, ...] = ()
    agreements: tuple[AgreementView, ...] = ()

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

    Queries: at most 10.
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
    evidence, imports = public_evidence_and_imports([f"plan:{plan.id}"])
    return ComputedPage(plan, explanation, None, evidence, imports)


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
        stated = (one.provenance, *one.stated.values())
        keys += (key for each in stated if each for key in each.evidence_keys)
    evidence, imports = public_evidence_and_imports(keys)
    money = money_of(view.id) if asked.figure is Figure.MONEY else None
    return ComputedPage(
        view.plan,
        explanation,
        figures,
        evidence,
        imports,
        origin=view.origin,
        funding=money.funding.lines if money else (),
        agreements=money.agreements if money else (),
    )


def _subject(plan: PlanView, asked: Asked) -> str | None:
    if asked.kind is SubjectKind.PLAN:
        return f"{asked.kind}:{plan.id}"
    if asked.code == NONE_STATED and asked.kind in _MAY_BE_UNSTATED:
        return f"{asked.kind}:0"
    named = subject_names(plan.id)[asked.kind].values()
    found = next((one for one in named if one.code == asked.code), None)
    return f"{asked.kind}:{found.id}" if found else None

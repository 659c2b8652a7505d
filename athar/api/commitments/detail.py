"""One commitment with everything that is public of it, as its `.json` twin gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Annotated, Any

from athar.api.addresses import pages, permanent
from athar.api.commitments import parts
from athar.api.commitments.results import ResultOf, results_of_commitment
from athar.evaluation.queries import AssessmentView
from athar.evidence.queries import EvidenceView, PhotoView
from athar.finance.queries import AgreementView, CommitmentMoney, Funding, Share
from athar.kernel.text import Translated
from athar.opendata.assessments import assessment_facts
from athar.opendata.facts import facts
from athar.opendata.obstacles import obstacle_facts
from athar.opendata.proofs import pictures_of, proof_facts
from athar.plans.enums import InclusionMarker
from athar.plans.queries import (
    CarryOverView,
    CommitmentVersionView,
    CommitmentView,
    ContributionView,
    MilestoneView,
)
from athar.reporting.queries import ObstacleView, ReportView, Timeline
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDetail:
    """A commitment: what was promised, how it goes, who says so, what it costs."""

    id: Annotated[str, "Permanent identifier; it never changes."]
    url: Annotated[Translated, "Its page by language."]
    plan: parts.PlanOf
    code: Annotated[str, "Code within the plan."]
    title: Translated
    summary: Translated
    problem: Translated
    solution: Translated
    expected_results: Translated
    is_sample: Annotated[bool, "Invented, to show how the platform works: do not quote."]
    source_url: str | None
    origin: Annotated[Any, "In which file, sheet and row it stood."]
    groupings: Annotated[tuple[parts.Grouping, ...], "From the top down."]
    covers_whole_place: Annotated[bool, "Whether it covers the whole place of the plan."]
    inclusion: Annotated[
        InclusionMarker | None, "Inclusion and equality as a purpose of it; null: not examined."
    ]
    places: tuple[parts.Located, ...]
    bodies: tuple[parts.Involved, ...]
    themes: tuple[parts.ThemeOf, ...]
    n_sub_projects: int | None
    approved_on: dt.date | None
    figures: parts.Figures
    dates: parts.DatesOf
    milestones: tuple[parts.Step, ...]
    funding: parts.FundingOf
    agreements: tuple[parts.AgreementOf, ...]
    executions: tuple[parts.Executed, ...]
    reports: Annotated[tuple[parts.ReportOf, ...], "Published reports, newest first."]
    withdrawn_reports: tuple[parts.Withdrawn, ...]
    evidence: tuple[parts.Proof, ...]
    versions: Annotated[tuple[parts.VersionOf, ...], "Newest first."]
    carried_to: tuple[parts.CarriedOver, ...]
    carried_from: tuple[parts.CarriedOver, ...]
    contributes_to: Annotated[tuple[parts.Contribution, ...], "Commitments of other plans."]
    contributors: Annotated[tuple[parts.Contribution, ...], "Commitments of other plans."]
    obstacles: Annotated[tuple[parts.ObstacleOf, ...], "Newest first."]
    assessments: Annotated[tuple[parts.AssessmentOf, ...], "By independent evaluators."]
    results: Annotated[tuple[ResultOf, ...], "What it is to change, and how far that has come."]


_SAME = (
    *("code", "title", "summary", "problem", "solution", "expected_results", "is_sample"),
    *("origin", "covers_whole_place", "inclusion", "n_sub_projects", "approved_on"),
)


def detail_of(
    one: CommitmentView,
    figures: CommitmentFigures,
    money: CommitmentMoney,
    timeline: Timeline,
    origin: str,
    *,
    results: Iterable[Result] = (),
    obstacles: Iterable[ObstacleView],
    assessments: Iterable[AssessmentView],
    today: dt.date,
    photos: Mapping[int, PhotoView],
) -> CommitmentDetail:
    """Give a commitment with everything around it, as of the day `today`."""
    plan = one.plan
    return CommitmentDetail(
        id=permanent(origin, "commitment", plan=plan.code, code=one.code),
        url=pages(origin, "commitment", plan=plan.code, code=one.code),
        plan=parts.PlanOf(plan.code, plan.title, plan.is_sample),
        **{name: getattr(one, name) for name in _SAME},
        source_url=one.source_url or None,
        groupings=tuple(parts.Grouping(node.code, node.title) for node in one.groupings),
        places=tuple(
            parts.Located(at.scheme, at.code, at.names, at.latitude, at.longitude)
            for at in one.places
        ),
        bodies=tuple(
            parts.Involved(body.role, body.organisation.code, body.organisation.names)
            for body in one.bodies
        ),
        themes=tuple(
            parts.ThemeOf(theme.taxonomy, theme.version, theme.code, theme.names)
            for theme in one.themes
        ),
        figures=_figures(one, figures),
        dates=_dates(one, figures),
        milestones=tuple(map(_step, one.milestones)),
        funding=_funding(money.funding),
        agreements=tuple(map(_agreement, money.agreements)),
        executions=tuple(parts.Executed(row.kind, row.on, row.amount) for row in money.executions),
        **_said(timeline, partial(_proof, photos, origin)),
        versions=tuple(map(_version, one.versions)),
        carried_to=tuple(map(_carried, one.carried_to)),
        carried_from=tuple(map(_carried, one.carried_from)),
        contributes_to=tuple(map(_contribution, one.contributes_to)),
        contributors=tuple(map(_contribution, one.contributors)),
        obstacles=tuple(_obstacle(one, today) for one in obstacles),
        assessments=tuple(map(_assessment, assessments)),
        results=results_of_commitment(results),
    )


_FIGURES = tuple(one.name for one in fields(parts.Figures))


def _step(step: MilestoneView) -> parts.Step:
    return parts.Step(
        step.title,
        step.first_planned_on,
        step.planned_on,
        step.done_on,
        step.requires_evidence,
    )


def _figures(one: CommitmentView, figures: CommitmentFigures) -> parts.Figures:
    return parts.Figures(**facts(figures, _FIGURES), first_amount=one.first_amount)


def _dates(one: CommitmentView, figures: CommitmentFigures) -> parts.DatesOf:
    dates = figures.dates
    return parts.DatesOf(
        first_planned_start_on=dates.first_planned_start_on,
        first_planned_end_on=dates.first_planned_end_on,
        planned_start_on=dates.planned_start_on,
        planned_start_precision=one.planned_start_precision,
        planned_end_on=dates.planned_end_on,
        planned_end_precision=one.planned_end_precision,
        actual_start_on=dates.actual_start_on,
        actual_end_on=dates.actual_end_on,
        forecast_end_on=dates.forecast_end_on,
        last_reported_on=dates.last_reported_on,
    )


def paying(one: Share) -> parts.Paying:
    """Give what a body pays."""
    return parts.Paying(one.organisation.code, one.organisation.names, one.amount, one.origin)


def _funding(funding: Funding) -> parts.FundingOf:
    return parts.FundingOf(
        total=funding.total,
        by_funder=tuple(map(paying, funding.by_funder)),
        by_year=tuple(parts.OfYear(year, amount) for year, amount in funding.by_year),
        lines=tuple(
            parts.Line(
                line.funder.code if line.funder else None,
                line.year,
                line.agreement_number,
                line.origin,
                line.amount,
            )
            for line in funding.lines
        ),
    )


def _agreement(one: AgreementView) -> parts.AgreementOf:
    return parts.AgreementOf(
        number=one.number,
        title=one.title,
        session_on=one.session_on,
        total=one.total,
        parties=tuple(map(paying, one.shares)),
        amendments=tuple(parts.AmendmentOf(it.number, it.session_on) for it in one.amendments),
    )


Proved = Callable[[EvidenceView], parts.Proof]


def _said(timeline: Timeline, proved: Proved) -> dict[str, Any]:
    return {
        "reports": tuple(_report(one, proved) for one in timeline.reports),
        "withdrawn_reports": tuple(
            parts.Withdrawn(one.as_of_on, one.withdrawn_at, one.actor_name or None, one.reason)
            for one in timeline.withdrawals
        ),
        "evidence": tuple(map(proved, timeline.evidence)),
    }


def _report(one: ReportView, proved: Proved) -> parts.ReportOf:
    return parts.ReportOf(
        as_of_on=one.as_of_on,
        declared_status=one.declared,
        physical_percent=one.physical,
        declared_financial_percent=one.financial,
        actual_start_on=one.actual_start_on,
        actual_end_on=one.actual_end_on,
        forecast_end_on=one.forecast_end_on,
        narrative=one.narrative,
        author=one.author_name or None,
        is_validated=one.is_validated,
        validated_by=one.validated_by or None,
        validated_at=one.validated_at,
        published_at=one.published_at,
        source_file=one.source.get("file"),
        no_number={str(field): reason for field, reason in one.no_number.items()},
        evidence=tuple(map(proved, one.evidence)),
    )


def _obstacle(one: ObstacleView, today: dt.date) -> parts.ObstacleOf:
    said = obstacle_facts(one, today)
    action = said.pop("corrective_action")
    if action is not None:
        told = tuple(parts.FollowedUp(**each) for each in action.pop("follow_ups"))
        action = parts.ActionOf(**action, follow_ups=told)
    return parts.ObstacleOf(**said, corrective_action=action)


def _assessment(one: AssessmentView) -> parts.AssessmentOf:
    said = assessment_facts(one)
    assessor = parts.Assessor(**said.pop("assessor"))
    return parts.AssessmentOf(**said, assessor=assessor)


def _proof(photos: Mapping[int, PhotoView], origin: str, one: EvidenceView) -> parts.Proof:
    photo = photos.get(one.id)
    pictures = tuple(parts.PictureOf(*each) for each in pictures_of(one, photo, origin))
    return parts.Proof(**proof_facts(one, photo, origin), pictures=pictures)


def _contribution(one: ContributionView) -> parts.Contribution:
    return parts.Contribution(
        f"/id/commitment/{one.plan_code}/{one.code}", one.plan_code, one.code, one.title, one.share
    )


def _carried(one: CarryOverView) -> parts.CarriedOver:
    return parts.CarriedOver(
        fate=one.fate.value,
        id=f"/id/commitment/{one.plan_code}/{one.code}" if one.code else None,
        plan=one.plan_code or None,
        code=one.code or None,
        reason=one.reason,
        publication=one.publication,
    )


def _version(one: CommitmentVersionView) -> parts.VersionOf:
    return parts.VersionOf(
        number=one.number,
        published_on=one.published_on,
        what=one.what,
        why=one.why or None,
        decided_by=one.decided_by or None,
        decided_on=one.decided_on,
        before=one.before,
        after=one.after if one.before is not None else None,
    )

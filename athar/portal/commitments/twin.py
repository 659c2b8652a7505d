"""A commitment as machines read it: codes, exact numbers, dates; None is unknown, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from athar.evidence.queries import EvidenceView
from athar.finance.queries import AgreementView, Funding, Share
from athar.opendata.facts import facts
from athar.opendata.proofs import pictures_of, proof_facts
from athar.people.queries import OrganisationRef
from athar.plans.queries import (
    CarryOverView,
    CommitmentPlaceView,
    CommitmentVersionView,
    ContributionView,
    MilestoneView,
    ThemeView,
)
from athar.portal.commitments.page import CommitmentPage
from athar.reporting.queries import ReportView, WithdrawalView


def commitment_for_machines(
    page: CommitmentPage, permanent_url: str, origin: str
) -> dict[str, Any]:
    """Give the page as JSON holds it.

    Units: percents 0 to 100, exact; money in whole units of `currency`; days late are positive.
    """
    one, plan = page.commitment, page.plan
    return {
        "id": permanent_url,
        "plan": {"code": plan.code, "title": plan.title, "is_sample": plan.is_sample},
        "code": one.code,
        "title": one.title,
        "summary": one.summary,
        "problem": one.problem,
        "solution": one.solution,
        "expected_results": one.expected_results,
        "is_sample": one.is_sample,
        "source_url": one.source_url or None,
        "origin": one.origin,
        "groupings": [{"code": node.code, "title": node.title} for node in one.groupings],
        "covers_whole_place": one.covers_whole_place,
        "inclusion": one.inclusion.value if one.inclusion else None,
        "places": [_place(place) for place in one.places],
        "bodies": [{"role": body.role.value, **_body(body.organisation)} for body in one.bodies],
        "themes": [_theme(theme) for theme in one.themes],
        "n_sub_projects": one.n_sub_projects,
        "approved_on": one.approved_on,
        "figures": _figures(page),
        "dates": _dates(page),
        "milestones": [_step(step) for step in one.milestones],
        "funding": _funding(page.money.funding),
        "agreements": [_agreement(agreement) for agreement in page.money.agreements],
        "executions": [
            {"kind": row.kind.value, "on": row.on, "amount": row.amount}
            for row in page.money.executions
        ],
        "reports": [_report(page, report, origin) for report in page.timeline.reports],
        "withdrawn_reports": [_withdrawal(one) for one in page.timeline.withdrawals],
        "evidence": [_evidence(page, proof, origin) for proof in page.timeline.evidence],
        "versions": [_version(version) for version in one.versions],
        "carried_to": [_carried(link) for link in one.carried_to],
        "carried_from": [_carried(link) for link in one.carried_from],
        "contributes_to": [_contribution(link) for link in one.contributes_to],
        "contributors": [_contribution(link) for link in one.contributors],
    }


def _contribution(one: ContributionView) -> dict[str, Any]:
    return {
        "id": f"/id/commitment/{one.plan_code}/{one.code}",
        "plan": one.plan_code,
        "code": one.code,
        "title": one.title,
        "share": one.share,
    }


def _carried(one: CarryOverView) -> dict[str, Any]:
    is_named = bool(one.code)
    return {
        "fate": one.fate.value,
        "id": f"/id/commitment/{one.plan_code}/{one.code}" if is_named else None,
        "plan": one.plan_code or None,
        "code": one.code or None,
        "reason": one.reason,
        "publication": one.publication,
    }


def _place(one: CommitmentPlaceView) -> dict[str, Any]:
    return {
        "scheme": one.scheme,
        "code": one.code,
        "names": one.names,
        "latitude": one.latitude,
        "longitude": one.longitude,
    }


def _theme(one: ThemeView) -> dict[str, Any]:
    return {
        "taxonomy": one.taxonomy,
        "version": one.version,
        "code": one.code,
        "names": one.names,
    }


def _step(one: MilestoneView) -> dict[str, Any]:
    return {
        "title": one.title,
        "first_planned_on": one.first_planned_on,
        "planned_on": one.planned_on,
        "done_on": one.done_on,
        "requires_evidence": one.requires_evidence,
    }


def _body(one: OrganisationRef) -> dict[str, Any]:
    return {"code": one.code, "names": one.names}


_FIGURES = (
    "declared_status",
    "is_validated",
    "is_removed",
    "computed_status",
    "ratio",
    "planned_at_report_percent",
    "planned_today_percent",
    "physical_percent",
    "financial_percent",
    "has_gap",
    "currency",
    "amount",
    "first_amount",
    "committed",
    "paid",
    "slippage_first_days",
    "slippage_current_days",
    "start_slippage_days",
    "silent_days",
    "overdue_days",
)


def _figures(page: CommitmentPage) -> dict[str, Any]:
    said = facts(page.figures, _FIGURES) | {"first_amount": page.commitment.first_amount}
    return {name: said[name] for name in _FIGURES}


def _dates(page: CommitmentPage) -> dict[str, Any]:
    one, dates = page.commitment, page.figures.dates
    return {
        "first_planned_start_on": dates.first_planned_start_on,
        "first_planned_end_on": dates.first_planned_end_on,
        "planned_start_on": dates.planned_start_on,
        "planned_start_precision": one.planned_start_precision.value,
        "planned_end_on": dates.planned_end_on,
        "planned_end_precision": one.planned_end_precision.value,
        "actual_start_on": dates.actual_start_on,
        "actual_end_on": dates.actual_end_on,
        "forecast_end_on": dates.forecast_end_on,
        "last_reported_on": dates.last_reported_on,
    }


def _funding(funding: Funding) -> dict[str, Any]:
    """Give the totals by funder and by year, two readings of one sum, and each line as stated."""
    return {
        "total": funding.total,
        "by_funder": [_share(share) for share in funding.by_funder],
        "by_year": [{"year": year, "amount": amount} for year, amount in funding.by_year],
        "lines": [
            {
                "funder": line.funder.code if line.funder else None,
                "year": line.year,
                "agreement": line.agreement_number,
                "origin": line.origin,
                "amount": line.amount,
            }
            for line in funding.lines
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    return {**_body(share.organisation), "amount": share.amount, "origin": share.origin}


def _agreement(one: AgreementView) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "session_on": one.session_on,
        "total": one.total,
        "parties": [_share(share) for share in one.shares],
        "amendments": [
            {"number": amendment.number, "session_on": amendment.session_on}
            for amendment in one.amendments
        ],
    }


def _report(page: CommitmentPage, one: ReportView, origin: str) -> dict[str, Any]:
    return {
        "as_of_on": one.as_of_on,
        "declared_status": one.declared,
        "physical_percent": one.physical,
        "declared_financial_percent": one.financial,
        "actual_start_on": one.actual_start_on,
        "actual_end_on": one.actual_end_on,
        "forecast_end_on": one.forecast_end_on,
        "narrative": one.narrative,
        "author": one.author_name or None,
        "is_validated": one.is_validated,
        "validated_by": one.validated_by or None,
        "validated_at": one.validated_at,
        "published_at": one.published_at,
        "source_file": one.source.get("file"),
        "no_number": _plain(one.no_number),
        "evidence": [_evidence(page, proof, origin) for proof in one.evidence],
    }


def _plain(reasons: Mapping[Any, Any]) -> dict[str, str]:
    return {str(field): str(why) for field, why in reasons.items()}


def _withdrawal(one: WithdrawalView) -> dict[str, Any]:
    return {
        "as_of_on": one.as_of_on,
        "withdrawn_at": one.withdrawn_at,
        "by": one.actor_name or None,
        "reason": one.reason,
    }


def _evidence(page: CommitmentPage, one: EvidenceView, origin: str) -> dict[str, Any]:
    photo = page.photos.get(one.id)
    return {
        **proof_facts(one, photo, origin),
        "pictures": [
            {"url": url, "width": width, "height": height}
            for url, width, height in pictures_of(one, photo, origin)
        ],
    }


def _version(one: CommitmentVersionView) -> dict[str, Any]:
    return {
        "number": one.number,
        "published_on": one.published_on,
        "what": one.what,
        "why": one.why or None,
        "decided_by": one.decided_by or None,
        "decided_on": one.decided_on,
        "before": one.before,
        "after": one.after if one.before is not None else None,
    }

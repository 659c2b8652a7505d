"""What the page of a commitment shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.evidence.queries import PhotoView
from athar.finance.queries import CommitmentMoney, MoneyThen, money_of, money_then
from athar.opendata.proofs import photos_in
from athar.people.queries import OrganisationRef
from athar.plans.enums import BodyRole
from athar.plans.queries import CommitmentView, PlanView
from athar.reference.queries import MapShapes, map_of_parts
from athar.reporting.queries import ReportView, Timeline, timeline_of
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import Past, commitment_as_of, commitment_with_figures

#: Who answers for a commitment: the lead body of an action plan, the owner of a project.
LEADING = (BodyRole.LEAD, BodyRole.OWNER)


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """A commitment the public sees: what was promised, how it goes, who says so, what it costs.

    `map` shows the parts of the plan's place, None when no outline of them is known; `photos` by
    the key of the evidence.
    """

    commitment: CommitmentView
    figures: CommitmentFigures
    money: CommitmentMoney
    timeline: Timeline
    map: MapShapes | None
    photos: Mapping[int, PhotoView]

    @property
    def plan(self) -> PlanView:
        """Give the plan it stands in."""
        return self.commitment.plan

    @property
    def leads(self) -> tuple[OrganisationRef, ...]:
        """Give the bodies that answer for it."""
        return tuple(one.organisation for one in self.commitment.bodies if one.role in LEADING)

    @property
    def last_report(self) -> ReportView | None:
        """Give the newest published report."""
        return next(iter(self.timeline.reports), None)


def gather_commitment(plan_code: str, code: str, past: Past | None = None) -> CommitmentPage | None:
    """Gather the page of a commitment, None when the public has none of that code.

    Shape: `past` is the plan at an earlier publication, None for the present.
    Queries: 5, 4 when the plan has no place, 1 more with photographs; of the past 11 at most.
    """
    found = commitment_as_of(past, code) if past else commitment_with_figures(plan_code, code)
    if found is None:
        return None
    commitment, figures = found
    place_id = commitment.plan.place_id
    timeline = timeline_of(commitment.id, past.as_of if past else None)
    return CommitmentPage(
        commitment=commitment,
        figures=figures,
        money=_money_then(past, commitment) if past else money_of(commitment.id),
        timeline=timeline,
        map=None if place_id is None else map_of_parts(place_id),
        photos=photos_in(timeline),
    )


def _money_then(past: Past, one: CommitmentView) -> CommitmentMoney:
    keys = past.reports.keys
    return money_then(MoneyThen(one.plan.id, past.then.version, one.id, one.code, keys))

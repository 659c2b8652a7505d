"""Every published plan in one line, for pages that list many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.plans.enums import PlanKind
from athar.plans.models import Plan
from athar.rollups.contributions import read_memberships
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import Percentage
from athar.rollups.models import Progress
from athar.rollups.queries.groups import percentage, physical_of
from athar.rollups.queries.readings import read_today
from athar.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A published plan: its place, its period, its commitments, how far their work is.

    Shape: `n` leaves out what an amendment removed; `physical` of a plan without commitments is
    unknown.
    """

    code: str
    kind: PlanKind
    title: Translated
    short_title: Translated
    place_id: int | None
    start_on: dt.date
    end_on: dt.date
    is_sample: bool
    n: int
    physical: Percentage

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether a day lies in its period."""
        return self.start_on <= day <= self.end_on


def plan_lines() -> tuple[PlanLine, ...]:
    """Give every published plan in one line, the one that started last first. Queries: 2."""
    sums = {row.plan_id: row for row in _SUMS.objects()}
    return tuple(_line(plan, sums.get(plan.pk)) for plan in _PLANS.objects())


def _line(plan: Plan, sums: Progress | None) -> PlanLine:
    row = sums or Progress()
    return PlanLine(
        code=plan.code,
        kind=PlanKind(plan.kind),
        title=plan.title,
        short_title=plan.short_title,
        place_id=plan.place_id,
        start_on=plan.start_on,
        end_on=plan.end_on,
        is_sample=plan.is_sample,
        n=row.n_total - row.n_removed,
        physical=percentage(physical_of(row, plan.weight_rule)),
    )


def _plans() -> QuerySet[Plan]:
    rows = Plan.objects.filter(current_version__gt=0).order_by("-start_on", "code")
    fields = ("code", "kind", "title", "short_title", "place", "start_on", "end_on", "is_sample")
    return rows.only(*fields, "weight_rule")


def _sums() -> QuerySet[Progress]:
    rows = Progress.objects.filter(kind=SubjectKind.PLAN, plan__current_version__gt=0)
    counts = ("n_total", "n_cancelled", "n_removed", "n_weighted", "n_validated_complete")
    return rows.only("plan", *counts, "weight_sum", "weighted_sum")


_PLANS, _SUMS = Prepared(_plans), Prepared(_sums)


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment in one line: its status of today, how far it is, the themes it counts in.

    Units: `physical` in percent, None when it is not known.
    """

    id: int
    plan_code: str
    code: str
    title: Translated
    status: ComputedStatus
    is_validated: bool
    physical: Decimal | None
    theme_ids: frozenset[int]


def commitment_lines(plan_codes: Collection[str]) -> tuple[CommitmentLine, ...]:
    """Give the commitments of published plans, in the order of each; not those taken out.

    Queries: 2, none without plans.
    """
    if not plan_codes:
        return ()
    plans = list(Plan.objects.filter(code__in=plan_codes, current_version__gt=0))
    rows = read_today(Progress.objects.filter(plan__in=plans, n_removed=0), plans)
    columns = ("subject_id", "plan__code", "commitment__code", "commitment__title")
    figures = ("status", "is_validated", "physical", "counted_in")
    ordered = rows.order_by("-plan__start_on", "plan__code", "commitment__position", "subject_id")
    return tuple(
        CommitmentLine(
            id=key,
            plan_code=plan_code,
            code=code,
            title=title,
            status=ComputedStatus(status),
            is_validated=is_validated,
            physical=physical,
            theme_ids=frozenset(
                subject.id
                for subject, _share in read_memberships(counted_in)
                if subject.kind == SubjectKind.THEME
            ),
        )
        for key, plan_code, code, title, status, is_validated, physical, counted_in in (
            ordered.values_list(*columns, *figures)
        )
    )

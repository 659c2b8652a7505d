"""Every published plan in one line, for pages that list many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

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


class _Sums(NamedTuple):
    """What is kept of a plan as a whole, by the names it has in the store."""

    plan_id: int
    n_total: int = 0
    n_cancelled: int = 0
    n_removed: int = 0
    n_weighted: int = 0
    n_validated_complete: int = 0
    weight_sum: int = 0
    weighted_sum: int = 0


def plan_lines() -> tuple[PlanLine, ...]:
    """Give every published plan in one line, the one that started last first. Queries: 2."""
    sums = {row[0]: _Sums._make(row) for row in _SUMS.rows()}
    return tuple(
        _line(weight_rule, sums.get(key, _Sums(key)), *plan)
        for key, weight_rule, *plan in _PLANS.rows()
    )


def _line(weight_rule: str, sums: Any, code: str, kind: str, *more: Any) -> PlanLine:
    # has the fields of Progress that the percentage reads
    physical = percentage(physical_of(sums, weight_rule))
    return PlanLine(*(code, PlanKind(kind), *more, sums.n_total - sums.n_removed, physical))


def _plans() -> QuerySet[Plan, Any]:
    rows = Plan.objects.filter(current_version__gt=0).order_by("-start_on", "code")
    names = ("title", "short_title", "place_id", "start_on", "end_on", "is_sample")
    return rows.values_list("pk", "weight_rule", "code", "kind", *names)


def _sums() -> QuerySet[Progress, Any]:
    rows = Progress.objects.filter(kind=SubjectKind.PLAN, plan__current_version__gt=0)
    return rows.values_list(*_Sums._fields)


# read as rows: objects of a few hundred plans take longer than all else on a page of many
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

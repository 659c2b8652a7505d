"""Light rows of commitments with their computed status of today, put together by group."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When

from athar.kernel import clock
from athar.kernel.progress import (
    ComputedStatus,
    DeclaredStatus,
    Thresholds,
    planned_share,
)
from athar.plans.models import Plan
from athar.rollups.contributions import Subject, read_memberships
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import StatusCount
from athar.rollups.models import Progress
from athar.rows.prepared import Prepared

_DAYS_IN_MONTH = Decimal("365.25") / 12


def thresholds() -> Thresholds:
    """Give the thresholds in force in this installation."""
    in_force: Thresholds = settings.PROGRESS_THRESHOLDS
    return in_force


def published_plans() -> QuerySet[Plan]:
    """Give the plans that the public may see."""
    return Plan.objects.filter(current_version__gt=0)


def read_today(rows: QuerySet[Progress], plans: Iterable[Plan | Rhythm]) -> QuerySet[Progress]:
    """Add to the rows of commitments of some plans what depends on today.

    Shape: `status` is the computed status, by the same rules in the same order as the kernel's
    computed_status; `lately` is 1 when reported within one reporting period before today.
    Source: methods.md §3.
    """
    today, limits = clock.today(), thresholds()
    known = Q(physical__isnull=False, last_reported_on__isnull=False)
    has_period = Q(first_planned_start_on__lte=F("first_planned_end_on"))
    rules = (
        (
            Q(n_removed__gt=0) | Q(declared_status=DeclaredStatus.CANCELLED),
            ComputedStatus.CANCELLED,
        ),
        (Q(declared_status=DeclaredStatus.COMPLETED), ComputedStatus.COMPLETED),
        (Q(first_planned_start_on__gt=today), ComputedStatus.NOT_DUE),
        (~known, ComputedStatus.NO_DATA),
        (_older_than(limits.stale_periods, plans, today), ComputedStatus.STALE),
        (Q(ratio__gte=limits.on_track), ComputedStatus.ON_TRACK),
        (Q(ratio__gte=limits.at_risk), ComputedStatus.AT_RISK),
        (Q(ratio__isnull=False), ComputedStatus.OFF_TRACK),
        (has_period, ComputedStatus.NOT_DUE),
    )
    lately = Q(last_reported_on__isnull=False) & ~_older_than(Decimal(1), plans, today)
    return rows.filter(kind=SubjectKind.COMMITMENT).annotate(
        status=Case(
            *(When(rule, then=Value(status.value)) for rule, status in rules),
            default=Value(ComputedStatus.NO_DATA.value),
            output_field=CharField(),
        ),
        lately=Case(When(lately, then=Value(1)), default=Value(0), output_field=IntegerField()),
    )


def days_of_periods(periods: Decimal | int, months: int) -> dt.timedelta:
    """Give how long so many reporting periods of so many months are, in whole days."""
    return dt.timedelta(days=int(periods * months * _DAYS_IN_MONTH))


def _older_than(periods: Decimal, plans: Iterable[Plan | Rhythm], today: dt.date) -> Q:
    """Tell which reports are older than so many reporting periods of their plan."""
    by_rhythm: defaultdict[int, list[int]] = defaultdict(list)
    for plan in plans:
        by_rhythm[plan.reporting_months].append(plan.pk)
    older = Q(pk__in=())
    for months, plan_ids in by_rhythm.items():
        day = today - days_of_periods(periods, months)
        older |= Q(plan__in=plan_ids, last_reported_on__lt=day)
    return older


class Light(NamedTuple):
    """What is read of each commitment to put many together."""

    plan_id: int
    status: str
    lately: int
    is_validated: bool
    weight_sum: int
    first_planned_start_on: dt.date | None
    first_planned_end_on: dt.date | None
    counted_in: str


class Rhythm(NamedTuple):
    """What is asked of a plan here: how often it is reported on."""

    pk: int
    reporting_months: int


def rhythms_of(plans: Iterable[Plan]) -> tuple[Rhythm, ...]:
    """Give what is asked of some plans, by key."""
    return tuple(sorted(Rhythm(plan.pk, plan.reporting_months) for plan in plans))


def lights_of_plan(plan: Plan) -> list[Light]:
    """Read the commitments of a plan, in no particular order. Queries: 1."""
    read = _lights_read(clock.today(), plan.reporting_months, thresholds())
    return [Light._make(row) for row in read.rows(plan.pk)]


@lru_cache(maxsize=16)
def _lights_read(_today: dt.date, months: int, _limits: Thresholds) -> Prepared:
    """Prepare the read of a day: the day and the thresholds stand in its SQL."""

    def build(plan_id: int) -> QuerySet[Any, Any]:
        rows = read_today(Progress.objects.filter(plan=plan_id), [Rhythm(plan_id, months)])
        return rows.values_list(*Light._fields)

    return Prepared(build)


def lights_of_plans(plans: Iterable[Plan]) -> list[Light]:
    """Read the commitments of some plans, in no particular order. Queries: 1."""
    read = _lights_of_all(clock.today(), rhythms_of(plans), thresholds())
    return [Light._make(row) for row in read.rows()]


@lru_cache(maxsize=16)
def _lights_of_all(_today: dt.date, rhythms: tuple[Rhythm, ...], _limits: Thresholds) -> Prepared:
    def build() -> QuerySet[Any, Any]:
        rows = Progress.objects.filter(plan__in=[one.pk for one in rhythms])
        return read_today(rows, rhythms).values_list(*Light._fields)

    return Prepared(build)


def light_rows(rows: QuerySet[Progress], plans: Iterable[Plan]) -> list[Light]:
    """Read the commitments among these rows, in no particular order. Queries: 1."""
    return [Light._make(row) for row in read_today(rows, plans).values_list(*Light._fields)]


class Said(NamedTuple):
    """What one commitment says today: its part of what should be done, if that is known."""

    status: str
    is_validated: bool
    lately: int
    weight: int
    planned: Decimal


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the commitments of one subject say together on a day."""

    said: list[Said] = field(default_factory=list)

    @property
    def statuses(self) -> tuple[StatusCount, ...]:
        """Give every status in its canonical order, also those without any commitment."""
        n = Counter(one.status for one in self.said)
        n_validated = sum(
            one.is_validated for one in self.said if one.status == ComputedStatus.COMPLETED
        )
        return tuple(
            StatusCount(
                status, n[status.value], n_validated if status is ComputedStatus.COMPLETED else 0
            )
            for status in ComputedStatus
        )

    @property
    def planned_today(self) -> Decimal | None:
        weight = sum(one.weight for one in self.said)
        return sum((one.planned for one in self.said), Decimal(0)) / weight if weight else None

    @property
    def under_way(self) -> list[Said]:
        """Give the commitments that have begun and are not finished."""
        return [one for one in self.said if one.status not in NOT_UNDER_WAY]


#: What has not begun, or is finished: no report is expected of it.
NOT_UNDER_WAY = frozenset(
    {ComputedStatus.COMPLETED, ComputedStatus.CANCELLED, ComputedStatus.NOT_DUE}
)


def gather(
    rows: Iterable[Light], kinds: Iterable[str], day: dt.date | None = None
) -> Mapping[Subject, Gathered]:
    """Put commitments together by the groups of some kinds they count in.

    Shape: only groups with commitments; as of a day, by default today. Each different membership
    is read once.
    """
    by_token: defaultdict[str, list[Said]] = defaultdict(list)
    today = day or clock.today()
    for one in rows:
        said = _said(one, today)
        for token in one.counted_in.split():
            by_token[token].append(said)
    wanted = frozenset(kinds)
    gathered: dict[Subject, Gathered] = {}
    for token, group in by_token.items():
        for subject, _share in read_memberships(token):
            if subject.kind in wanted:
                gathered.setdefault(subject, Gathered()).said.extend(group)
    return gathered


def _said(one: Light, today: dt.date) -> Said:
    weight, planned = one.weight_sum, None
    if weight:
        planned = planned_share(
            start=one.first_planned_start_on, end=one.first_planned_end_on, on=today
        )
    if planned is None:
        return Said(one.status, one.is_validated, one.lately, 0, Decimal(0))
    return Said(one.status, one.is_validated, one.lately, weight, weight * planned)

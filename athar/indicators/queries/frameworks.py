"""The results frameworks of plans: lines with their baselines and targets, now and as of then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from athar.indicators.enums import PlannedKind, ResultLevel, TrajectoryChoice
from athar.indicators.models import PlannedValue, ResultLine
from athar.indicators.queries.definitions import IndicatorView, indicators_by_id
from athar.kernel.quantity import from_scaled
from athar.kernel.text import Translated
from athar.reference.queries import PlaceRef
from athar.reference.queries.places import REF_FIELDS, ref_of
from athar.rows.prepared import Prepared, distinct


@dataclass(frozen=True, slots=True)
class PlannedView:
    """A baseline or target in force; `revision` 0 was never changed.

    Shape: `origin` is {"file": sha256, "name", "sheet", "row", "column"} or empty.
    """

    period: str
    value: Decimal
    revision: int
    reason: str
    origin: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a framework; both codes are empty for a result of the plan as a whole.

    Shape: `subject_title` is that of the plan, grouping or project whose result it is; baselines
    and targets in the order of their periods.
    """

    id: int
    plan_id: int
    plan_code: str
    subject: str
    node_code: str
    commitment_code: str
    subject_title: Translated
    indicator: IndicatorView
    place: PlaceRef
    category: str
    level: ResultLevel
    trajectory: TrajectoryChoice
    baselines: tuple[PlannedView, ...]
    targets: tuple[PlannedView, ...]
    is_sample: bool

    @property
    def baseline(self) -> PlannedView | None:
        """Give the last baseline: from where the way to the targets is counted."""
        return self.baselines[-1] if self.baselines else None


def framework_of(
    plan_id: int, *, with_projects: bool = True, as_of: int | None = None
) -> tuple[LineView, ...]:
    """Give the lines of a plan in their order; `as_of` a publication number, as it stood then.

    Shape: without projects, those of the plan as a whole and of its groupings only.
    Queries: 4, 1 without any.
    """
    rows = (_OF_PLAN if with_projects else _OF_GROUPINGS).objects(plan_id)
    return _lines(rows, as_of)


def lines_on(subjects: Collection[str], *, as_of: int | None = None) -> tuple[LineView, ...]:
    """Give the lines of some subjects ("plan:1", "node:7", "commitment:12").

    Queries: 4, 1 without any line.
    """
    return _lines(_ON.objects(distinct(subjects)) if subjects else (), as_of)


def n_lines_of_projects(plan_id: int) -> dict[int, int]:
    """Count the lines of each project of a plan that has any, by its key. Queries: 1."""
    rows = ResultLine.objects.filter(plan=plan_id, commitment__isnull=False, removed_at=None)
    return dict(rows.order_by().values_list("commitment").annotate(Count("pk")))


def lines_of_indicator(
    indicator: IndicatorView, *, as_of: int | None = None
) -> tuple[LineView, ...]:
    """Give the lines of published plans that adopt an indicator. Queries: 2, 1 without any."""
    then = () if as_of is None else (as_of,)
    return _lines(_ADOPTING.objects(indicator.id, *then), as_of, {indicator.id: indicator})


def _rows(**wanted: Any) -> QuerySet[ResultLine]:
    rows = ResultLine.objects.filter(**wanted)
    joined = rows.select_related("plan", "node", "commitment", "category", "place")
    return joined.only(*_COLUMNS).order_by("plan_id", "position", "pk")


_COLUMNS = (
    *("plan_id", "subject", "indicator_id", "level", "trajectory", "is_sample", "removed_at"),
    *("plan__code", "plan__title", "node__code", "node__title"),
    *("commitment__code", "commitment__title", "category__code"),
    *(f"place__{name}" for name in REF_FIELDS),
)


def _adopting(indicator_id: int, as_of: int | None = None) -> QuerySet[ResultLine]:
    rows = _rows(indicator_id=indicator_id, plan__current_version__gt=0)
    if as_of is None:
        return rows
    return rows.filter(
        plan__versions__number=1, plan__versions__event__publication_number__lte=as_of
    )


_OF_PLAN = Prepared(lambda plan_id: _rows(plan_id=plan_id))
_OF_GROUPINGS = Prepared(lambda plan_id: _rows(plan_id=plan_id, commitment=None))
_ON = Prepared(lambda subjects: _rows(subject__in=subjects))
_ADOPTING = Prepared(_adopting)


def _lines(
    rows: Sequence[ResultLine],
    as_of: int | None,
    known: Mapping[int, IndicatorView] | None = None,
) -> tuple[LineView, ...]:
    rows = [row for row in rows if row.removed_at is None or as_of is not None]
    if not rows:
        return ()
    planned = _planned([row.pk for row in rows], as_of)
    rows = [row for row in rows if row.removed_at is None or _stood(row.pk, planned)]
    indicators = known or indicators_by_id({row.indicator_id for row in rows}, drafts=True)
    return tuple(
        LineView(
            id=row.pk,
            plan_id=row.plan_id,
            plan_code=row.plan.code,
            subject=row.subject,
            node_code=row.node.code if row.node else "",
            commitment_code=row.commitment.code if row.commitment else "",
            subject_title=(row.node or row.commitment or row.plan).title,
            indicator=indicators[row.indicator_id],
            place=ref_of(row.place),
            category=row.category.code,
            level=ResultLevel(row.level),
            trajectory=TrajectoryChoice(row.trajectory),
            baselines=_views(planned[row.pk, PlannedKind.BASELINE], indicators[row.indicator_id]),
            targets=_views(planned[row.pk, PlannedKind.TARGET], indicators[row.indicator_id]),
            is_sample=row.is_sample,
        )
        for row in rows
    )


def _stood(line: int, planned: Mapping[tuple[int, str], Mapping[str, PlannedValue]]) -> bool:
    """Tell whether a line that was withdrawn since stood at a moment: its values went with it."""
    said = (one for kind in PlannedKind for one in planned.get((line, kind), {}).values())
    return any(one.value is not None for one in said)


def _planned(
    line_ids: Collection[int], as_of: int | None
) -> defaultdict[tuple[int, str], dict[str, PlannedValue]]:
    """Give the last revision for each period, by line and kind."""
    then = () if as_of is None else (as_of,)
    found: defaultdict[tuple[int, str], dict[str, PlannedValue]] = defaultdict(dict)
    for row in _PLANNED.objects(distinct(line_ids), *then):
        found[row.line_id, row.kind][row.period] = row
    return found


def _planned_of(line_ids: tuple[int, ...], as_of: int | None = None) -> QuerySet[PlannedValue]:
    rows = PlannedValue.objects.filter(line__in=line_ids).order_by("revision")
    if as_of is None:
        return rows
    # what was set while the plan was a draft has no number: it is in its first version
    before = Q(event__publication_number=None) | Q(event__publication_number__lte=as_of)
    return rows.filter(before)


_PLANNED = Prepared(_planned_of)


def _views(rows: Mapping[str, PlannedValue], about: IndicatorView) -> tuple[PlannedView, ...]:
    return tuple(
        PlannedView(
            period=period,
            value=from_scaled(row.value, about.decimals),
            revision=row.revision,
            reason=row.reason,
            origin=row.origin,
        )
        for period, row in sorted(rows.items())
        if row.value is not None
    )

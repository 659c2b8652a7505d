"""Results of plans: each line of a framework with what was measured of it, now and as of then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length

from athar.indicators.enums import RuleChoice
from athar.indicators.models import Measurement
from athar.indicators.queries import IndicatorView, LineView, framework_of, lines_on
from athar.kernel import clock
from athar.plans.models import Plan
from athar.reference.models import Place
from athar.reference.queries import PlaceRef
from athar.reference.queries.places import ref_of
from athar.rollups.queries.cells import Figure
from athar.rollups.queries.computed import Figures, figures_shown, measured_for
from athar.rollups.queries.results import Result, result_of, series_of
from athar.trail.moments import AsOf

_HUNDRED = Decimal(100)


def plan_results(
    plan_id: int, *, with_projects: bool = True, as_of: AsOf | None = None
) -> tuple[Result, ...]:
    """Give every line of a plan's framework with its results, in the order of the plan.

    Shape: without projects, those of the plan as a whole and of its groupings only.
    Queries: 5.
    """
    lines = framework_of(plan_id, with_projects=with_projects, as_of=_number(as_of))
    return results_of(lines, as_of=as_of)


def results_on(subjects: Collection[str], *, as_of: AsOf | None = None) -> tuple[Result, ...]:
    """Give the lines of some subjects ("node:7", "commitment:12") with their results.

    Queries: 5.
    """
    return results_of(lines_on(subjects, as_of=_number(as_of)), as_of=as_of)


def _number(as_of: AsOf | None) -> int | None:
    return as_of.number if as_of else None


def results_of(lines: Iterable[LineView], *, as_of: AsOf | None = None) -> tuple[Result, ...]:
    """Give lines with their results.

    Shape: `as_of` an earlier publication: values as they were stated then. Of too many values
    those lines are whole that are put together of no places.
    Queries: 1, none without lines; then at most 10; 1 more where one is computed; twice as many of
    too many values.
    """
    lines = tuple(lines)
    if not lines:
        return ()
    found, is_cut = _figures(lines, as_of)
    today = as_of.day if as_of else clock.today()
    if not is_cut:
        return tuple(result_of(line, found[_key_of(line)], today=today) for line in lines)
    alone = [line for line in lines if _is_alone(line.indicator)]
    known = {line.id: one for line, one in zip(alone, results_of(alone, as_of=as_of), strict=True)}
    return tuple(known.get(line.id) or _cut(line, found[_key_of(line)]) for line in lines)


def _is_alone(one: IndicatorView) -> bool:
    """Tell whether a figure is made of nothing that was stated elsewhere."""
    return one.over_place is RuleChoice.NONE and not one.formula


def _cut(line: LineView, figures: Iterable[Figure]) -> Result:
    """Give a line of which only what was stated at its place can be told."""
    return Result(line, series_of(line.indicator, figures), None, None, None, is_cut=True)


def figures_at(
    indicator: IndicatorView,
    place_ids: Collection[int],
    *,
    category: str | None = None,
    periods: Collection[str] | None = None,
    as_of: AsOf | None = None,
) -> Figures:
    """Give the figures of an indicator at some places, now or as they were stated then.

    Shape: without `category` those of every part of the whole, without `periods` of all time.
    Queries: 1, 1 more for a computed one.
    """
    parts = None if category is None else (category,)
    return figures_shown([indicator], place_ids, parts, periods, as_of=as_of)


def widest_measured(indicator: IndicatorView) -> PlaceRef | None:
    """Give the largest place at which an indicator was ever measured, one with a plan first.

    Shape: of a computed one, where all it rests on was.
    Queries: 1, 1 more for a computed one.
    """
    plans = Plan.objects.filter(current_version__gt=0, place__path__startswith=OuterRef("path"))
    rows = Place.objects.annotate(depth=Length("path"), is_home=Exists(plans))
    for key in measured_for(indicator):
        values = Measurement.objects.filter(indicator=key, place=OuterRef("pk"))
        rows = rows.filter(Exists(values))
    found = rows.order_by("depth", "-is_home", "code").first()
    return ref_of(found) if found else None


_Key = tuple[int, int, str]


def _key_of(line: LineView) -> _Key:
    return line.indicator.id, line.place.id, line.category


def _figures(
    lines: Collection[LineView], as_of: AsOf | None
) -> tuple[defaultdict[_Key, list[Figure]], bool]:
    indicators = {line.indicator.id: line.indicator for line in lines}
    places = {line.place.id for line in lines}
    parts = {line.category for line in lines}
    given = figures_shown(indicators.values(), places, parts, as_of=as_of)
    found: defaultdict[_Key, list[Figure]] = defaultdict(list)
    for one in given:
        found[one.indicator_id, one.place_id, one.category].append(one)
    return found, given.is_cut

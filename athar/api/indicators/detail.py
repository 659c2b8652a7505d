"""One indicator with what plans aim at with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query

from athar.api.answering import give, read
from athar.api.codes import Code
from athar.api.endpoints import offer
from athar.api.indicators.records import (
    FigureOf,
    IndicatorDetail,
    LineOf,
    PlannedOf,
    dimension_of,
    fields_of,
    option_of,
    source_of,
)
from athar.api.moments import AskedAsOf, read_moment, whole
from athar.api.plans.records import place_code
from athar.indicators.queries import (
    IndicatorView,
    PlannedView,
    indicator_view,
    lines_of_indicator,
)
from athar.rollups.queries import Result, results_of

_SAME = ("sheet", "over_time", "over_place", "over_categories", "measured_at")


def indicator_detail(one: IndicatorView, results: Iterable[Result], origin: str) -> IndicatorDetail:
    """Give an indicator with its method sheet and its lines in published plans."""
    return IndicatorDetail(
        **fields_of(one, origin),
        **{name: getattr(one, name) for name in _SAME},
        dimensions=tuple(map(dimension_of, one.dimensions)),
        scale=tuple(map(option_of, one.steps)),
        formula=one.formula or None,
        source=source_of(one.source),
        lines=tuple(map(_line, results)),
    )


def _line(result: Result) -> LineOf:
    line, share, last = result.line, result.achievement, result.last
    return LineOf(
        plan=line.plan_code,
        node=line.node_code or None,
        commitment=line.commitment_code or None,
        level=line.level,
        place=place_code(line.place) or "",
        category=line.category,
        trajectory=str(line.trajectory),
        baseline=_planned(line.baseline) if line.baseline else None,
        targets=tuple(map(_planned, line.targets)),
        last=FigureOf(last.period, str(last.claim), last.value) if last else None,
        achieved_percent=result.percent,
        outcome=str(share.outcome) if share else None,
        known=share.known if share else None,
        expected=share.expected if share else None,
        is_sample=line.is_sample,
    )


def _planned(one: PlannedView) -> PlannedOf:
    return PlannedOf(one.period, one.value, one.revision, one.reason or None)


@offer(
    "indicators/{library}/{code}",
    name="get_indicator",
    gives=IndicatorDetail,
    summary="One indicator",
    tag="Results",
    examples=("indicators/hcp-rgph/amenities_running_water",),
)
def get_indicator(
    request: HttpRequest, library: Code, code: Code, asked: Query[AskedAsOf]
) -> HttpResponse:
    """Definition and method sheet, and the lines of published plans: baseline, targets, achieved.

    `as_of` gives the lines as they stood then; the definition is that of today.
    """
    reading = read(request, asked, IndicatorDetail)
    moment = read_moment(asked.as_of) if asked.as_of else None
    found = indicator_view(library, code)
    if found is None:
        raise Http404
    lines = lines_of_indicator(found, as_of=moment.number if moment else None)
    results = whole(results_of(lines, as_of=moment))
    return give(reading, indicator_detail(found, results, reading.origin))

"""Lines of a results framework as tables and machines read them: the same figures as the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from athar.portal.indicators.twin import result as result_for_machines
from athar.rollups.queries import Result

COLUMNS = (
    "plan_code",
    "node_code",
    "commitment_code",
    "level",
    "library_code",
    "indicator_code",
    "indicator",
    "unit",
    "place_scheme",
    "place_code",
    "place",
    "category",
    "baseline_period",
    "baseline",
    "target_period",
    "target",
    "period",
    "measured_value",
    "claim",
    "goal_on",
    "goal",
    "achieved_percent",
    "outcome",
    "parts_known",
    "parts_expected",
    "is_sample",
)


def result_rows(results: Iterable[Result], lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COLUMNS per line, in the order of the framework."""
    for one in results:
        line, last, share = one.line, one.last, one.achievement
        indicator, place = line.indicator, line.place
        baseline, target = line.baseline, one.target
        yield (
            *(line.plan_code, line.node_code or None, line.commitment_code or None),
            *(line.level.value, indicator.library_code, indicator.code),
            *(indicator.title.in_language(lang).text, indicator.unit.names.in_language(lang).text),
            *(place.scheme, place.code, place.names.in_language(lang).text, line.category),
            *((baseline.period, baseline.value) if baseline else (None, None)),
            *((target.period, target.value) if target else (None, None)),
            *((last.period, last.value, last.claim.value) if last else (None, None, None)),
            *((one.goal.on, one.goal.value) if one.goal else (None, None)),
            *(one.percent, share.outcome.value if share else None),
            *((share.known, share.expected) if share else (None, None)),
            "yes" if line.is_sample else "no",
        )


def results_for_machines(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Give lines as JSON holds them."""
    return [result_for_machines(one) for one in results]

"""An indicator as machines read it: codes, exact numbers, periods; None is unknown, never zero."""

from __future__ import annotations

from typing import Any

from athar.indicators.queries import IndicatorView, LineView, PlannedView
from athar.portal.indicators.page import IndicatorPage
from athar.reference.queries import PlaceRef
from athar.rollups.queries import Figure, Result


def indicator_for_machines(page: IndicatorPage, permanent: str) -> dict[str, Any]:
    """Give the page as JSON holds it.

    Units: values in the unit of the indicator; `achieved_percent` as printed, one decimal.
    """
    standing = page.standing
    grade = standing.confidence if standing else None
    return {
        "id": permanent,
        **definition(page.indicator),
        "place": _place(page.place),
        "category": page.category,
        "headline": figure(page.headline) if page.headline else None,
        "confidence": grade.grade if grade else None,
        "confidence_reasons": list(grade.reasons) if grade else [],
        "result": result(page.result) if page.result else None,
        "values": [figure(one) for one in page.figures],
        "places": {
            "period": page.period or None,
            "known": page.n_known,
            "expected": len(page.parts),
            "values": [
                {**_place(one.place), "value": one.figure.value if one.figure else None}
                for one in page.parts
            ],
        },
        "adopted_by": [adopted(one) for one in page.lines],
    }


def definition(one: IndicatorView) -> dict[str, Any]:
    """Give what an indicator is."""
    return {
        "library": one.library_code,
        "code": one.code,
        "title": one.title,
        "definition": one.definition,
        "sheet": one.sheet,
        "level": one.level.value,
        "measure": one.measure.value,
        "unit": {"code": one.unit.code, "names": one.unit.names, "symbols": one.unit.symbols},
        "direction": one.direction.value if one.direction else None,
        "accumulation": one.accumulation.value,
        "over_time": one.over_time.value,
        "over_place": one.over_place.value,
        "over_categories": one.over_categories.value,
        "decimals": one.decimals,
        "frequency": one.frequency.value,
        "measured_at": one.measured_at.value if one.measured_at else None,
        "dimensions": [
            {"code": each.code, "options": [option.code for option in each.options]}
            for each in one.dimensions
        ],
        "steps": [{"value": each.value, "names": each.names} for each in one.steps],
        "formula": one.formula or None,
        "references": [{"scheme": scheme, "code": code} for scheme, code in one.references],
        "source": one.source,
        "is_sample": one.is_sample,
    }


def figure(one: Figure) -> dict[str, Any]:
    """Give one value; `no_number` says why there is none."""
    return {
        "period": one.period,
        "category": one.category,
        "claim": one.claim.value,
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "no_number": one.no_number.value if one.no_number else None,
        "is_own": one.is_own,
        "known": one.known,
        "expected": one.expected,
    }


def result(one: Result) -> dict[str, Any]:
    """Give how far a line has come, beside what was planned.

    Shape: `left_out` where figures of an earlier state were not put together, being too many.
    """
    achievement = one.achievement
    left_out = {"left_out": "too_many_values"} if one.is_cut else {}
    return {
        **adopted(one.line),
        "actual": one.actual,
        "goal": {"on": one.goal.on, "value": one.goal.value} if one.goal else None,
        "achieved_percent": one.percent,
        "outcome": achievement.outcome.value if achievement else None,
        "known": achievement.known if achievement else None,
        "expected": achievement.expected if achievement else None,
        "last": figure(one.last) if one.last and not one.is_cut else None,
        **left_out,
    }


def adopted(one: LineView) -> dict[str, Any]:
    """Give by what an indicator was adopted, with its baselines and targets."""
    return {
        "plan": one.plan_code,
        "node": one.node_code or None,
        "commitment": one.commitment_code or None,
        "library": one.indicator.library_code,
        "indicator": one.indicator.code,
        "level": one.level.value,
        "place": _place(one.place),
        "category": one.category,
        "trajectory": one.trajectory.value,
        "baselines": [_planned(each) for each in one.baselines],
        "targets": [_planned(each) for each in one.targets],
        "is_sample": one.is_sample,
    }


def _planned(one: PlannedView) -> dict[str, Any]:
    return {
        "period": one.period,
        "value": one.value,
        "revision": one.revision,
        "reason": one.reason or None,
    }


def _place(one: PlaceRef) -> dict[str, Any]:
    return {"scheme": one.scheme, "code": one.code, "names": one.names}

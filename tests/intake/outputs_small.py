"""The small plan with the columns of an indicator for its projects; every figure is invented."""

from __future__ import annotations

import json

from athar.indicators.models import Measurement, PlannedValue
from athar.intake.actions import import_plan
from athar.intake.options import Options
from athar.reference.enums import AliasOrigin
from athar.reference.models import Place, PlaceAlias
from athar.reference.naming import place_key
from tests.intake.small import DESCRIPTION, ROAD, plan_csv

HEADINGS = {
    "indicator": "Indicateur",
    "unit": "Unité",
    "baseline": "Valeur de référence",
    "target": "Cible",
    "value": "Réalisé",
}
PAVED = {
    **ROAD,
    "indicator": "Linéaire renforcé",
    "unit": "km",
    "baseline": "0",
    "target": "18,5",
    "value": "7,4",
}
LOSSES = {
    "code": "PDR-A2-02",
    "title": "Réseau",
    "indicator": "Taux de perte",
    "unit": "%",
    "baseline": "38",
    "target": "24",
    "value": "30",
}
OPTIONS = Options(
    plan_file=json.dumps({**DESCRIPTION, "plan": {**DESCRIPTION["plan"], "region": "01"}}).encode()
)


def name_region() -> None:
    """Let the region that the plan is of be found by its code."""
    place = Place.objects.get(code="01")
    PlaceAlias.objects.create(place=place, key=place_key("01"), origin=AliasOrigin.CODE)


def take(*rows, by=None, **chosen):
    """Import the small plan with its indicators."""
    given = Options(**{"plan_file": OPTIONS.plan_file, **chosen})
    report = import_plan(by=by, file=plan_csv(*rows, **HEADINGS), options=given)
    assert report.is_taken, report.problems
    return report


def values():
    """Give the values by indicator and period, the revisions in their order."""
    rows = Measurement.objects.order_by("indicator__code", "period", "revision")
    return list(rows.values_list("indicator__code", "period", "value", "no_number"))


def planned():
    """Give baselines and targets, the revisions in their order."""
    rows = PlannedValue.objects.order_by("line__indicator__code", "kind", "period", "revision")
    return list(rows.values_list("line__indicator__code", "kind", "period", "value"))


def said(report):
    """Give what an import noted of outputs."""
    return [(one.row, str(one.code), one.value) for one in report.problems]

"""Every act on indicators, frameworks and values, and to whom it is allowed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from athar.indicators.actions import (
    load_library,
    load_measures,
    put_dimensions,
    put_framework,
    put_indicators,
    put_library,
    put_units,
    record_measurements,
    record_table,
    remove_results,
    take_back,
    take_back_values,
)
from athar.indicators.drafts import (
    DimensionDraft,
    IndicatorDraft,
    LibraryDraft,
    MeasurementDraft,
    ResultLineDraft,
    UnitDraft,
)
from athar.indicators.enums import Claim, ResultLevel
from athar.indicators.models import Indicator
from athar.indicators.shipped import DATA, read_library
from athar.indicators.validators import ValueRow
from athar.kernel.text import Translated
from athar.reference import tables
from athar.trail.models import Event
from tests import cast
from tests.config.acts import Act, a_place


def _library(by: Any, plan: cast.SmallPlan) -> int:
    return put_library(
        by=by, draft=LibraryDraft(code="x", title=Translated(fr="x"), plan_id=plan.id)
    )


def _indicator(by: Any, plan: cast.SmallPlan) -> int:
    put_units(by=None, drafts=[UnitDraft(code="%", names=Translated(fr="x"))])
    draft = IndicatorDraft(
        code="x", title=Translated(fr="x"), unit_code="%", level=ResultLevel.OUTCOME
    )
    return put_indicators(by=by, library_id=_library(None, plan), drafts=[draft])["x"]


@transaction.atomic
def _line(by: Any, plan: cast.SmallPlan) -> None:
    _indicator(None, plan)
    line = ResultLineDraft(indicator=("x", "x"), place_id=a_place().id, commitment_code="PDR-002")
    put_framework(by=by, plan_id=plan.id, drafts=[line])


@transaction.atomic
def _value(by: Any, plan: cast.SmallPlan, claim: Claim) -> None:
    _line(None, plan)
    draft = MeasurementDraft(
        indicator_id=Indicator.objects.get().pk,
        place_id=a_place().id,
        period="2024",
        claim=claim,
        value=Decimal(1),
    )
    record_measurements(by=by, drafts=[draft])


@transaction.atomic
def _table(by: Any, plan: cast.SmallPlan) -> None:
    _line(None, plan)
    key = (Indicator.objects.get().pk, a_place().id)
    row = ValueRow(*key, "2024", "", "declared", Decimal(1), None, None, "", "", "A!1", "")
    record_table(by=by, rows=[row])


@transaction.atomic
def _taken_back(by: Any, plan: cast.SmallPlan) -> None:
    _value(None, plan, Claim.DECLARED)
    event = Event.objects.filter(kind="measurements.recorded").latest("pk")
    take_back(by=by, plan_id=plan.id, event_id=event.pk, reason="x")


@transaction.atomic
def _values_back(by: Any, plan: cast.SmallPlan) -> None:
    _value(None, plan, Claim.VALIDATED)
    event = Event.objects.filter(kind="measurements.recorded").latest("pk")
    take_back_values(by=by, event_id=event.pk, reason="x")


def _library_of_file(by: Any) -> None:
    library = read_library(DATA / "libraries" / "worldbank.json")
    load_library(by=by, library=library, sources=tables.read_sources(tables.DATA / "sources.csv"))


RESULTS: dict[str, tuple[Act, set[str]]] = {
    "state units": (
        lambda by, _plan: put_units(by=by, drafts=[UnitDraft(code="x", names=Translated(fr="x"))]),
        {"administrator"},
    ),
    "state dimensions": (
        lambda by, _plan: put_dimensions(
            by=by, drafts=[DimensionDraft(code="x", names=Translated(fr="x"), options=())]
        ),
        {"administrator"},
    ),
    "keep a library": (_library, {"administrator", "editor"}),
    "keep indicators": (transaction.atomic(_indicator), {"administrator", "editor"}),
    "keep a framework": (_line, {"editor"}),
    "declare a value": (
        lambda by, plan: _value(by, plan, Claim.DECLARED),
        {"manager", "coordinator", "editor", "focal_point"},
    ),
    "validate a value": (lambda by, plan: _value(by, plan, Claim.VALIDATED), {"validator"}),
    "measure a value": (lambda by, plan: _value(by, plan, Claim.INDEPENDENT), {"evaluator"}),
    "record a table": (_table, {"manager", "coordinator", "editor", "focal_point"}),
    "take values back": (_taken_back, {"manager", "coordinator", "editor", "focal_point"}),
    "take validated values back": (_values_back, {"validator"}),
    "remove results": (lambda by, plan: remove_results(by=by, plan_id=plan.id), {"editor"}),
    "load units and dimensions": (lambda by, _plan: load_measures(by=by), {"administrator"}),
    "load a library": (lambda by, _plan: _library_of_file(by), {"administrator"}),
}

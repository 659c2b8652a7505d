"""Every act on indicators, frameworks and values, and to whom it is allowed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from athar.evaluation.actions import record_assessments
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
from athar.indicators.shipped import DATA, read_library
from athar.indicators.validators import ValueRow
from athar.kernel.text import Translated
from athar.reference import tables
from athar.trail.models import Event
from tests import cast
from tests.config.acts import a_place
from tests.config.preparing import Act, After
from tests.evaluation.words import said


def _library(by: Any, plan: cast.SmallPlan) -> int:
    return put_library(
        by=by, draft=LibraryDraft(code="x", title=Translated(fr="x"), plan_id=plan.id)
    )


def _library_and_unit(plan: cast.SmallPlan) -> int:
    put_units(by=None, drafts=[UnitDraft(code="%", names=Translated(fr="x"))])
    return _library(None, plan)


def _indicators(by: Any, _plan: cast.SmallPlan, library_id: int) -> int:
    draft = IndicatorDraft(
        code="x", title=Translated(fr="x"), unit_code="%", level=ResultLevel.OUTCOME
    )
    return put_indicators(by=by, library_id=library_id, drafts=[draft])["x"]


def _indicator(plan: cast.SmallPlan) -> int:
    return _indicators(None, plan, _library_and_unit(plan))


def _framework(by: Any, plan: cast.SmallPlan, _indicator: int) -> None:
    line = ResultLineDraft(indicator=("x", "x"), place_id=a_place().id, commitment_code="PDR-002")
    put_framework(by=by, plan_id=plan.id, drafts=[line])


def _line(plan: cast.SmallPlan) -> int:
    indicator = _indicator(plan)
    _framework(None, plan, indicator)
    return indicator


def _record(by: Any, indicator_id: int, claim: Claim) -> None:
    draft = MeasurementDraft(
        indicator_id=indicator_id,
        place_id=a_place().id,
        period="2024",
        claim=claim,
        value=Decimal(1),
    )
    record_measurements(by=by, drafts=[draft])


def _value(claim: Claim) -> After:
    return After(_line, lambda by, _plan, indicator: _record(by, indicator, claim))


def _recorded(plan: cast.SmallPlan, claim: Claim) -> int:
    """Record a value, and give the event that brought it."""
    _record(None, _line(plan), claim)
    return Event.objects.filter(kind="measurements.recorded").latest("pk").pk


def _table(by: Any, _plan: cast.SmallPlan, indicator: int) -> None:
    place = a_place().id
    row = ValueRow(
        indicator, place, "2024", "", "declared", Decimal(1), None, None, "", "", "A!1", ""
    )
    record_table(by=by, rows=[row])


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
    "keep indicators": (After(_library_and_unit, _indicators), {"administrator", "editor"}),
    "keep a framework": (After(_indicator, _framework), {"editor"}),
    "declare a value": (
        _value(Claim.DECLARED),
        {"manager", "coordinator", "editor", "focal_point"},
    ),
    "validate a value": (_value(Claim.VALIDATED), {"validator"}),
    "measure a value": (_value(Claim.INDEPENDENT), {"evaluator"}),
    "record a table": (After(_line, _table), {"manager", "coordinator", "editor", "focal_point"}),
    "record assessments": (
        lambda by, plan: record_assessments(by=by, plan_id=plan.id, drafts=[said()]),
        {"evaluator", "administrator"},
    ),
    "take values back": (
        After(
            lambda plan: _recorded(plan, Claim.DECLARED),
            lambda by, plan, event: take_back(by=by, plan_id=plan.id, event_id=event, reason="x"),
        ),
        {"manager", "coordinator", "editor", "focal_point"},
    ),
    "take validated values back": (
        After(
            lambda plan: _recorded(plan, Claim.VALIDATED),
            lambda by, _plan, event: take_back_values(by=by, event_id=event, reason="x"),
        ),
        {"validator"},
    ),
    "remove results": (lambda by, plan: remove_results(by=by, plan_id=plan.id), {"editor"}),
    "load units and dimensions": (lambda by, _plan: load_measures(by=by), {"administrator"}),
    "load a library": (lambda by, _plan: _library_of_file(by), {"administrator"}),
}

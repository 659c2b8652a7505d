"""A table of indicators beside the projects, and units by all their names."""

from __future__ import annotations

import pytest

from athar.indicators.models import Measurement, PlannedValue
from athar.indicators.queries import indicators_of
from athar.intake.actions import import_plan
from athar.intake.options import Options
from athar.intake.outputs.units import Units
from athar.kernel.quantity import from_scaled
from tests.intake.conftest import TEMPLATE, given

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("places", "frozen_day")
def test_indicators_of_the_template_are_read_with_their_dates():
    report = import_plan(by=None, file=given(TEMPLATE), options=Options())

    assert (report.problems, report.is_taken) == ((), True)
    assert len(indicators_of("PDR-TTA-2022-2027", drafts=True)) == 8
    paved = Measurement.objects.get(indicator__code="PDR-A2-P11-03-1")
    assert (paved.period, from_scaled(paved.value, 1)) == ("2025-Q2", from_scaled(48, 1))
    assert Measurement.objects.count() == 6
    assert PlannedValue.objects.filter(kind="target").count() == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("%", "%"),
        ("٪", "%"),
        ("m³/jour", "m3-day"),
        ("م³ في اليوم", "m3-day"),
        ("Ménages", "household"),
        ("ml", "m"),
        ("هكتار", "ha"),
        ("tours", "number"),
        ("", "number"),
    ],
)
def test_units_are_found_by_any_of_their_names(text, code):
    assert Units.load().code_of(text) == code

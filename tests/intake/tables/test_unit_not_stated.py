"""Amounts whose unit nothing tells are asked about when single units would be too few."""

from __future__ import annotations

import pytest

from athar.intake.actions import import_plan
from tests.intake.small import DAM, ROAD, options, plan_csv

pytestmark = pytest.mark.django_db


def _asked(file):
    report = import_plan(by=None, file=file, options=options(dry_run=True))
    return [
        (problem.row, problem.column)
        for problem in report.problems
        if problem.code == "unit_not_stated"
    ]


def test_small_amounts_without_a_unit_are_asked_about():
    file = plan_csv(ROAD, DAM, amount="Coût total", paid="Payé")

    assert _asked(file) == [(1, "E / Coût total")]


def test_unit_of_a_heading_answers():
    assert _asked(plan_csv(ROAD, DAM)) == []


def test_large_amounts_are_single_units():
    file = plan_csv({**ROAD, "amount": "12500000"}, amount="Coût total", paid="Payé")

    assert _asked(file) == []

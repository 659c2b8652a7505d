"""What moves when values are measured and when targets are set."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import ResultLineDraft
from athar.indicators.models import Indicator
from athar.ui.queries import page_moves
from tests.indicators.cast import set_up


@pytest.fixture
def results(plan, frozen_day):
    """The small plan has a line of the water indicator, and none of the others."""
    setting = set_up(plan)
    place = setting.places["01"]
    line = ResultLineDraft(indicator=("shared", "water"), place_id=place, node_code="A1")
    put_framework(by=None, plan_id=plan.id, drafts=[line])
    return setting


def moved(act):
    before = page_moves()
    act()
    return {key for key, times in page_moves().items() if times != before.get(key)}


@pytest.mark.parametrize(("code", "is_shown"), [("water", True), ("connected", False)])
def test_a_value_moves_values_and_the_plans_that_show_it(results, code, is_shown):
    draft = results.value(code, value=Decimal(5))

    found = moved(lambda: record_measurements(by=None, drafts=[draft]))

    assert found == {"values"} | ({f"plan:{results.plan.code}"} if is_shown else set())


def test_a_value_moves_the_plans_of_computed_indicators(results):
    Indicator.objects.filter(code="water").update(formula="100 * connected / 7")
    draft = results.value("connected", value=Decimal(5))

    found = moved(lambda: record_measurements(by=None, drafts=[draft]))

    assert found == {"values", f"plan:{results.plan.code}"}


def test_a_line_of_a_framework_moves_everything(results):
    place = results.places["01.151"]
    line = ResultLineDraft(indicator=("shared", "water"), place_id=place)

    found = moved(lambda: put_framework(by=None, plan_id=results.plan.id, drafts=[line]))

    assert found == {"everything"}

"""The list of indicators, narrowed by library, level, words and development goal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athar.indicators.actions import put_framework, put_indicators
from athar.indicators.drafts import ResultLineDraft
from athar.indicators.queries import (
    IndicatorFilter,
    indicator_addresses,
    indicator_exists,
    indicator_list,
)
from athar.plans.models import Plan
from tests.indicators.cast import MATURITY, WATER


@pytest.fixture
def goals(setting):
    """Two indicators that serve goals, one of them goal 16, and a plan that answers for it."""
    drafts = (
        replace(WATER, references=(("sdg", "6.1.1"), ("hcp", "16"))),
        replace(MATURITY, references=(("sdg", "16.6.2"),)),
    )
    put_indicators(by=None, library_id=setting.library, drafts=drafts)
    line = ResultLineDraft(indicator=("shared", "water"), place_id=setting.places["01"])
    project = replace(line, commitment_code="PDR-001")
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line, project])


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (IndicatorFilter(), ["water", "opinion", "maturity", "connected"]),
        (IndicatorFilter(library="shared"), ["water", "opinion", "maturity"]),
        (IndicatorFilter(level="output"), ["connected"]),
        (IndicatorFilter(text="raccord"), ["water", "connected"]),
        (IndicatorFilter(text="MATUR"), ["maturity"]),
        (IndicatorFilter(text="رأي"), ["opinion"]),
        (IndicatorFilter(goal="6"), ["water"]),
        (IndicatorFilter(goal="16"), ["maturity"]),
        (IndicatorFilter(goal="1"), []),
    ],
)
def test_list_is_narrowed(goals, wanted, codes):
    found = indicator_list(wanted)

    assert sorted(one.code for one in found.rows) == sorted(codes)
    assert found.total == len(codes)


def test_row_counts_the_plans_that_answer_for_it(goals):
    water = indicator_list(IndicatorFilter(text="water")).rows[0]

    assert (water.n_plans, water.unit["fr"]) == (1, "pour cent")
    assert water.references == (("sdg", "6.1.1"), ("hcp", "16"))


def test_list_is_given_page_by_page(setting, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = indicator_list(IndicatorFilter(), page=2, per_page=3)

    assert ([one.code for one in found.rows], found.total) == (["connected"], 4)


def test_indicators_of_a_draft_are_not_public(setting):
    assert indicator_exists(setting.plan.code, "connected") is True
    Plan.objects.update(current_version=0)

    assert indicator_exists(setting.plan.code, "connected") is False
    assert indicator_addresses() == (("shared", ("water", "opinion", "maturity")),)

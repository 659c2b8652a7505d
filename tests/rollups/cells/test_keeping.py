"""Figures of indicators follow every act, and are what the stated values give."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from athar.indicators.models import Measurement
from athar.rollups.models import Cell
from tests.rollups.cells.acts import stated_by_chance
from tests.rollups.cells.oracle import Oracle, stored


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(chance=st.randoms(use_true_random=True), sizes=st.tuples(st.just(120), st.integers(1, 9)))
def test_figures_kept_act_by_act_are_what_the_stated_values_give(setting, chance, sizes):
    Measurement.objects.all().delete()
    Cell.objects.all().delete()

    for n in sizes:
        setting.record(*stated_by_chance(chance, setting, n))

    assert stored() == Oracle().figures()

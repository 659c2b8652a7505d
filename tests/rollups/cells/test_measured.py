"""Of what there are figures: the periods of an indicator, the indicators of a place."""

from __future__ import annotations

import pytest

from athar.rollups.queries import figures_among, measured_at, periods_of
from tests.once import made_once
from tests.rollups.cells.cast import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting():
    return set_up()


@pytest.mark.parametrize("n", [1, 3])
def test_periods_are_found_step_by_step(setting, django_assert_num_queries, n):
    for year in range(2022, 2022 + n):
        setting.state("stock", "P1", str(year), value="3")
        setting.state("flow", "M2", str(year), part="sex=female", value="1")
    stock, flow = setting.indicators["stock"], setting.indicators["flow"]

    with django_assert_num_queries(1):
        found = periods_of({(stock, ""), (flow, "sex=female"), (flow, "sex=none")})

    years = tuple(str(year) for year in range(2022, 2022 + n))
    assert found == {(stock, ""): years, (flow, "sex=female"): years}


def test_nothing_is_asked_of_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert periods_of(()) == {}


def test_indicators_of_a_place_are_given_page_by_page(setting, django_assert_num_queries):
    for code in ("flow", "stock", "peak"):
        for period in ("2023", "2024"):
            setting.state(code, "M1", period, value="1")
    setting.state("rate", "M1", part="area=rural", value="5")

    with django_assert_num_queries(1):
        first = measured_at(setting.places["M1"], limit=2)

    further = measured_at(setting.places["M1"], after=first[-1], limit=2)
    codes = {key: code for code, key in setting.indicators.items()}
    assert [codes[one] for one in (*first, *further)] == ["flow", "peak", "stock"]


def test_figures_of_several_categories_are_read_at_once(setting, django_assert_num_queries):
    setting.state("flow", "M1", "2023", part="sex=female", value="4")
    setting.state("flow", "M1", "2024", part="sex=female", value="5")
    wanted = [setting.indicators["flow"]], [setting.places["M1"]], ["sex=female", ""]

    with django_assert_num_queries(1):
        found = figures_among(*wanted, ["2024"])

    assert [(one.category, one.period, one.value) for one in found] == [
        ("", "2024", 5), ("sex=female", "2024", 5),
    ]  # fmt: skip
    assert len(figures_among(*wanted)) == 4

"""Every figure computed from scratch is the one kept act by act, and faults are found."""

from __future__ import annotations

import random

import pytest

from athar.indicators.enums import Claim, NoNumber
from athar.indicators.models import Measurement
from athar.reference.models import Place
from athar.rollups.actions import check_cells, rebuild_cells
from athar.rollups.models import Cell
from tests.rollups.cells.acts import stated_by_chance
from tests.rollups.cells.oracle import stored


@pytest.fixture
def history(setting):
    """A few acts by chance, corrections among them."""
    chance = random.Random(7)
    for n in (120, 60):
        setting.record(*stated_by_chance(chance, setting, n))
    return setting


def test_figures_kept_act_by_act_are_those_computed_from_scratch(history):
    kept = list(Cell.objects.order_by("pk").values_list())

    compared = check_cells()
    Cell.objects.all().delete()
    rebuilt = rebuild_cells()

    assert (compared.n_differing, compared.differing) == (0, ())
    assert rebuilt.n_differing == compared.n_figures == len(kept)
    assert list(Cell.objects.order_by("pk").values_list()) == kept


def test_places_of_several_levels_in_one_are_counted_level_by_level(setting):
    region = Place.objects.get(code="R1")
    setting.places["M5"] = Place.objects.create(
        scheme="test", code="M5", kind="commune", parent=region, path=f"{region.path}M5/"
    ).pk
    for place in ("P1", "P2", "M5", "R2"):
        setting.state("flow", place, value=3)
    kept = setting.cells("flow", "value", "n_known", "n_expected", "n_values")

    Cell.objects.all().delete()
    rebuild_cells()

    assert kept["R1", "2024", ""] == (9, 3, 4, 3)
    assert setting.cells("flow", "value", "n_known", "n_expected", "n_values") == kept


def test_what_differs_is_named_and_put_right(history):
    before = stored()
    wrong = Cell.objects.filter(made_of="places").order_by("pk").first()
    Cell.objects.filter(pk=wrong.pk).update(value=7, n_known=99)
    Cell.objects.filter(pk=Cell.objects.filter(made_of="").order_by("pk")[0].pk).delete()
    Cell.objects.create(
        **{name: getattr(wrong, name) for name in ("indicator_id", "category_id", "place_id")},
        period="1999",
        claim=Claim.VALIDATED,
        n_known=1,
        n_expected=1,
    )

    found = check_cells()
    rebuild_cells()

    assert (found.n_differing, wrong.pk in found.differing) == (3, True)
    assert (stored(), check_cells().n_differing) == (before, 0)


def test_nothing_stated_gives_no_figures(setting):
    told = []

    found = rebuild_cells(progress=lambda *pair: told.append(pair))

    assert (found.n_stated, found.n_figures, found.n_differing, told) == (0, 0, 0, [])


def test_rebuilding_tells_how_far_it_is(setting):
    setting.state("flow", "M1", no_number=NoNumber.NOT_DUE)
    told = []

    check_cells(progress=lambda *pair: told.append(pair))

    assert told == [(1, 2), (2, 2)]


def test_a_sum_beyond_bounds_is_told(setting):
    setting.state("flow", "M1", value=2**62)
    setting.state("flow", "M2", value=1)
    Measurement.objects.update(value=2**62 + 2**61)

    with pytest.raises(ArithmeticError):
        check_cells()

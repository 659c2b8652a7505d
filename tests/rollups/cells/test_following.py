"""What acts do to figures: corrections, definitions that change, sums that cannot be stored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from athar.indicators.actions import put_dimensions, put_indicators
from athar.indicators.drafts import OptionDraft
from athar.indicators.enums import NoNumber, RuleChoice
from athar.indicators.models import Measurement
from athar.kernel.text import Translated
from athar.reference.actions import load_places
from athar.reference.enums import PlaceKind
from athar.reference.tables import PlaceKey, PlaceRow
from athar.rollups.models import Cell
from tests.indicators.cast import AREA, SEX
from tests.rollups.cells.cast import INDICATORS


def test_a_correction_reaches_the_places_above(setting):
    setting.state("flow", "M1", value=10)
    setting.state("flow", "M2", value=5)

    setting.state("flow", "M1", value=0)

    assert setting.cells("flow", "value", "least", "greatest", "n_values") == {
        ("M1", "2024", ""): (0, None, None, None),
        ("M2", "2024", ""): (5, None, None, None),
        ("P1", "2024", ""): (5, 0, 5, 2),
        ("R1", "2024", ""): (5, 5, 5, 2),
        ("C", "2024", ""): (5, 5, 5, 2),
    }


def test_a_stated_figure_is_not_put_together_again(setting):
    setting.state("flow", "P1", no_number=NoNumber.SUPPRESSED)

    setting.state("flow", "M1", value=10)

    assert setting.cells("flow", "value", "no_number", "made_of") == {
        ("M1", "2024", ""): (10, "", ""),
        ("P1", "2024", ""): (None, "suppressed", ""),
    }


def test_figures_of_other_keys_are_left_alone(setting):
    setting.state("flow", "M1", value=10)
    setting.state("flow", "M3", "2023", value=1)
    Cell.objects.filter(period="2023").update(n_known=7)

    setting.state("flow", "M1", value=11)

    assert set(Cell.objects.filter(period="2023").values_list("n_known")) == {(7,)}


def test_figures_follow_when_the_rule_changes(setting):
    setting.state("flow", "M1", value=10)
    setting.state("flow", "M2", value=4)
    draft = replace(INDICATORS[0], over_place=RuleChoice.MAX)

    put_indicators(by=None, library_id=setting.library, drafts=[draft])

    assert setting.cells("flow", "value")["P1", "2024", ""] == (10,)


def test_a_new_title_puts_nothing_together_again(setting, django_assert_num_queries):
    setting.state("flow", "M1", value=10)
    Cell.objects.update(n_known=7)
    draft = replace(INDICATORS[0], definition={"fr": "Familles"})

    put_indicators(by=None, library_id=setting.library, drafts=[draft])

    assert set(Cell.objects.values_list("n_known")) == {(7,)}


def test_a_sum_that_cannot_be_stored_refuses_the_values(setting):
    setting.state("flow", "M1", value=2**63 - 1)

    with pytest.raises(ValidationError) as refused:
        setting.state("flow", "M2", value=1)

    assert refused.value.code == "sum_out_of_bounds"
    assert (Measurement.objects.count(), Cell.objects.count()) == (1, 4)


def test_following_takes_the_same_queries_for_one_value_and_for_many(
    setting, django_assert_num_queries
):
    setting.state("flow", "M1", "2020", value=1)
    many = [setting.draft("flow", "M1", str(year), value=year) for year in range(1950, 1990)]

    with django_assert_num_queries(61 if connection.vendor == "postgresql" else 57):
        setting.state("flow", "M1", "2021", value=1)
    with django_assert_num_queries(61 if connection.vendor == "postgresql" else 57):
        setting.record(*many)


def test_figures_follow_when_a_dimension_gets_another_option(setting):
    setting.state("flow", "M1", part="sex=female", value=10)
    other = OptionDraft(code="other", names=Translated(fr="autres"))

    put_dimensions(by=None, drafts=[replace(SEX, options=(*SEX.options, other)), AREA])

    assert setting.cells("flow", "n_known", "n_expected")["M1", "2024", ""] == (1, 3)


def test_figures_follow_when_a_place_lies_elsewhere(setting):
    setting.state("flow", "M1", value=10)
    setting.state("flow", "M3", value=1)
    moved = PlaceRow(
        line=2,
        key=PlaceKey("test", "M3"),
        kind=PlaceKind.COMMUNE,
        parent=PlaceKey("test", "P1"),
        names=Translated(fr="M3"),
        other_code="",
        counts=(),
        source="",
    )

    load_places(by=None, rows=[moved])

    figures = setting.cells("flow", "value")
    assert figures["P1", "2024", ""] == (11,)
    assert ("P2", "2024", "") not in figures

"""What stands behind a value: its states, open questions and grade, today and as of then."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from athar.indicators.actions import put_indicators, record_measurements
from athar.indicators.enums import Frequency, NoNumber
from athar.indicators.queries import indicator_view
from athar.reference.models import DataSource
from athar.rollups.queries import figures_of_indicator, figures_shown, series_of, standing_of
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests.indicators.cast import WATER, Setting, set_up
from tests.once import made_once


@pytest.fixture
@made_once
def setting(plan) -> Setting:
    """Two indicators in a shared library, one that the small plan owns."""
    return set_up(plan)


def standing(setting):
    """Give what stands behind the only figure of running water."""
    (figure,) = figures_of_indicator(setting.indicators["water"])
    view = indicator_view("shared", "water")
    return standing_of(view, figure, series_of(view, [figure]))


def test_value_that_is_not_known_has_no_grade_and_raises_no_question(setting):
    record_measurements(by=None, drafts=[setting.value(no_number=NoNumber.SUPPRESSED)])

    found = standing(setting)

    assert (found.flags, found.confidence) == ((), None)
    assert [one.said.no_number for one in found.states] == [NoNumber.SUPPRESSED]


def test_published_statistic_measured_once_never_grows_old(setting):
    source = DataSource.objects.create(code="hcp", title="RGPH 2024")
    draft = replace(WATER, frequency=Frequency.ONCE, source_id=source.pk)
    put_indicators(by=None, library_id=setting.library, drafts=(draft,))
    record_measurements(by=None, drafts=[setting.value(period="2014")])

    confidence = standing(setting).confidence

    assert [one.value for one in confidence.reasons[2:4]] == ["official", "current"]


def test_values_then_are_those_stated_wherever_they_are_of(setting):
    draft = setting.value(numerator=Decimal(275), denominator=Decimal(1000))
    record_measurements(by=None, drafts=[draft, setting.value(category="area=rural")])

    now = read_as_of(str(last_publication_number()))

    found = figures_shown([indicator_view("shared", "water")], as_of=now)

    assert [(one.category, one.value) for one in found] == [
        ("", Decimal("27.5")),
        ("area=rural", Decimal("27.5")),
    ]

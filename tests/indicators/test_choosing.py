"""Which indicators stand side by side: a stretch of a library, or those a plan answers for."""

from __future__ import annotations

import pytest

from athar.indicators.actions import put_framework
from athar.indicators.drafts import ResultLineDraft
from athar.indicators.queries.choosing import (
    adopted_by,
    indicators_named,
    n_comparable,
    names_of,
    stretch_of,
)
from athar.plans.models import Plan
from tests.indicators.cast import set_up
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting(plan):
    return set_up(plan)


def lines(setting, *more: ResultLineDraft) -> None:
    shared = {"indicator": ("shared", "water"), "place_id": setting.places["01"]}
    drafts = (
        ResultLineDraft(**shared),
        ResultLineDraft(**shared, node_code="A1", category="area=rural"),
        ResultLineDraft(**shared, commitment_code="PDR-001"),
        ResultLineDraft(**(shared | {"indicator": ("shared", "opinion")}), node_code="A1"),
        *more,
    )
    put_framework(by=None, plan_id=setting.plan.id, drafts=drafts)


def test_what_is_words_is_left_out(setting, django_assert_num_queries):
    with django_assert_num_queries(4):
        names, n = names_of("shared", limit=9), n_comparable("shared")
        stretch = stretch_of("shared", start=1, limit=9)

    assert ([one.code for one in names], n) == (["water", "maturity"], 2)
    assert [one.code for one in stretch] == ["maturity"]


def test_a_library_nobody_has_offers_nothing(setting):
    assert (n_comparable("none"), names_of("none", limit=9)) == (0, ())
    assert stretch_of("none", start=0, limit=9) == ()


def test_a_plan_that_is_not_published_offers_nothing(setting):
    Plan.objects.update(current_version=0)
    lines(setting)

    assert (n_comparable(setting.plan.code), adopted_by(setting.plan.code)) == (0, ())


def test_indicators_are_given_by_their_names(setting, django_assert_num_queries):
    wanted = [("shared", "water"), ("shared", "none"), ("none", "water")]

    with django_assert_num_queries(3):
        found = indicators_named(wanted)

    assert list(found) == [("shared", "water")]
    assert indicators_named([]) == {}


def test_a_plan_answers_for_what_it_and_its_axes_adopt(setting, django_assert_num_queries):
    lines(setting)

    with django_assert_num_queries(3):
        found = adopted_by(setting.plan.code)

    assert [(one.node_code, one.indicator.code, one.category) for one in found] == [
        ("", "water", ""),
        ("A1", "water", "area=rural"),
    ]


def test_a_plan_without_a_framework_answers_for_nothing(setting, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert adopted_by(setting.plan.code) == ()


def test_an_indicator_stands_once_in_an_axis(setting):
    place = setting.places["01.151"]
    lines(setting, ResultLineDraft(indicator=("shared", "water"), place_id=place))

    assert len(adopted_by(setting.plan.code)) == 2

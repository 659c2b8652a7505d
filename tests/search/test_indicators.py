"""Indicators are found by their titles, codes and goals, as they are called now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athar.indicators.actions import put_indicators
from athar.kernel.text import Translated
from athar.plans.models import Plan
from athar.search import actions
from athar.search.gathering import indicator_entries
from athar.search.jobs import follow_indicators
from athar.search.queries import Kind, search
from athar.trail.models import Event
from tests.indicators.cast import WATER, set_up
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting(plan, frozen_day):
    found = set_up(plan)
    actions.rebuild()
    return found


def hits(text: str, lang: str = "fr") -> list[tuple[str, str]]:
    groups = search(text, lang=lang).groups
    found = [one for group in groups if group.kind is Kind.INDICATOR for one in group.hits]
    return [(one.plan_code, one.code) for one in found]


@pytest.mark.parametrize(
    "text", ["Raccordement à l'eau", "raccordement eau", "water", "الربط بالماء"]
)
def test_indicator_is_found_by_its_words_and_its_code(setting, text):
    assert hits(text) == [("shared", "water")]


def test_indicator_is_found_by_the_goal_it_serves(setting):
    draft = replace(WATER, references=(("sdg", "6.1.1"),))
    put_indicators(by=None, library_id=setting.library, drafts=[draft])

    follow_indicators.func(Event.objects.latest("pk").pk)

    assert hits("sdg 6.1.1") == [("shared", "water")]


def test_renamed_indicator_is_found_by_its_new_name(setting):
    draft = replace(WATER, title=Translated(fr="Robinets"))
    put_indicators(by=None, library_id=setting.library, drafts=[draft])

    follow_indicators.func(Event.objects.latest("pk").pk)

    assert (hits("robinets"), actions.check()) == ([("shared", "water")], ())


def test_indicator_of_a_draft_is_not_found(setting, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(indicator_entries()) == 4
    Plan.objects.update(current_version=0)

    assert [one.code for one in indicator_entries()] == ["water", "opinion", "maturity"]


def test_search_page_leads_to_the_indicator(setting, client):
    html = client.get("/fr/search?q=raccordement").text

    assert 'href="/fr/indicators/shared/water"' in html

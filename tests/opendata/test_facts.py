"""Figures under their public names: every name is read from a figure, none is made up."""

from __future__ import annotations

import pytest

from athar.opendata.dictionary import DICTIONARY
from athar.opendata.facts import FACTS, facts
from athar.plans.queries import plan_by_code
from athar.rollups.queries import list_rows
from tests import cast


@pytest.fixture
def figures(plan):
    return list_rows(plan_by_code(cast.PLAN.code).id).rows[0].figures


@pytest.mark.django_db
def test_every_fact_is_read(figures):
    assert list(facts(figures, FACTS)) == list(FACTS)


@pytest.mark.django_db
def test_facts_are_given_in_the_order_asked_for_and_strangers_left_out(figures):
    found = facts(figures, ("paid", "title", "computed_status"))

    assert found == {"paid": figures.paid, "computed_status": figures.computed.status}


def test_facts_of_lists_are_explained_by_the_dictionary():
    not_in_lists = {"planned_at_report_percent", "has_gap", "start_slippage_days"}

    assert FACTS.keys() - DICTIONARY.keys() == not_in_lists | {"silent_days", "overdue_days"}

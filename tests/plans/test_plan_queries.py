"""Reading plans, their groupings and their public addresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.plans.actions import publish_first_version, put_commitments, put_plan
from athar.plans.enums import PlanKind, WeightRuleChoice
from athar.plans.models import Plan
from athar.plans.queries import (
    Publication,
    PublishedState,
    commitment_exists,
    node_exists,
    nodes_of,
    plan_by_code,
    plan_is_published,
    plan_titles,
    public_addresses,
    published_plans,
    published_state,
    scopes_of_plan,
)
from athar.trail.models import Event
from tests import cast


def another(code, start):
    """Publish one more plan, with one commitment."""
    key = put_plan(by=None, draft=replace(cast.PLAN, code=code, start_on=start))
    draft = replace(cast.commitment_drafts(cast.put_places())[3], node_code=None)
    put_commitments(by=None, plan_id=key, drafts=[draft], complete=True)
    publish_first_version(by=None, plan_id=key)
    return key


@pytest.mark.parametrize("n_plans", [1, 3])
def test_published_plans_take_one_query_the_latest_first(plan, n_plans, django_assert_num_queries):
    for number in range(1, n_plans):
        another(f"P{number}", dt.date(2022 + number, 1, 1))
    put_plan(by=None, draft=replace(cast.PLAN, code="DRAFT"))

    with django_assert_num_queries(1):
        found = published_plans()

    assert [one.code for one in found] == ["P2", "P1", plan.code][-n_plans:]
    assert found[-1].is_published is True


@pytest.mark.parametrize("n_plans", [1, 3])
def test_public_state_takes_one_query_whatever_there_is(plan, n_plans, django_assert_num_queries):
    for number in range(1, n_plans):
        another(f"P{number}", dt.date(2022 + number, 1, 1))

    with django_assert_num_queries(1):
        found = published_state()

    assert [one.code for one in found.plans] == ["P2", "P1", plan.code][-n_plans:]
    own = Event.objects.filter(subject=f"plan:{plan.id}").latest("publication_number")
    assert [one.code for one in found.plans] == ["P2", "P1", plan.code][-n_plans:]
    assert found.publications[plan.code] == Publication(own.publication_number, own.recorded_at)
    assert len({one.number for one in found.publications.values()}) == n_plans


def test_public_state_without_a_plan_is_empty(draft_plan):
    assert published_state() == PublishedState(plans=(), publications={})


def test_a_plan_is_given_as_its_page_shows_it(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = plan_by_code(plan.code)

    assert (found.kind, found.owner.code, found.place_id) == (
        PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME,
        "REG",
        None,
    )
    assert (found.votes, found.adopted_on, found.announced_amount) == (
        (54, 0, 1),
        dt.date(2023, 3, 6),
        None,
    )
    assert [(one.code, one.one["fr"], one.many["ar"]) for one in found.levels] == [
        ("axis", "axe", "محاور"),
        ("programme", "programme", "برامج"),
    ]
    assert (found.weight_rule, found.reporting_months) == (WeightRuleChoice.COST, 6)


def test_a_vote_of_which_one_count_is_unknown_is_unknown(plan):
    Plan.objects.update(votes_abstained=None, announced_amount=Decimal(0))

    found = plan_by_code(plan.code)

    assert (found.votes, found.announced_amount) == (None, Decimal(0))


def test_a_draft_plan_is_hidden_unless_asked_for(draft_plan):
    hidden, shown = plan_by_code(draft_plan.code), plan_by_code(draft_plan.code, drafts=True)

    assert (hidden, shown.code, shown.is_published) == (None, draft_plan.code, False)
    assert published_plans() == ()


def test_an_unknown_plan_is_none(plan):
    assert plan_by_code("PDR-SUD", drafts=True) is None


def test_titles_are_given_by_key(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = plan_titles([plan.id, 999])

    assert found == {plan.id: cast.PLAN.title}


def test_each_grouping_is_followed_by_what_stands_under_it(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = nodes_of(plan.id)

    assert [(one.path, one.level) for one in found] == [
        ("A1/", 0),
        ("A1/P01/", 1),
        ("A1/P02/", 1),
        ("A2/", 0),
    ]
    assert [one.parent_id for one in found] == [None, found[0].id, found[0].id, None]


def test_rights_over_a_plan_name_it_or_its_owner(plan):
    assert scopes_of_plan(plan.id) == (f"plan:{plan.id}", f"organisation:{plan.bodies['REG']}")


def test_rights_over_an_unknown_plan_are_not_guessed(db):
    with pytest.raises(Plan.DoesNotExist):
        scopes_of_plan(999)


def _addresses(plan_code):
    return (
        plan_is_published(plan_code),
        commitment_exists(plan_code, "PDR-001"),
        node_exists(plan_code, "P01"),
    )


def test_what_is_published_has_an_address(plan, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = _addresses(plan.code)

    assert found == (True, True, True)
    assert commitment_exists(plan.code, "PDR-999") is False
    assert node_exists(plan.code, "P99") is False


def test_a_draft_plan_has_no_address(draft_plan):
    assert _addresses(draft_plan.code) == (False, False, False)
    assert public_addresses() == ()


def test_what_was_taken_out_keeps_its_address(plan):
    drafts = cast.commitment_drafts(cast.put_places())
    put_commitments(by=None, plan_id=plan.id, drafts=drafts[1:], complete=True)

    assert commitment_exists(plan.code, "PDR-001") is True


def test_what_no_version_holds_yet_has_no_address(plan):
    draft = cast.commitment_drafts(cast.put_places())[0]
    put_commitments(
        by=None, plan_id=plan.id, drafts=[replace(draft, code="PDR-900")], complete=False
    )

    assert commitment_exists(plan.code, "PDR-900") is False
    assert "PDR-900" not in public_addresses()[0][2]


@pytest.mark.parametrize("n_plans", [1, 3])
def test_public_addresses_take_three_queries(plan, n_plans, django_assert_num_queries):
    for number in range(1, n_plans):
        another(f"Q{number}", dt.date(2023, 1, 1))

    with django_assert_num_queries(3):
        found = public_addresses()

    assert found == (
        (
            plan.code,
            ("A1", "P01", "P02", "A2"),
            ("PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"),
        ),
        *((f"Q{number}", (), ("PDR-004",)) for number in range(1, n_plans)),
    )

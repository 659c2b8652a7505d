"""Removing a draft that holds nothing; anything else stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.finance.actions import put_agreements
from athar.plans.actions import put_commitments, put_nodes, remove_plan
from athar.plans.models import Plan


def empty(plan):
    put_agreements(by=None, plan_id=plan.id, drafts=[], complete=True)
    put_commitments(by=None, plan_id=plan.id, drafts=[], complete=True)
    put_nodes(by=None, plan_id=plan.id, drafts=[])


def test_an_empty_draft_is_removed(draft_plan):
    empty(draft_plan)

    remove_plan(by=None, plan_id=draft_plan.id)

    assert not Plan.objects.exists()


def test_a_draft_that_holds_projects_stays(draft_plan):
    with pytest.raises(ValidationError) as refused:
        remove_plan(by=None, plan_id=draft_plan.id)

    assert (refused.value.code, Plan.objects.count()) == ("not_empty", 1)


def test_a_plan_that_was_published_stays(plan):
    with pytest.raises(ValidationError) as refused:
        remove_plan(by=None, plan_id=plan.id)

    assert (refused.value.code, Plan.objects.count()) == ("published", 1)


@pytest.mark.parametrize(
    "who",
    ["manager", "coordinator", "validator", "evaluator", "administrator", "citizen", "stranger"],
)
def test_only_who_may_start_a_plan_removes_it(plan, people, who):
    with pytest.raises(PermissionDenied):
        remove_plan(by=getattr(people, who), plan_id=plan.id)

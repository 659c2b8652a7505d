"""A plan as it stands, kept as plain values and stated again."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.plans.actions import put_commitments, put_nodes, put_plan
from athar.plans.drafts import Differences
from athar.plans.enums import BodyRole, DatePrecision
from athar.plans.models import Commitment, CommitmentTheme, Plan
from athar.plans.queries import (
    commitment_drafts,
    node_drafts,
    plan_draft,
    stated_commitments,
    stated_nodes,
    stated_plan,
)
from athar.reference.models import Theme
from tests import cast


def kept(stated):
    return json.loads(json.dumps(stated))


def drafts():
    return cast.commitment_drafts(cast.put_places())


@pytest.mark.parametrize(
    "changes", [{}, {"votes": None, "adopted_on": None}, {"announced_amount": Decimal("12.50")}]
)
def test_the_identity_of_a_plan_comes_back_as_it_was_stated(draft_plan, changes):
    stated = replace(
        cast.PLAN, place_id=cast.put_places()["01.511"], sources=("Bulletin officiel",), **changes
    )
    put_plan(by=None, draft=stated)

    again = plan_draft(kept(stated_plan(draft_plan.id)))

    assert again == replace(stated, validation_steps=1)


def test_a_plan_without_a_place_comes_back_without_one(draft_plan):
    again = plan_draft(kept(stated_plan(draft_plan.id)))

    assert again == replace(cast.PLAN, place_id=None, validation_steps=1)


def test_groupings_come_back_as_they_were_stated(draft_plan):
    again = node_drafts(kept(stated_nodes(draft_plan.id)))

    assert again == sorted(cast.NODES, key=lambda one: one.level)
    assert put_nodes(by=None, plan_id=draft_plan.id, drafts=again) == Differences()


def test_commitments_come_back_as_they_were_stated(draft_plan):
    stated = replace(
        drafts()[0],
        planned_end_on=dt.date(2025, 6, 30),
        planned_end_precision=DatePrecision.QUARTER,
        weight=Decimal("1.5000"),
        place_ids=(cast.put_places()["01.511"],),
        bodies=((BodyRole.LEAD, "MEE"), (BodyRole.SUPPORT, "APDN")),
        origin={"file": "abc", "row": 4},
    )
    put_commitments(by=None, plan_id=draft_plan.id, drafts=[stated], complete=True)

    (again,) = commitment_drafts(kept(stated_commitments(draft_plan.id)))

    assert again == stated


def test_an_amount_of_nothing_is_not_unknown(draft_plan):
    stated = [
        replace(one, amount=amount, weight=amount)
        for one, amount in zip(drafts(), (Decimal(0), None), strict=False)
    ]
    put_commitments(by=None, plan_id=draft_plan.id, drafts=stated, complete=True)

    again = commitment_drafts(kept(stated_commitments(draft_plan.id)))

    assert [(one.amount, one.weight) for one in again] == [(Decimal(0), Decimal(0)), (None, None)]


def test_a_theme_comes_back_in_its_own_version(draft_plan):
    old, new = (
        Theme.objects.create(taxonomy="sector", version=version, code="S1", position=1)
        for version in ("2015", "2020")
    )
    CommitmentTheme.objects.create(
        commitment=Commitment.objects.get(code="PDR-001"), theme_id=new.pk
    )

    again = commitment_drafts(kept(stated_commitments(draft_plan.id)))

    assert (again[0].theme_ids, old.pk == new.pk) == ((new.pk,), False)


def test_a_commitment_taken_out_is_not_stated(plan):
    kept_ones = drafts()[1:]
    put_commitments(by=None, plan_id=plan.id, drafts=kept_ones, complete=True)

    stated = stated_commitments(plan.id)

    assert [one["code"] for one in stated] == [one.code for one in kept_ones]


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_reading_what_is_stated_takes_the_same_queries(
    draft_plan, n_commitments, django_assert_num_queries
):
    put_commitments(by=None, plan_id=draft_plan.id, drafts=drafts()[:n_commitments], complete=True)

    with django_assert_num_queries(6):
        found = (stated_plan(draft_plan.id), stated_nodes(draft_plan.id))
        commitments = stated_commitments(draft_plan.id)

    assert (found[0]["code"], len(commitments)) == (Plan.objects.get().code, n_commitments)

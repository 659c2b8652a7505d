"""What a commitment does for another plan, and for inclusion: stated, kept, published, read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from athar.plans.actions import (
    Subject,
    keep_edit,
    publish_amendment,
    publish_edits,
    publish_first_version,
    put_commitments,
    put_plan,
)
from athar.plans.contracts import differing
from athar.plans.enums import EditKind, InclusionMarker
from athar.plans.models import Commitment, CommitmentSnapshot, ContributionLink, Edit
from athar.plans.queries import commitment_page_facts
from athar.plans.queries.edited import content_now
from athar.plans.queries.titles import commitments_elsewhere, public_commitments
from athar.rollups.queries import commitment_as_of, past_of
from athar.trail.moments import read_as_of
from tests import cast

pytestmark = pytest.mark.django_db

TARGET = "NAP-2024/C-1"


@pytest.fixture
def national(plan):
    """Another plan: one public commitment, and one of a later draft that nobody may know."""
    key = put_plan(by=None, draft=replace(cast.PLAN, code="NAP-2024"))
    draft = replace(cast.commitment_drafts(cast.put_places())[3], code="C-1", node_code=None)
    put_commitments(by=None, plan_id=key, drafts=[draft], complete=True)
    publish_first_version(by=None, plan_id=key)
    hidden = replace(draft, code="C-2")
    put_commitments(by=None, plan_id=key, drafts=[hidden], complete=False)
    return key


def keep(plan, **fields):
    subject = Subject(plan.id, EditKind.COMMITMENT, "PDR-001")
    base = content_now(plan.id, EditKind.COMMITMENT, "PDR-001")
    keep_edit(by=None, subject=subject, base=base, mine={**base, **fields})


def publish(plan):
    return publish_edits(by=None, plan_id=plan.id, why="Convergence")


def seen(plan, code="PDR-001"):
    return commitment_page_facts(plan if isinstance(plan, str) else plan.code, code)


def test_it_is_public_with_the_version_and_on_both_sides(plan, national):
    keep(plan, contributions=[[TARGET, "25.000000"]], inclusion="main")
    before = seen(plan)

    publish(plan)

    after, other = seen(plan), seen("NAP-2024", "C-1")
    assert (before.contributes_to, before.inclusion) == ((), None)
    (to,) = after.contributes_to
    assert (to.plan_code, to.code, to.share) == ("NAP-2024", "C-1", Decimal(25))
    assert after.inclusion is InclusionMarker.MAIN
    (by,) = other.contributors
    assert (by.plan_code, by.code, by.share) == (plan.code, "PDR-001", Decimal(25))
    content = CommitmentSnapshot.objects.get(version__number=2, version__plan=plan.id).content
    assert content["contributions"] == [[TARGET, "25.000000"]]
    assert content["inclusion"] == "main"


def test_the_version_says_what_it_changed_and_nothing_of_what_was_always_empty(plan, national):
    CommitmentSnapshot.objects.all().delete()
    keep(plan, inclusion="among")

    publish(plan)

    older = {"title": {"fr": "x"}}
    assert differing(older, {**older, "inclusion": None, "contributions": []}) == ({}, {})
    assert differing(older, {"inclusion": "among"}) == ({"inclusion": None}, {"inclusion": "among"})


def test_the_past_shows_what_it_contributed_to_then(plan, national):
    keep(plan, contributions=[[TARGET, None]], inclusion="main")
    publish(plan)
    number = seen(plan).versions[0].publication
    keep(plan, contributions=[], inclusion=None)
    publish(plan)

    as_of = read_as_of(str(number))
    then, _figures = commitment_as_of(past_of(plan.code, as_of), "PDR-001")
    other, _figures = commitment_as_of(past_of("NAP-2024", as_of), "C-1")
    before, _figures = commitment_as_of(past_of("NAP-2024", read_as_of(str(number - 1))), "C-1")

    assert [(one.plan_code, one.code) for one in other.contributors] == [(plan.code, "PDR-001")]
    assert (before.contributors, seen("NAP-2024", "C-1").contributors) == ((), ())
    assert (seen(plan).contributes_to, seen(plan).inclusion) == ((), None)
    assert [(one.code, one.share) for one in then.contributes_to] == [("C-1", None)]
    assert then.inclusion is InclusionMarker.MAIN


def test_what_files_state_leaves_both_as_they_are(plan, national):
    keep(plan, contributions=[[TARGET, "5.000000"]], inclusion="among")
    publish(plan)

    draft = replace(cast.commitment_drafts(cast.put_places())[0], amount=Decimal(7))
    put_commitments(by=None, plan_id=plan.id, drafts=[draft], complete=False)
    publish_amendment(
        by=None, plan_id=plan.id, why="x", changed_commitment_ids=[plan.commitments["PDR-001"]]
    )

    after = seen(plan)
    assert (after.amount, len(after.contributes_to), after.inclusion) == (7, 1, "among")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"contributions": [["NAP-2024/C-2", None]]}, "unknown_name"),
        ({"contributions": [["NOWHERE/C-1", None]]}, "unknown_name"),
        ({"contributions": [["PDR-NORD-2022-2027/PDR-002", None]]}, "own_plan"),
        ({"contributions": [[TARGET, "0.000000"]]}, "share_out_of_range"),
        ({"contributions": [[TARGET, "100.100000"]]}, "share_out_of_range"),
        ({"inclusion": "much"}, "unknown_marker"),
        ({"places": ["hcp:99"]}, "unknown_name"),
        ({"themes": ["sdg:2015:99"]}, "unknown_name"),
    ],
    ids=["hidden", "unknown", "own", "nothing", "too-much", "marker", "place", "theme"],
)
def test_what_cannot_be_is_refused_and_nothing_kept(plan, national, fields, code):
    with pytest.raises(ValidationError) as refused:
        keep(plan, **fields)

    assert [one.code for one in refused.value.error_list] == [code]
    assert Edit.objects.count() == 0


def test_a_key_that_is_not_public_is_refused_whoever_states_it(plan, national):
    hidden = Commitment.objects.get(code="C-2").pk
    draft = replace(cast.commitment_drafts(cast.put_places())[0], contributions={hidden: None})

    with pytest.raises(ValidationError) as refused:
        put_commitments(by=None, plan_id=plan.id, drafts=[draft], complete=False)

    assert [one.code for one in refused.value.error_list] == ["unknown_commitment"]


def test_the_database_holds_the_rules_too(plan, national):
    one, other = plan.commitments["PDR-001"], Commitment.objects.get(code="C-1").pk

    for wrong in ({"target_id": one}, {"target_id": other, "share": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContributionLink.objects.create(commitment_id=one, **wrong)


def test_only_public_commitments_of_other_plans_are_offered(plan, national):
    assert [key for key, _title in commitments_elsewhere(plan.id, most=9)] == [TARGET]
    assert commitments_elsewhere(plan.id, most=0) == ()
    assert set(public_commitments([TARGET, "NAP-2024/C-2", f"{plan.code}/C-1"])) == {TARGET}


def test_contributions_that_would_close_a_circle_are_refused(plan, national):
    mine = Commitment.objects.get(code="PDR-001").pk
    between = Commitment.objects.get(code="PDR-002").pk
    target = Commitment.objects.get(code="C-1")
    ContributionLink.objects.create(commitment=target, target_id=between)
    keep(plan, contributions=[[TARGET, None]])  # C-1 leads on to PDR-002, which leads nowhere
    ContributionLink.objects.create(commitment_id=between, target_id=mine)

    with pytest.raises(ValidationError) as refused:
        keep(plan, contributions=[[TARGET, "50.000000"]])

    (problem,) = refused.value.error_list
    assert (problem.code, problem.params["code"]) == ("contributes_in_a_circle", "PDR-001")
    keep(plan, contributions=[])

"""What plans do for one another: proposed by one side, answered by the other, read together."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.network.actions.convergence import answer_accord, propose_accord
from athar.network.enums.convergence import Answer, ContributionKind, Tier
from athar.network.models import Accord, Member
from athar.network.queries.convergence import convergence_of, ties_at_work
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.actions import put_commitments
from athar.plans.drafts import CommitmentDraft
from athar.trail.models import Event
from tests.network.meeting import contribute, meet

pytestmark = pytest.mark.django_db
SINCE = dt.date(2025, 3, 1)
TERMS = "implements 2025-03-01 25"


@pytest.fixture
def met(frozen_day):
    """The three plans, the regional one stating that a quarter of R-1 is for N-1."""
    found = meet()
    contribute(found, "RAP", "R-1", "N-1", Decimal(25))
    return found


def coordinator(met, plan):
    account = create_account(by=None, email=f"{plan}@example.org")
    scope = f"plan:{met.plans[plan]}"
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_COORDINATOR, scope=scope)
    return account


def pair(met):
    return {"commitment_id": met.keys["R-1"], "target_id": met.keys["N-1"]}


def propose(met, by=None, **said):
    said = {"kind": "implements", "since_on": SINCE, **said}
    propose_accord(by=by, **pair(met), **said)


def answer(met, by=None, **said):
    said = {"accepts": True, "seen": TERMS, **said}
    answer_accord(by=by, **pair(met), **said)


def the_tie():
    (tie,) = convergence_of("MAR").ties
    return tie


def test_stated_only_it_is_proposed_without_a_kind(met):
    tie = the_tie()

    assert (tie.kind, tie.answer, tie.share, tie.is_open) == (
        None, Answer.PROPOSED, Decimal(25), True
    )  # fmt: skip


def test_one_side_proposes_and_the_other_accepts(met):
    propose(met, coordinator(met, "RAP"))
    proposed = the_tie()

    answer(met, coordinator(met, "NAP"))

    assert (proposed.kind, proposed.counts) == (ContributionKind.IMPLEMENTS, False)
    tie = the_tie()
    assert (tie.answer, tie.since_on, tie.counts) == (Answer.ACCEPTED, SINCE, True)
    kinds = list(Event.objects.filter(kind__startswith="accord").values_list("kind", flat=True))
    assert sorted(kinds) == ["accord.accepted", "accord.proposed"]


def test_declined_with_a_reason_it_is_shown_and_never_counted(met):
    propose(met)

    answer(met, accepts=False, reason=" Not the same work ")

    tie = the_tie()
    assert (tie.answer, tie.reason, tie.counts) == (Answer.DECLINED, "Not the same work", False)


def test_what_only_reports_on_another_is_agreed_but_not_counted(met):
    propose(met, kind="reports_on")

    answer(met, seen="reports_on 2025-03-01 25")

    assert (the_tie().is_agreed, the_tie().counts) == (True, False)


@pytest.mark.parametrize("change", ["share", "kind"])
def test_what_changes_opens_the_question_again(met, change):
    propose(met)
    answer(met)

    if change == "share":
        contribute(met, "RAP", "R-1", "N-1", Decimal(80))
    else:
        propose(met, kind="supports")

    assert the_tie().is_open


def test_proposing_the_same_again_changes_nothing(met):
    propose(met)
    answer(met)

    propose(met)

    assert the_tie().is_agreed
    assert Event.objects.filter(kind="accord.proposed").count() == 1


def test_whoever_is_not_of_the_side_that_acts_is_refused(met):
    receiving, giving = coordinator(met, "NAP"), coordinator(met, "RAP")

    with pytest.raises(PermissionDenied):
        propose(met, receiving)
    propose(met, giving)
    with pytest.raises(PermissionDenied):
        answer(met, giving)

    assert the_tie().is_open


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "loves"}, "unknown_kind"),
        ({"since_on": dt.date(2025, 10, 16)}, "since_to_come"),
        ({"target_id": 0}, "not_stated"),
    ],
    ids=["kind", "to-come", "not-stated"],
)
def test_what_cannot_be_proposed_is_refused(met, said, code):
    with pytest.raises(ValidationError) as refused:
        propose_accord(by=None, **{**pair(met), "kind": "implements", **said})

    assert (refused.value.code, Accord.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"seen": "implements 2025-03-01 20"}, "changed_meanwhile"),
        ({"accepts": False, "reason": " "}, "no_reason"),
    ],
    ids=["changed", "no-reason"],
)
def test_what_cannot_be_answered_is_refused(met, said, code):
    propose(met)

    with pytest.raises(ValidationError) as refused:
        answer(met, **said)

    assert (refused.value.code, the_tie().is_open) == (code, True)


def test_what_nobody_proposed_cannot_be_answered(met):
    with pytest.raises(ValidationError) as refused:
        answer(met)

    assert refused.value.code == "not_proposed"


def test_the_database_holds_an_answer_with_its_day_and_reason(met):
    for wrong in ({"answer": "accepted"}, {"answer": "declined", "answered_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Accord.objects.create(**pair(met), kind="supports", **wrong)


def test_every_tier_stands_together_with_its_area(met, django_assert_num_queries):
    with django_assert_num_queries(6):
        found = convergence_of("MAR")

    assert [(one.code, one.tier) for one in sorted(found.promises, key=lambda one: one.code)] == [
        ("C-1", Tier.LOCAL), ("N-1", Tier.NATIONAL), ("N-2", Tier.NATIONAL),
        ("R-1", Tier.REGIONAL),
    ]  # fmt: skip
    assert [area.code for area in found.areas] == ["open-data"]


def test_gaps_follow_agreed_ties_over_any_number_of_steps(met):
    contribute(met, "CAP", "C-1", "R-1")
    before = convergence_of("MAR").gaps()
    propose(met)
    answer(met)
    ends = {"commitment_id": met.keys["C-1"], "target_id": met.keys["R-1"]}
    propose_accord(by=None, **ends, kind="supports")
    answer_accord(by=None, **ends, accepts=True, seen="supports  ")

    after = convergence_of("MAR")

    assert before == set(met.keys.values())
    assert after.gaps() == {met.keys["N-2"]}
    assert after.contributors() == {
        met.keys["N-1"]: {met.keys["R-1"]: Decimal("0.25")},
        met.keys["R-1"]: {met.keys["C-1"]: Decimal(1)},
    }


def test_plans_that_ended_and_ties_with_them_are_left_out_when_asked(met):
    found = convergence_of("MAR", current_on=dt.date(2028, 1, 1))

    assert (found.promises, found.ties) == ((), ())


def test_who_is_no_member_has_no_page_and_a_fictional_one_nothing():
    Member.objects.create(code="X", kind="state", is_fictional=True, names={"fr": "Fiction"})

    assert convergence_of("ZZZ") is None
    assert convergence_of("X").promises == ()


def test_a_plan_without_place_counts_nowhere(met, plan):
    assert plan.code not in {one.plan_code for one in convergence_of("MAR").promises}


@pytest.mark.parametrize(
    ("plan", "may"), [("RAP", (True, False)), ("NAP", (False, True))], ids=["giving", "receiving"]
)
def test_each_side_sees_its_ties_and_what_it_may_do(met, plan, may):
    found = ties_at_work(coordinator(met, plan))

    assert [(one.may_propose, one.may_answer) for one in found] == [may]
    assert [(one.commitment.code, one.target.code) for one in found] == [("R-1", "N-1")]
    assert found[0].tie.terms == "  25"


def test_who_coordinates_another_plan_sees_none(met):
    assert ties_at_work(coordinator(met, "CAP")) == ()


def test_what_waits_for_an_answer_comes_first(met):
    contribute(met, "CAP", "C-1", "N-1")
    propose(met)
    answer(met)

    found = ties_at_work(coordinator(met, "NAP"))

    assert [one.commitment.code for one in found] == ["C-1", "R-1"]


def test_what_is_not_public_yet_is_not_there(met):
    draft = CommitmentDraft(code="R-9", title=Translated(fr="Secret"))
    put_commitments(by=None, plan_id=met.plans["RAP"], drafts=[draft], complete=False)

    found = convergence_of("MAR")

    assert {one.code for one in found.promises} == {"N-1", "N-2", "R-1", "C-1"}

"""Publishing versions of plans."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from athar.plans.actions import publish_amendment, publish_first_version, put_commitments
from athar.plans.models import (
    Amendment,
    Commitment,
    CommitmentSnapshot,
    Milestone,
    Plan,
    PlanVersion,
)
from athar.trail.actions import record
from athar.trail.models import Event
from athar.trail.queries import history, last_publication_number
from tests import cast


def test_first_version_freezes_what_was_promised(draft_plan):
    publish_first_version(by=None, plan_id=draft_plan.id)

    frozen = Commitment.objects.values_list(
        "first_version", "first_planned_start_on", "first_planned_end_on", "first_amount"
    ).get(code="PDR-001")
    assert frozen == (1, dt.date(2022, 1, 1), dt.date(2025, 12, 31), Decimal("1250000.50"))
    assert CommitmentSnapshot.objects.count() == 5


def test_first_version_takes_a_publication_number(draft_plan):
    publish_first_version(by=None, plan_id=draft_plan.id, reason="adopted")

    event = Event.objects.get(kind="plan.version_published")
    version = PlanVersion.objects.get()
    assert (version.number, version.event) == (1, event)
    assert (event.publication_number, event.reason) == (2, "adopted")


def test_a_plan_is_published_only_once(plan):
    with pytest.raises(ValidationError) as refused:
        publish_first_version(by=None, plan_id=plan.id)

    assert refused.value.code == "already_published"


@pytest.mark.parametrize("who", ["manager", "coordinator", "validator", "citizen", "stranger"])
def test_only_the_plan_editor_publishes(plan, people, who):
    with pytest.raises(PermissionDenied):
        publish_first_version(by=getattr(people, who), plan_id=plan.id)
    with pytest.raises(PermissionDenied):
        publish_amendment(
            by=getattr(people, who),
            plan_id=plan.id,
            why="x",
            changed_commitment_ids=plan.commitments.values(),
        )

    assert (PlanVersion.objects.count(), last_publication_number()) == (1, 2)


def test_a_version_says_who_published_it(plan, people):
    changed = amend(plan, amount=Decimal(1))

    publish_amendment(
        by=people.editor, plan_id=plan.id, why="Prices", changed_commitment_ids=changed
    )

    version = PlanVersion.objects.get(number=2)
    assert (version.published_by, version.event.actor_name) == (people.editor, "Editor")
    assert version.event.publication_number == 3


def amend(plan, **changes):
    drafts = [
        replace(draft, **changes) if draft.code == "PDR-001" else draft
        for draft in cast.commitment_drafts(cast.put_places())
    ]
    differences = put_commitments(by=None, plan_id=plan.id, drafts=drafts, complete=True)
    return [int(one.subject.partition(":")[2]) for one in differences.changed]


def test_an_amendment_keeps_the_first_promise(plan):
    changed = amend(plan, planned_end_on=dt.date(2027, 6, 30))

    version = publish_amendment(
        by=None, plan_id=plan.id, why="Floods", changed_commitment_ids=changed
    )

    row = Commitment.objects.get(code="PDR-001")
    assert version == 2
    assert (row.first_planned_end_on, row.planned_end_on) == (
        dt.date(2025, 12, 31),
        dt.date(2027, 6, 30),
    )


def test_what_the_first_version_froze_never_changes(plan):
    key = plan.commitments["PDR-001"]
    frozen = CommitmentSnapshot.objects.filter(version__number=1).order_by("pk")
    before = list(frozen.values("commitment", "content"))

    for year in (2026, 2027, 2028):
        amend(plan, planned_end_on=dt.date(year, 1, 1), amount=Decimal(year), place_ids=())
        publish_amendment(by=None, plan_id=plan.id, why="Floods", changed_commitment_ids=[key])

    row = Commitment.objects.get(pk=key)
    assert list(frozen.values("commitment", "content")) == before
    assert (row.first_version, row.first_planned_end_on, row.first_amount) == (
        1,
        dt.date(2025, 12, 31),
        Decimal("1250000.50"),
    )
    assert [one.number for one in PlanVersion.objects.order_by("number")] == [1, 2, 3, 4]


def test_the_date_first_promised_for_a_milestone_never_changes(draft_plan):
    key = draft_plan.commitments["PDR-001"]
    step = Milestone.objects.create(commitment_id=key, planned_on=dt.date(2024, 6, 30))
    publish_first_version(by=None, plan_id=draft_plan.id)
    Milestone.objects.update(planned_on=dt.date(2026, 6, 30))

    publish_amendment(by=None, plan_id=draft_plan.id, why="Floods", changed_commitment_ids=[key])

    step.refresh_from_db()
    assert (step.first_planned_on, step.planned_on) == (dt.date(2024, 6, 30), dt.date(2026, 6, 30))


def test_what_an_amendment_takes_out_stays_with_what_was_promised(plan):
    drafts = cast.commitment_drafts(cast.put_places())
    key = plan.commitments["PDR-001"]
    put_commitments(by=None, plan_id=plan.id, drafts=drafts[1:], complete=True)

    publish_amendment(by=None, plan_id=plan.id, why="Abandoned", changed_commitment_ids=[key])

    row = Commitment.objects.get(code="PDR-001")
    assert (row.removed_in_version, row.first_amount) == (2, Decimal("1250000.50"))
    newest = history(f"commitment:{key}")[0]
    assert (newest.before, newest.after) == (
        {"removed_in_version": None},
        {"removed_in_version": 2},
    )


def test_an_amendment_records_what_differs_from_the_last_version(plan):
    changed = amend(plan, amount=Decimal(1500000))

    publish_amendment(by=None, plan_id=plan.id, why="Prices", changed_commitment_ids=changed)

    newest = history(f"commitment:{plan.commitments['PDR-001']}")[0]
    assert (newest.kind, newest.reason) == ("plan.amended", "Prices")
    assert (newest.before, newest.after) == ({"amount": "1250000.50"}, {"amount": "1500000.00"})


def test_what_an_amendment_adds_is_promised_from_then_on(plan):
    added = cast.commitment_drafts(cast.put_places())[0]
    put_commitments(
        by=None,
        plan_id=plan.id,
        drafts=[replace(added, code="PDR-900", amount=Decimal(5))],
        complete=False,
    )

    publish_amendment(by=None, plan_id=plan.id, why="New", changed_commitment_ids=())

    row = Commitment.objects.get(code="PDR-900")
    assert (row.first_version, row.first_amount) == (2, Decimal(5))
    assert [snapshot.version.number for snapshot in row.snapshots.all()] == [2]


@pytest.mark.parametrize(
    ("why", "code"), [("", "reason_missing"), ("  ", "reason_missing"), ("x", "nothing_changed")]
)
def test_an_amendment_needs_a_reason_and_a_change(plan, why, code):
    with pytest.raises(ValidationError) as refused:
        publish_amendment(by=None, plan_id=plan.id, why=why, changed_commitment_ids=())

    assert refused.value.code == code
    assert (Amendment.objects.count(), PlanVersion.objects.count()) == (0, 1)
    assert Event.objects.filter(kind="plan.amended").count() == 0


def test_a_draft_is_not_amended(draft_plan):
    with pytest.raises(ValidationError) as refused:
        publish_amendment(by=None, plan_id=draft_plan.id, why="x", changed_commitment_ids=())

    assert refused.value.code == "not_published"
    assert Plan.objects.get().current_version == 0


def test_an_empty_plan_is_not_published(db):
    cast.put_bodies()
    plan_id = cast.put_plan(by=None, draft=cast.PLAN)

    with pytest.raises(ValidationError) as refused:
        publish_first_version(by=None, plan_id=plan_id)

    assert refused.value.code == "plan_empty"


def test_an_amendment_says_which_act_made_its_changes(plan):
    key = Commitment.objects.get(code="PDR-001").pk
    with transaction.atomic():
        cause = record(kind="plan.imported", by=None, subject=f"plan:{plan.id}")

    publish_amendment(
        by=None, plan_id=plan.id, why="Floods", changed_commitment_ids=[key], cause=cause
    )

    assert Event.objects.get(kind="plan.amended").source == {"event": cause.pk}

"""Moving a commitment among those of its grouping: at once in a draft, else with the amendment."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from athar.plans.actions import (
    Subject,
    keep_edit,
    move_among_neighbours,
    publish_edits,
    save_draft,
    take_out,
)
from athar.plans.enums import EditKind
from athar.plans.models import Commitment, Edit, EditDraft, Node, PlanVersion
from athar.plans.queries import nodes_of
from athar.plans.queries.edited import content_now, new_commitment, order_now

pytestmark = pytest.mark.django_db

ALL = ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"]


@pytest.fixture
def together(plan):
    """All commitments of the plan in one grouping, in the order of their codes."""
    node = Node.objects.filter(plan=plan.id).first()
    Commitment.objects.filter(plan=plan.id).update(node=node)
    return plan


def move(plan, code, *, up, by=None):
    subject = Subject(plan.id, EditKind.COMMITMENT, code)
    return move_among_neighbours(by=by, subject=subject, up=up)


def seen(plan):
    return [code for code, _position in order_now(plan.id, EditKind.COMMITMENT, "PDR-001")]


def public():
    return list(Commitment.objects.order_by("position", "pk").values_list("code", flat=True))


def test_the_order_waits_and_becomes_public_with_the_amendment(together):
    moved = move(together, "PDR-003", up=True)
    waiting = public()

    publish_edits(by=None, plan_id=together.id, why="Session")

    after = ["PDR-001", "PDR-003", "PDR-002", "PDR-004", "PDR-005"]
    assert (moved, waiting, public(), seen(together)) == (True, ALL, after, after)
    order = PlanVersion.objects.get(plan=together.id, number=2).content["order"]
    assert order == [together.commitments[code] for code in after]


def test_moving_there_and_back_leaves_nothing_that_waits(together):
    move(together, "PDR-003", up=True)
    move(together, "PDR-003", up=False)

    assert (Edit.objects.count(), seen(together)) == (0, ALL)


def test_at_the_ends_nothing_moves(together):
    moved = [
        move(together, "PDR-001", up=True),
        move(together, "PDR-005", up=False),
        move(together, "PDR-999", up=True),
    ]

    assert (moved, Edit.objects.count()) == ([False, False, False], 0)


def test_it_moves_among_its_own_grouping_only(plan):
    other = Node.objects.filter(plan=plan.id).first()
    Commitment.objects.filter(plan=plan.id).update(node=None)
    Commitment.objects.filter(code="PDR-002").update(node=other)

    move(plan, "PDR-003", up=True)

    assert seen(plan) == ["PDR-003", "PDR-001", "PDR-004", "PDR-005"]


def test_positions_that_are_the_same_are_told_apart(together):
    Commitment.objects.filter(plan=together.id).update(position=3)

    move(together, "PDR-002", up=True)

    assert seen(together) == ["PDR-002", "PDR-001", "PDR-003", "PDR-004", "PDR-005"]
    assert [
        position for _code, position in order_now(together.id, EditKind.COMMITMENT, "PDR-001")
    ] == [3, 4, 5, 6, 7]


def test_what_waits_and_what_is_typed_of_it_stays(together, people):
    subject = Subject(together.id, EditKind.COMMITMENT, "PDR-003")
    base = content_now(together.id, EditKind.COMMITMENT, "PDR-003")
    keep_edit(by=None, subject=subject, base=base, mine={**base, "weight": "2.0000"})
    save_draft(by=people.editor, subject=subject, base=base, typed={"weight": ["3"]})

    move(together, "PDR-003", up=True, by=people.editor)

    now = content_now(together.id, EditKind.COMMITMENT, "PDR-003")
    assert (now["weight"], now["position"], EditDraft.objects.count()) == ("2.0000", 1, 1)


def test_a_new_commitment_stands_last_and_is_moved_once_it_is_public(together):
    subject = Subject(together.id, EditKind.COMMITMENT, "PDR-100")
    fields = {**new_commitment(), "title": {"fr": "École"}}
    keep_edit(by=None, subject=subject, base=None, mine=fields)
    early = move(together, "PDR-100", up=True)

    publish_edits(by=None, plan_id=together.id, why="Session")

    assert (early, public()) == (False, [*ALL, "PDR-100"])


def test_one_that_is_to_be_taken_out_is_passed_over(together):
    take_out(by=None, subject=Subject(together.id, EditKind.COMMITMENT, "PDR-002"))
    move(together, "PDR-003", up=True)

    publish_edits(by=None, plan_id=together.id, why="Session")

    stays = Commitment.objects.filter(removed_in_version=None).order_by("position", "pk")
    assert list(stays.values_list("code", flat=True)) == [
        "PDR-001",
        "PDR-003",
        "PDR-004",
        "PDR-005",
    ]
    assert Edit.objects.count() == 0


def test_in_a_draft_plan_it_moves_at_once(draft_plan):
    Commitment.objects.filter(plan=draft_plan.id).update(node=None)

    move(draft_plan, "PDR-002", up=True)

    assert public()[:2] == ["PDR-002", "PDR-001"]


@pytest.mark.parametrize("who", ["manager", "validator", "stranger"])
def test_only_who_edits_the_plan_moves(together, people, who):
    with pytest.raises(PermissionDenied):
        move(together, "PDR-003", up=True, by=getattr(people, who))

    assert Edit.objects.count() == 0


def groupings(plan):
    return [one.code for one in nodes_of(plan.id)]


def move_grouping(plan, code, *, up):
    subject = Subject(plan.id, EditKind.NODE, code)
    return move_among_neighbours(by=None, subject=subject, up=up)


def test_a_grouping_moves_among_those_beside_it_with_the_amendment(plan):
    moved = [move_grouping(plan, "A2", up=True), move_grouping(plan, "P02", up=True)]
    waiting = groupings(plan)

    publish_edits(by=None, plan_id=plan.id, why="Session")

    assert (moved, waiting) == ([True, True], ["A1", "P01", "P02", "A2"])
    assert groupings(plan) == ["A2", "A1", "P02", "P01"]


@pytest.mark.parametrize(
    ("code", "up"), [("A1", True), ("A2", False), ("P02", False), ("A9", True)]
)
def test_a_grouping_does_not_leave_those_beside_it(plan, code, up):
    moved = move_grouping(plan, code, up=up)

    assert (moved, Edit.objects.count()) == (False, 0)

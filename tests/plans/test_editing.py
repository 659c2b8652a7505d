"""Editing a plan: nothing typed is lost, nothing kept is public before its amendment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.indicators.actions import put_framework
from athar.indicators.drafts import ResultLineDraft
from athar.kernel.text import Translated
from athar.plans.actions import (
    EditCollision,
    Subject,
    discard_edit,
    drop_draft,
    keep_edit,
    publish_edits,
    put_commitments,
    save_draft,
    take_out,
)
from athar.plans.enums import EditKind
from athar.plans.models import Commitment, CommitmentSnapshot, Edit, EditDraft, Node, PlanVersion
from athar.plans.queries.edited import content_now, edits_of, new_commitment, stored_content
from athar.trail.models import Event
from tests import cast
from tests.indicators.cast import set_up

TITLE = {"fr": "Barrage de Oued Laou (rehaussé)"}


def commitment(plan, code="PDR-001"):
    return Subject(plan.id, EditKind.COMMITMENT, code)


def node(plan, code):
    return Subject(plan.id, EditKind.NODE, code)


def keep(subject, by=None, base=None, chosen=None, **fields):
    base = base or content_now(subject.plan_id, subject.kind, subject.code)
    return keep_edit(by=by, subject=subject, base=base, mine={**base, **fields}, chosen=chosen)


def add(subject, **fields):
    fields = {**new_commitment(), "title": {"fr": "École"}, **fields}
    return keep_edit(by=None, subject=subject, base=None, mine=fields)


def stored(code="PDR-001"):
    row = Commitment.objects.get(code=code)
    return row.title, row.amount, row.removed_in_version


def test_what_is_kept_of_a_published_plan_waits(plan, people):
    before = stored()

    kept = keep(commitment(plan), people.editor, title=TITLE, amount="2000000.00")

    assert (kept.is_changed, stored()) == (True, before)
    (edit,) = edits_of(plan.id)
    assert (edit.code, edit.fate, edit.kept_by) == ("PDR-001", "changed", "Editor")
    assert dict(edit.fields)["amount"] == ["1250000.50", "2000000.00"]
    assert content_now(plan.id, EditKind.COMMITMENT, "PDR-001")["title"] == TITLE
    event = Event.objects.order_by("-pk").first()
    assert (event.kind, event.publication_number) == ("plan.edit_kept", None)


def test_what_is_kept_of_a_draft_plan_is_applied_at_once(draft_plan):
    keep(commitment(draft_plan), title=TITLE)

    assert stored()[0] == TITLE
    assert (Edit.objects.count(), Event.objects.order_by("-pk").first().kind) == (0, "plan.edited")


def test_keeping_what_stands_already_keeps_nothing(plan):
    kept = keep(commitment(plan))

    assert (kept.is_changed, Edit.objects.count()) == (False, 0)


def test_keeping_the_same_twice_is_one_act(plan):
    keep(commitment(plan), title=TITLE)
    n = Event.objects.count()

    keep(commitment(plan))

    assert (Edit.objects.count(), Event.objects.count()) == (1, n)


def test_going_back_to_what_is_published_leaves_nothing_waiting(plan):
    published = content_now(plan.id, EditKind.COMMITMENT, "PDR-001")
    keep(commitment(plan), title=TITLE)

    keep(commitment(plan), title=published["title"])

    assert (Edit.objects.count(), Event.objects.order_by("-pk").first().kind) == (
        0,
        "plan.edit_discarded",
    )


def test_two_editors_of_different_fields_are_merged(plan, people):
    opened = content_now(plan.id, EditKind.COMMITMENT, "PDR-001")
    keep(commitment(plan), people.editor, base=opened, amount="2000000.00")

    kept = keep(commitment(plan), base=opened, title=TITLE)

    now = content_now(plan.id, EditKind.COMMITMENT, "PDR-001")
    assert (now["title"], now["amount"]) == (TITLE, "2000000.00")
    assert [one.name for one in kept.theirs] == ["amount"]


def test_two_editors_of_one_field_are_asked_and_nothing_is_lost(plan, people):
    opened = content_now(plan.id, EditKind.COMMITMENT, "PDR-001")
    keep(commitment(plan), base=opened, title={"fr": "Autre"})

    with pytest.raises(EditCollision) as collided:
        keep(commitment(plan), people.editor, base=opened, title=TITLE)

    (clash,) = collided.value.merged.clashes
    assert (clash.name, clash.theirs, clash.mine) == ("title", {"fr": "Autre"}, TITLE)
    keep(commitment(plan), people.editor, base=opened, title=TITLE, chosen={"title": "mine"})
    assert content_now(plan.id, EditKind.COMMITMENT, "PDR-001")["title"] == TITLE


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": {}}, "title_missing"),
        ({"node": "P99"}, "unknown_node"),
        ({"bodies": [["lead", "NOBODY"]]}, "unknown_body"),
        ({"funding": [{"funder": "NOBODY", "year": None, "agreement": None, "amount": "1"}]}, None),
    ],
)
def test_what_the_plan_cannot_hold_is_refused_when_it_is_kept(plan, fields, code):
    with pytest.raises(ValidationError) as refused:
        keep(commitment(plan), **fields)

    assert code in {None, refused.value.error_list[0].code}
    assert Edit.objects.count() == 0


def test_a_new_commitment_waits_for_its_amendment(plan):
    add(commitment(plan, "PDR-100"), node="P01", amount="10.00")

    assert not Commitment.objects.filter(code="PDR-100").exists()
    publish_edits(by=None, plan_id=plan.id, why="Session")
    row = Commitment.objects.get(code="PDR-100")
    assert (row.first_version, row.position, row.node.code) == (2, 5, "P01")


def test_a_code_is_given_once(plan):
    add(commitment(plan, "PDR-100"))

    with pytest.raises(ValidationError) as refused:
        add(commitment(plan, "PDR-100"))
    assert refused.value.code == "code_taken"


def test_an_amendment_publishes_all_that_waits_at_one_moment(plan, people):
    funding = [{"funder": "REG", "year": None, "agreement": None, "amount": "5.00"}]
    step = {"id": None, "title": {"fr": "Travaux"}, "planned_on": "2025-01-31"}
    step |= {"weight": "1.0000", "requires_evidence": True}
    keep(commitment(plan), title=TITLE, funding=funding, milestones=[step])
    take_out(by=None, subject=commitment(plan, "PDR-004"))

    number = publish_edits(
        by=people.editor, plan_id=plan.id, why="Session", what=Translated(fr="Rehausse")
    )

    assert (number, Edit.objects.count(), stored()[0]) == (2, 0, TITLE)
    assert stored("PDR-004")[2] == 2
    version = PlanVersion.objects.get(number=2)
    snapshots = CommitmentSnapshot.objects.filter(version=version)
    assert set(snapshots.values_list("commitment__code", flat=True)) == {"PDR-001", "PDR-004"}
    assert version.amendment.what == {"fr": "Rehausse"}
    now = stored_content(plan.id, EditKind.COMMITMENT, "PDR-001")
    assert (now["funding"], now["milestones"][0]["title"]) == (funding, {"fr": "Travaux"})
    assert [*Event.objects.order_by("-pk").values_list("kind", flat=True)[:2]] == [
        "plan.amended",
        "plan.edited",
    ]


def test_what_changed_elsewhere_since_is_not_overwritten(plan):
    keep(commitment(plan), title=TITLE)
    (dam, *_rest) = cast.commitment_drafts(cast.put_places())
    other = replace(dam, title=Translated(fr="Par import"))
    put_commitments(by=None, plan_id=plan.id, drafts=[other], complete=False)

    with pytest.raises(ValidationError) as refused:
        publish_edits(by=None, plan_id=plan.id, why="Session")

    assert refused.value.code == "edit_collides"
    assert (stored()[0], Edit.objects.count()) == ({"fr": "Par import"}, 1)
    keep(commitment(plan, "PDR-002"), amount="1.00")  # others are kept all the same


def test_nothing_is_published_of_nothing(plan):
    with pytest.raises(ValidationError) as refused:
        publish_edits(by=None, plan_id=plan.id, why="Session")

    assert refused.value.code == "nothing_changed"


def test_a_commitment_taken_out_is_open_to_nobody(plan):
    opened = content_now(plan.id, EditKind.COMMITMENT, "PDR-004")
    take_out(by=None, subject=commitment(plan, "PDR-004"))

    assert content_now(plan.id, EditKind.COMMITMENT, "PDR-004") is None
    for act in (
        lambda: keep(commitment(plan, "PDR-004"), base=opened),
        lambda: take_out(by=None, subject=commitment(plan, "PDR-004")),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "gone"


def test_taking_out_what_never_was_public_gives_it_up(plan):
    add(commitment(plan, "PDR-100"))

    take_out(by=None, subject=commitment(plan, "PDR-100"))

    assert Edit.objects.count() == 0


def test_a_change_is_given_up(plan):
    keep(commitment(plan), title=TITLE)

    discard_edit(by=None, subject=commitment(plan))
    discard_edit(by=None, subject=commitment(plan))

    assert Edit.objects.count() == 0
    assert content_now(plan.id, EditKind.COMMITMENT, "PDR-001")["title"] != TITLE


def test_commitments_of_a_draft_plan_are_removed_with_their_steps(draft_plan):
    step = {"id": None, "title": {"fr": "x"}, "planned_on": None, "weight": None}
    keep(commitment(draft_plan, "PDR-004"), milestones=[step | {"requires_evidence": True}])

    take_out(by=None, subject=commitment(draft_plan, "PDR-004"))

    assert Commitment.objects.filter(code="PDR-004").count() == 0
    assert Commitment.objects.count() == 4


def test_groupings_are_added_renamed_moved_and_reordered(plan):
    keep_edit(
        by=None,
        subject=node(plan, "P03"),
        base=None,
        mine={"title": {"fr": "Canaux"}, "parent": "A1", "position": 2},
    )
    keep(node(plan, "P02"), parent="A2", position=0, title={"fr": "Eau à boire"})

    publish_edits(by=None, plan_id=plan.id, why="Session")

    paths = dict(Node.objects.values_list("code", "path"))
    assert (paths["P03"], paths["P02"]) == ("A1/P03/", "A2/P02/")
    assert Node.objects.get(code="P02").title == {"fr": "Eau à boire"}


@pytest.mark.parametrize("parent", ["P01", "P99"])
def test_a_grouping_stands_under_one_that_may_hold_it(plan, parent):
    with pytest.raises(ValidationError):
        keep(node(plan, "P01"), parent=parent)


def test_a_grouping_goes_from_a_draft_only(plan):
    with pytest.raises(ValidationError) as refused:
        take_out(by=None, subject=node(plan, "A2"))

    assert (refused.value.code, Edit.objects.count()) == ("node_published", 0)


def test_a_grouping_of_a_draft_plan_leaves_its_commitments(draft_plan):
    take_out(by=None, subject=node(draft_plan, "A2"))

    assert not Node.objects.filter(code="A2").exists()
    assert Commitment.objects.get(code="PDR-003").node is None


def test_a_grouping_on_which_results_stand_is_not_removed(draft_plan):
    set_up(draft_plan)
    draft = ResultLineDraft(
        indicator=("shared", "water"), place_id=cast.put_places()["01"], node_code="A2"
    )
    put_framework(by=None, plan_id=draft_plan.id, drafts=[draft])

    with pytest.raises(ValidationError) as refused:
        take_out(by=None, subject=node(draft_plan, "A2"))

    assert (refused.value.code, Node.objects.count()) == ("in_use", 4)


def test_what_is_typed_is_saved_as_it_was_typed(plan, people):
    subject = commitment(plan)

    save_draft(by=people.editor, subject=subject, base={}, typed={"amount": ["12,,"]})
    save_draft(by=people.editor, subject=subject, base={}, typed={"amount": ["12,,5"]})

    assert EditDraft.objects.get().typed == {"amount": ["12,,5"]}
    keep(subject, people.editor, title=TITLE)
    assert EditDraft.objects.count() == 0


def test_what_is_typed_is_thrown_away_when_asked(plan, people):
    save_draft(by=people.editor, subject=commitment(plan), base={}, typed={})

    drop_draft(by=people.editor, subject=commitment(plan))

    assert EditDraft.objects.count() == 0


def test_too_much_text_is_not_saved(plan, people):
    with pytest.raises(ValidationError) as refused:
        save_draft(
            by=people.editor, subject=commitment(plan), base={}, typed={"a": ["x" * 200_001]}
        )

    assert (refused.value.code, EditDraft.objects.count()) == ("draft_too_long", 0)


@pytest.mark.parametrize("who", ["coordinator", "manager", "stranger", "citizen", "administrator"])
def test_only_editors_edit(plan, people, who):
    by = getattr(people, who)
    subject = commitment(plan)
    for act in (
        lambda: keep(subject, by, title=TITLE),
        lambda: save_draft(by=by, subject=subject, base={}, typed={}),
        lambda: drop_draft(by=by, subject=subject),
        lambda: take_out(by=by, subject=subject),
        lambda: discard_edit(by=by, subject=subject),
        lambda: publish_edits(by=by, plan_id=plan.id, why="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert (Edit.objects.count(), EditDraft.objects.count()) == (0, 0)

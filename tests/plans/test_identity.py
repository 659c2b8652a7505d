"""The plan itself: edited like its commitments, before it is public and by amendments after."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.rules import organisation_scope
from athar.plans.actions import EditCollision, Subject, keep_edit, publish_edits, take_out
from athar.plans.enums import EditKind
from athar.plans.models import Edit, Plan, PlanVersion
from athar.plans.queries import plan_changes
from athar.plans.queries.edited import content_now

TITLE = {"fr": "Programme révisé"}
LEVEL = {"code": "axis", "one": {"fr": "axe"}, "many": {"fr": "axes"}}


def subject(plan):
    return Subject(plan.id, EditKind.PLAN, plan.code)


def now(plan):
    return content_now(plan.id, EditKind.PLAN, plan.code)


def keep(plan, by=None, base=None, **fields):
    base = base or now(plan)
    return keep_edit(by=by, subject=subject(plan), base=base, mine={**base, **fields})


def test_the_plan_itself_waits_and_is_published_as_an_amendment(plan, people):
    keep(plan, people.editor, title=TITLE, validation_steps=2, end_on="2028-12-31")
    before = (Plan.objects.get().title == TITLE, now(plan)["title"])

    publish_edits(by=people.editor, plan_id=plan.id, why="Session")

    row = Plan.objects.get()
    changes = plan_changes(plan.id, 2)
    assert before == (False, TITLE)
    assert (row.title, row.validation_steps, row.end_on.year) == (TITLE, 2, 2028)
    assert (set(changes.after), changes.before["validation_steps"]) == (
        {"title", "validation_steps", "end_on"},
        1,
    )
    assert Edit.objects.count() == 0


def test_the_plan_itself_is_edited_at_once_while_it_is_a_draft(draft_plan):
    keep(draft_plan, weight_rule="equal", reporting_months=3)

    row = Plan.objects.get()
    assert (row.weight_rule, row.reporting_months, Edit.objects.count()) == ("equal", 3, 0)


def test_two_who_edit_the_plan_itself_are_merged_or_asked(plan, people):
    opened = now(plan)
    keep(plan, base=opened, reporting_months=3)
    keep(plan, people.editor, base=opened, title=TITLE)

    with pytest.raises(EditCollision) as collided:
        keep(plan, base=opened, title={"fr": "Autre"})

    (clash,) = collided.value.merged.clashes
    assert (clash.name, clash.theirs) == ("title", TITLE)
    assert (now(plan)["reporting_months"], now(plan)["title"]) == (3, TITLE)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": {}}, "title_missing"),
        ({"end_on": "2020-01-01"}, "ends_before_start"),
        ({"reporting_months": 0}, "rhythm_out_of_range"),
        ({"validation_steps": 3}, "steps_not_one_or_two"),
        ({"levels": [LEVEL, {"code": "x", "one": {}, "many": {}}]}, "level_unnamed"),
        ({"levels": [LEVEL]}, "level_in_use"),
        ({"levels": []}, "level_in_use"),
        ({"owner": "NOBODY"}, "unknown_body"),
    ],
    ids=["title", "end", "rhythm", "steps", "unnamed", "deep", "none", "owner"],
)
def test_what_a_plan_cannot_be_is_refused_when_it_is_kept(plan, fields, code):
    with pytest.raises(ValidationError) as refused:
        keep(plan, **fields)

    assert (refused.value.error_list[0].code, Edit.objects.count()) == (code, 0)


def test_a_lower_level_is_added_while_groupings_stand(plan):
    levels = [*now(plan)["levels"], {"code": "x", "one": {"fr": "action"}, "many": {"fr": "a"}}]

    keep(plan, levels=levels)

    assert len(now(plan)["levels"]) == 3


def test_a_plan_goes_to_another_body_by_who_starts_plans_of_it(plan, people):
    with pytest.raises(PermissionDenied):
        keep(plan, people.editor, owner="MEE")
    scope = organisation_scope(plan.bodies["MEE"])
    grant_role(by=None, account_id=people.editor.pk, role=Role.PLAN_EDITOR, scope=scope)
    del people.editor.rights_read
    keep(plan, people.editor, owner="MEE")

    publish_edits(by=None, plan_id=plan.id, why="Session")

    assert Plan.objects.get().owner.code == "MEE"


def test_a_plan_is_not_taken_out_of_itself(plan):
    with pytest.raises(ValidationError) as refused:
        take_out(by=None, subject=subject(plan))

    assert (refused.value.code, Edit.objects.count()) == ("plan_stays", 0)


def test_a_version_that_did_not_keep_a_field_yet_tells_no_change_of_it(plan):
    first = PlanVersion.objects.get(number=1)
    del first.content["plan"]["validation_steps"]
    first.save()
    keep(plan, title=TITLE)

    publish_edits(by=None, plan_id=plan.id, why="Session")

    assert set(plan_changes(plan.id, 2).after) == {"title"}

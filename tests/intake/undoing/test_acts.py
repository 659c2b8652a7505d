"""Undoing an import: the plan as it stood, all or nothing, what was published told."""

from __future__ import annotations

import pytest

from athar.finance.queries import stated_agreements
from athar.intake.actions import import_plan
from athar.intake.models import RestorePoint
from athar.people.models import Organisation
from athar.plans.actions import publish_first_version
from athar.plans.models import Amendment, Commitment, Node, Plan
from athar.reporting.models import Report
from athar.rollups import actions as rollups
from athar.rollups.models import Progress
from athar.trail.models import Event
from tests.intake import agreements_small, returns_small
from tests.intake.small import DAM, DEARER_ROAD, ROAD, ROWS, SCHOOL, options, plan_csv
from tests.intake.undoing_small import (
    CHANGED_DAM,
    figures,
    figures_by_code,
    reports,
    rows,
    stated,
    take,
    undo,
)

pytestmark = pytest.mark.django_db


def test_a_published_plan_is_stated_as_it_was(published, editor):
    before, progress = stated(published), figures()
    event_ids = take(DEARER_ROAD, CHANGED_DAM, SCHOOL, by=editor, reason="Prices")
    assert (stated(published) == before, figures() == progress) == (False, False)

    done = undo(event_ids, by=editor)

    assert (stated(published), figures()) == (before, progress)
    assert (done.imports, done.versions, done.n_withdrawn) == (event_ids, {"PDR-NORD": 3}, 1)
    assert rollups.check() == ()


def test_undoing_publishes_an_amendment_that_says_why(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")

    (event_id,) = undo(event_ids, by=editor, reason=" Wrong file ").event_ids

    amendments = Amendment.objects.order_by("number").values_list("number", "why")
    assert list(amendments) == [(1, "Prices"), (2, "Wrong file")]
    causes = Event.objects.filter(kind="plan.amended").order_by("pk")
    assert [one.source["event"] for one in causes] == [*event_ids, event_id]


def test_the_act_of_undoing_names_the_import_its_file_and_what_it_touched(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    source = Event.objects.get(pk=event_ids[0]).source

    undo(event_ids, by=editor)

    act = Event.objects.get(kind="import.undone")
    assert (act.subject, act.reason, act.by) == (f"plan:{published.pk}", "Wrong file", editor)
    assert act.source == {"event": event_ids[0], "file": "plan.csv", "sha256": source["sha256"]}
    road = Commitment.objects.get(code="PDR-A1-01")
    assert {one.subject for one in act.changes.all()} == {f"commitment:{road.pk}"}
    assert RestorePoint.objects.get(event=event_ids[0]).undone_by == act


def test_a_project_that_was_added_is_taken_out_again_in_words(published, editor):
    progress = {row["subject_id"]: row for row in figures() if row["kind"] == "commitment"}
    more = {**SCHOOL, "code": "PDR-A3-02", "title": "Lycée"}
    event_ids = take(*ROWS, more, by=editor, reason="New")

    undo(event_ids, by=editor)

    added = Commitment.objects.get(code="PDR-A3-02")
    assert (added.first_version, added.removed_in_version) == (2, 3)
    now = {row["subject_id"]: row for row in figures() if row["kind"] == "commitment"}
    assert {key: now[key] for key in progress} == progress
    assert rollups.check() == ()


def test_a_project_that_was_taken_out_stands_in_the_plan_again(published, editor):
    before = stated(published)
    event_ids = take(ROAD, SCHOOL, by=editor, reason="Abandoned")

    undo(event_ids, by=editor)

    assert stated(published) == before
    assert rollups.check() == ()


def test_a_draft_is_stated_as_it_was_without_a_version(drafted):
    before, progress = stated(drafted), figures()
    more = {**SCHOOL, "code": "PDR-A3-02", "title": "Lycée"}
    event_ids = take(DEARER_ROAD, CHANGED_DAM, SCHOOL, more)

    done = undo(event_ids)

    assert (stated(drafted), figures()) == (before, progress)
    assert (done.versions, Commitment.objects.count()) == ({}, 3)


def test_a_project_that_a_draft_lost_comes_back_with_its_reports(drafted):
    take({**ROAD, "physical": "45"}, DAM, SCHOOL)
    before, progress, told = stated(drafted), figures_by_code(), reports()
    event_ids = take(SCHOOL)
    assert reports() == []

    undo(event_ids)

    assert (stated(drafted), figures_by_code(), reports()) == (before, progress, told)
    assert rollups.check() == ()


def test_a_plan_that_an_import_brought_is_removed_and_its_bodies_stay():
    event_ids = take(*ROWS)
    bodies = Organisation.objects.count()

    done = undo(event_ids)

    left = [model.objects.count() for model in (Plan, Node, Commitment, Report, Progress)]
    assert (left, Organisation.objects.count()) == ([0, 0, 0, 0, 0], bodies)
    assert (done.removed, done.plan_codes) == (("PDR-NORD",), ("PDR-NORD",))
    assert rollups.check() == ()


def test_a_plan_that_was_removed_can_be_imported_again():
    first = take(*ROWS)
    before = [one["code"] for one in stated(Plan.objects.get())["commitments"]]
    undo(first)

    take(*ROWS)

    assert [one["code"] for one in stated(Plan.objects.get())["commitments"]] == before


def test_the_same_file_is_taken_again_after_undoing(published, editor):
    changed = (DEARER_ROAD, CHANGED_DAM, SCHOOL)
    first = take(*changed, by=editor, reason="Prices")
    after = stated(published), figures()
    undo(first, by=editor)

    second = take(*changed, by=editor, reason="Prices after all")

    assert (stated(published), figures()) == after
    undo(second, by=editor)
    assert rollups.check() == ()


def test_imports_are_undone_one_after_the_other(published, editor):
    before = stated(published)
    first = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    between = stated(published)
    second = take(DEARER_ROAD, CHANGED_DAM, SCHOOL, by=editor, reason="Dates")

    undo(second, by=editor)
    assert stated(published) == between
    undo(first, by=editor)

    assert stated(published) == before


def test_two_imports_are_undone_together_the_last_one_first(published, editor):
    before = stated(published)
    first = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    second = take(DEARER_ROAD, CHANGED_DAM, SCHOOL, by=editor, reason="Dates")

    done = undo([*first, *second], by=editor)

    assert (stated(published), done.imports) == (before, (*second, *first))


def test_reports_alone_are_withdrawn_without_an_amendment(published, editor):
    progress = figures()
    event_ids = take({**ROAD, "physical": "45"}, DAM, SCHOOL, by=editor, reason="Progress")

    done = undo(event_ids, by=editor)

    assert (figures(), done.versions, done.n_withdrawn) == (progress, {}, 1)


def test_a_progress_return_is_undone(plan, people):
    progress = figures()
    (event_id,) = returns_small.take(agreements_small.table(returns_small.FRENCH)).event_ids
    assert figures() != progress

    done = undo([event_id], by=people.coordinator)

    assert (figures(), done.n_withdrawn, done.n_restored) == (progress, 2, 0)
    assert rollups.check() == ()


def test_agreements_are_undone(plan, people):
    first = agreements_small.table((*agreements_small.FRENCH[:5],))
    agreements_small.take(first)
    before = stated_agreements(plan.id)
    (event_id,) = agreements_small.take(agreements_small.table(agreements_small.FRENCH)).event_ids

    done = undo([event_id], by=people.editor)

    assert stated_agreements(plan.id) == before
    assert (done.versions, done.n_restored) == ({plan.code: 4}, 1)


def test_a_dry_run_keeps_nothing(published, editor):
    event_ids = take(DEARER_ROAD, CHANGED_DAM, SCHOOL, by=editor, reason="Prices")
    before = rows()

    done = undo(event_ids, by=editor, dry_run=True)

    assert rows() == before
    assert (done.event_ids, done.is_dry_run, done.versions) == ((), True, {"PDR-NORD": 3})


@pytest.mark.parametrize("chosen", [{"dry_run": True}, {}])
def test_an_import_that_changes_nothing_leaves_no_way_back(drafted, chosen):
    n_points = RestorePoint.objects.count()

    import_plan(by=None, file=plan_csv(*ROWS), options=options(**chosen))

    assert RestorePoint.objects.count() == n_points


@pytest.mark.parametrize("n_projects", [1, 3])
def test_undoing_takes_the_same_queries(n_projects, editor, django_assert_num_queries):
    drafts = [{**ROAD, "code": f"PDR-A1-0{n}"} for n in range(1, n_projects + 1)]
    take(*drafts)
    publish_first_version(by=None, plan_id=Plan.objects.get().pk)
    dearer = [{**DEARER_ROAD, "code": one["code"], "physical": "50"} for one in drafts]
    event_ids = take(*dearer, by=editor, reason="Prices")

    with django_assert_num_queries(138):
        undo(event_ids, by=editor)

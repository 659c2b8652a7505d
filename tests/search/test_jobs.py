"""The index follows acts of the trail, whatever the order and however often."""

from __future__ import annotations

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from athar.kernel.text import Translated
from athar.people.actions import put_organisations
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind
from athar.plans.models import Commitment
from athar.reference.actions import learn_spelling, load_places
from athar.reference.queries import places_by_code
from athar.search import actions, jobs
from athar.search.models import Entry
from athar.search.queries import search
from athar.trail import registry
from athar.trail.actions import record
from athar.trail.models import Event
from tests.reference.makers import hcp, place_row
from tests.search import world


def work(*, backwards: bool = False) -> None:
    """Do the jobs that wait, oldest or newest first."""
    order = "-enqueued_at" if backwards else "enqueued_at"
    for result in DBTaskResult.objects.filter(status="READY").order_by(order):
        result.task.call(*result.args_kwargs["args"])
        result.delete()


@pytest.mark.parametrize("backwards", [False, True])
def test_a_published_plan_is_found_after_its_jobs(plan_id, backwards):
    work(backwards=backwards)

    assert actions.check() == ()
    assert world.found(search("engagement", lang="fr")) == [("commitment", "PDR-0001")]


def test_a_job_run_twice_changes_nothing(plan_id):
    event = Event.objects.get(kind="plan.version_published")
    jobs.follow_plan.call(event.pk)
    before = world.entries()

    jobs.follow_plan.call(event.pk)

    assert world.entries().keys() == before.keys()


def test_an_undone_import_takes_a_plan_out(index, plan_id):
    Commitment.objects.filter(plan=plan_id).update(first_version=None)
    with transaction.atomic():
        record(kind="import.undone", by=None, subject=f"plan:{plan_id}")

    work()

    assert not Entry.objects.filter(kind="commitment").exists()


def test_a_body_is_found_by_its_new_name(index):
    renamed = OrganisationDraft(
        code="MEE", kind=OrganisationKind.MINISTRY, names=Translated(fr="Ministère des Barrages")
    )
    put_organisations(by=None, drafts=[renamed])

    work()

    assert world.found(search("ministère barrages", lang="fr")) == [
        ("body", "MEE"),
        ("commitment", "PDR-0001"),
    ]
    assert actions.check() == ()


def test_a_place_is_found_by_a_spelling_learned(index):
    place = places_by_code("hcp")["01.151"]
    learn_spelling(by=None, place=place, text="Xauen")

    work()

    assert ("place", "01.151") in world.found(search("xauen", lang="fr"))


def test_a_place_is_found_by_its_new_name_in_projects_too(index):
    renamed = place_row(hcp("01.151"), "province", hcp("01"), "شفشاون", "Ech-Chaoun")
    load_places(by=None, rows=[renamed])

    work()

    assert world.found(search("ech-chaoun", lang="fr")) == [
        ("place", "01.151"),
        ("place", "01.151.01"),
        ("commitment", "PDR-0002"),
    ]


def test_every_act_that_changes_what_is_found_has_its_job():
    follows = {
        kind: task
        for kinds, task in (
            (jobs.OF_A_PLAN, jobs.follow_plan),
            (jobs.OF_BODIES, jobs.follow_bodies),
            (jobs.OF_PLACES, jobs.follow_places),
            (jobs.OF_REFERENCE, jobs.follow_reference),
        )
        for kind in kinds
    }

    assert {kind: task for kind, task in follows.items() if task in registry.jobs(kind)} == follows

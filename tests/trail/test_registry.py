"""Who asked to know of a kind of act is told once, inside or after its transaction."""

import pytest
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from athar.trail import registry
from athar.trail.actions import record
from athar.trail.models import Event


@task()
def tell(event_id):
    """Stand for what is done after an act."""


def enqueued():
    return [(one.task_path, one.args_kwargs["args"]) for one in DBTaskResult.objects.all()]


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch):
    monkeypatch.setattr(registry, "_projectors", registry.defaultdict(list))
    monkeypatch.setattr(registry, "_jobs", registry.defaultdict(list))


def test_a_projector_registered_twice_runs_once(db):
    seen = []

    def projector(event, changes):
        seen.append(event.kind)

    for _ in range(2):
        registry.project("y.changed", projector)
    record(kind="y.changed", by=None, subject="y:1")

    assert seen == ["y.changed"]


def test_projectors_run_in_the_order_of_registration(db):
    seen = []
    registry.project("y.changed", lambda *_: seen.append("first"))
    registry.project("y.changed", lambda *_: seen.append("second"))

    record(kind="y.changed", by=None, subject="y:1")

    assert seen == ["first", "second"]


def test_a_job_registered_twice_is_enqueued_once_with_its_event(db):
    for _ in range(2):
        registry.then_run("y.changed", tell)

    event = record(kind="y.changed", by=None, subject="y:1")

    assert enqueued() == [("tests.trail.test_registry.tell", [event.pk])]


def test_acts_of_other_kinds_are_not_told(db):
    registry.then_run("y.changed", tell)

    record(kind="z.changed", by=None, subject="y:1")

    assert enqueued() == []


def test_a_projector_that_fails_takes_the_act_and_its_jobs_back(db):
    def refuse(event, changes):
        raise ValueError(event.kind)

    registry.then_run("y.changed", tell)
    registry.project("y.changed", refuse)

    with pytest.raises(ValueError, match="changed"), transaction.atomic():
        record(kind="y.changed", by=None, subject="y:1")

    assert (Event.objects.count(), enqueued()) == (0, [])


def test_an_act_taken_back_takes_its_jobs_back(db):
    registry.then_run("y.changed", tell)

    with transaction.atomic():
        record(kind="y.changed", by=None, subject="y:1")
        transaction.set_rollback(True)

    assert (Event.objects.count(), enqueued()) == (0, [])

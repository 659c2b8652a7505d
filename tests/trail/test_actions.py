"""Every act is recorded once, inside its transaction, and told to whoever wants to know."""

import pytest
from django.db import transaction

from athar.trail import registry
from athar.trail.actions import OutsideTransaction, Touched, record, take_publication_number
from athar.trail.models import Change, Event
from athar.trail.queries import history, last_publication_number

pytestmark = pytest.mark.django_db


def test_record_keeps_what_was_before_and_after():
    touched = [Touched("commitment:1", {"amount": "1"}, {"amount": "2"})]

    event = record(kind="x.edited", by=None, subject="plan:1", touched=touched, reason="cost")

    (entry,) = history("commitment:1")
    assert entry.event_id == event.pk
    assert (entry.before, entry.after) == ({"amount": "1"}, {"amount": "2"})
    assert (entry.reason, entry.actor_name) == ("cost", "")


def test_history_of_the_whole_lists_acts_newest_first():
    first = record(kind="x.imported", by=None, subject="plan:1")
    second = record(kind="x.edited", by=None, subject="plan:1")
    record(kind="x.edited", by=None, subject="plan:11")

    entries = history("plan:1")

    assert [entry.event_id for entry in entries] == [second.pk, first.pk]


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        record(kind="x.edited", by=None, subject="plan:1")
    with pytest.raises(OutsideTransaction):
        take_publication_number()

    assert Event.objects.count() == 0


def test_publication_numbers_follow_one_another():
    assert last_publication_number() == 0

    numbers = [
        record(kind="x.published", by=None, subject="x:1", publishes=True).publication_number
        for _ in range(3)
    ]

    assert numbers == [1, 2, 3]
    assert last_publication_number() == 3


def test_only_publishing_takes_a_number():
    assert record(kind="x.edited", by=None, subject="plan:1").publication_number is None


@pytest.mark.django_db(transaction=True)
def test_a_publication_undone_leaves_no_gap():
    with transaction.atomic():
        record(kind="x.published", by=None, subject="x:1", publishes=True)
    with transaction.atomic():
        record(kind="x.published", by=None, subject="x:1", publishes=True)
        transaction.set_rollback(True)
    with transaction.atomic():
        event = record(kind="x.published", by=None, subject="x:1", publishes=True)

    assert event.publication_number == 2
    assert Event.objects.count() == 2


def test_projectors_run_inside_with_the_changes(monkeypatch):
    seen = []
    monkeypatch.setattr(registry, "_projectors", registry.defaultdict(list))
    registry.project("y.changed", lambda event, changes: seen.append((event.kind, changes)))

    record(kind="y.changed", by=None, subject="y:1", touched=[Touched("z:1", None, {"a": 1})])

    ((kind, changes),) = seen
    assert kind == "y.changed"
    assert [change.subject for change in changes] == ["z:1"]
    assert list(Change.objects.values_list("subject", flat=True)) == ["z:1"]

"""Every act is recorded once, inside its transaction, and told to whoever wants to know."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connection, transaction

from athar.trail import registry
from athar.trail.actions import (
    OutsideTransaction,
    Touched,
    begin,
    finish,
    record,
    rename_actor,
    take_publication_number,
)
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


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        record(kind="x.edited", by=None, subject="plan:1")
    with pytest.raises(OutsideTransaction):
        take_publication_number()
    with pytest.raises(OutsideTransaction):
        rename_actor(account_id=1, name="former-user-1", words=())

    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_begun_inside_is_not_finished_outside():
    with transaction.atomic():
        event = begin(kind="x.edited", by=None, subject="plan:1")

    with pytest.raises(OutsideTransaction):
        finish(event, touched=[Touched("plan:1", None, {})], publishes=True)

    assert (Change.objects.count(), last_publication_number()) == (0, 0)


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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_numbers_follow_the_order_of_commits():
    """Who takes a number first commits first, however long that takes: the other one waits."""
    taken, order = Signal(), []

    def slow():
        with transaction.atomic():
            number = take_publication_number()
            taken.set()
            time.sleep(0.3)
            order.append(number)
        connection.close()

    def quick():
        assert taken.wait(timeout=60)
        with transaction.atomic():
            number = take_publication_number()
            order.append(number)
        connection.close()

    with ThreadPoolExecutor(2) as officers:
        for act in (slow, quick):
            officers.submit(act)

    assert order == [1, 2]


def test_projectors_run_inside_with_the_changes(monkeypatch):
    seen = []
    monkeypatch.setattr(registry, "_projectors", registry.defaultdict(list))
    registry.project("y.changed", lambda event, changes: seen.append((event.kind, changes)))

    record(kind="y.changed", by=None, subject="y:1", touched=[Touched("z:1", None, {"a": 1})])

    ((kind, changes),) = seen
    assert kind == "y.changed"
    assert [change.subject for change in changes] == ["z:1"]
    assert list(Change.objects.values_list("subject", flat=True)) == ["z:1"]

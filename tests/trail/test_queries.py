"""The history of any object, newest first, in the same queries however long it is."""

import pytest

from athar.trail.actions import Touched, record
from athar.trail.queries import history, last_publication_number
from tests import cast

pytestmark = pytest.mark.django_db


def touch(subject, about="plan:1", **more):
    touched = [Touched(subject, {"amount": "1"}, {"amount": "2"})]
    return record(kind="x.edited", by=None, subject=about, touched=touched, **more)


@pytest.mark.parametrize("n_acts", [1, 3])
def test_history_takes_two_queries(n_acts, django_assert_num_queries):
    acts = [touch("commitment:1") for _ in range(n_acts)]

    with django_assert_num_queries(2):
        entries = history("commitment:1")

    assert [one.event_id for one in entries] == [act.pk for act in reversed(acts)]


def test_history_of_the_whole_lists_its_own_acts_newest_first():
    first = record(kind="x.imported", by=None, subject="plan:1")
    second = record(kind="x.edited", by=None, subject="plan:1")
    record(kind="x.edited", by=None, subject="plan:11")

    entries = history("plan:1")

    assert [entry.event_id for entry in entries] == [second.pk, first.pk]


def test_a_part_shows_only_what_differs_in_it():
    touch("commitment:1", reason="prices", source={"file": "a.xlsx"})
    touch("commitment:11")

    (entry,) = history("commitment:1")

    assert (entry.kind, entry.reason, entry.source) == ("x.edited", "prices", {"file": "a.xlsx"})
    assert (entry.before, entry.after) == ({"amount": "1"}, {"amount": "2"})


def test_an_act_on_the_whole_shows_no_difference_of_a_part():
    touch("commitment:1")

    (entry,) = history("plan:1")

    assert (entry.before, entry.after) == (None, None)


def test_history_names_the_actor_as_called_at_the_time(plan, people):
    record(kind="x.edited", by=people.editor, subject="y:1")
    people.editor.name = "Somebody else"
    people.editor.save()

    (entry,) = history("y:1")

    assert entry.actor_name == "Editor"


def test_history_is_cut_at_its_limit():
    acts = [touch("commitment:1") for _ in range(4)]

    entries = history("commitment:1", limit=2)

    assert [one.event_id for one in entries] == [acts[3].pk, acts[2].pk]


def test_history_of_a_published_plan_holds_its_publication_numbers():
    plan = cast.published_plan()

    entries = history(f"plan:{plan.id}")

    assert [(one.kind, one.publication_number) for one in entries] == [
        ("plan.version_published", 2),
        ("reports.published", 1),
    ]
    assert last_publication_number() == 2


def test_nothing_published_has_the_number_zero(django_assert_num_queries):
    touch("commitment:1")

    with django_assert_num_queries(1):
        found = last_publication_number()

    assert found == 0

"""Stating assessments: append-only, published, and twice changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from athar.evaluation.actions import Recorded, record_assessments
from athar.evaluation.enums import NoWord, Stage
from athar.evaluation.models import Assessment
from athar.trail.models import Change, Event
from tests.evaluation.words import record, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def test_recording_publishes_what_is_said_with_its_author_and_day(plan, people):
    done = record_assessments(
        by=people.evaluator,
        plan_id=plan.id,
        drafts=[said(source_url="https://example.org/irm", origin={"row": 2})],
        reason="mid-term review",
    )

    row, event = Assessment.objects.get(), Event.objects.get(kind="assessments.recorded")
    assert done == Recorded(added=1)
    assert (row.value, row.no_word, row.assessor.code) == ("limited", "", "APDN")
    assert (row.source_url, row.origin, row.event) == ("https://example.org/irm", {"row": 2}, event)
    assert (event.by, event.reason, event.publication_number is None) == (
        people.evaluator,
        "mid-term review",
        False,
    )
    assert list(Change.objects.filter(event=event).values_list("subject", "before", "after")) == [
        (
            f"commitment:{plan.commitments['PDR-001']}",
            {"assessments": {}},
            {"assessments": {"irm.completion.2011.progress": "limited"}},
        )
    ]


def test_recording_the_same_again_leaves_no_trace(plan):
    record(plan.id, said(), said("PDR-002", no_word=NoWord.NOT_REVIEWED))
    n_events = Event.objects.count()

    again = record(plan.id, said(), said("PDR-002", no_word=NoWord.NOT_REVIEWED))

    assert (again, Assessment.objects.count()) == (Recorded(same=2), 2)
    assert Event.objects.count() == n_events


def test_recording_supersedes_and_keeps_what_was_said(plan):
    record(plan.id, said(), said(stage=Stage.END, value="substantial"))

    done = record(plan.id, said(value="substantial"), said(stage=Stage.END, value="substantial"))

    rows = Assessment.objects.order_by("pk")
    assert done == Recorded(superseded=1, same=1)
    assert [(row.stage, row.value, row.supersedes_id) for row in rows] == [
        ("progress", "limited", None),
        ("end", "substantial", None),
        ("progress", "substantial", rows[0].pk),
    ]
    change = Change.objects.filter(event=rows[2].event).get()
    assert (change.before, change.after) == (
        {"assessments": {"irm.completion.2011.progress": "limited"}},
        {"assessments": {"irm.completion.2011.progress": "substantial"}},
    )


def test_three_nulls_are_kept_apart(plan):
    record(
        plan.id,
        said("PDR-001", no_word=NoWord.NOT_APPLICABLE),
        said("PDR-002", no_word=NoWord.NOT_REVIEWED),
        said("PDR-003", no_word=NoWord.NO_DATA),
    )

    rows = Assessment.objects.order_by("commitment__code")
    assert list(rows.values_list("commitment__code", "value", "no_word")) == [
        ("PDR-001", "", "NA"),
        ("PDR-002", "", "NR"),
        ("PDR-003", "", "ND"),
    ]


def test_a_null_is_not_another_null(plan):
    record(plan.id, said(no_word=NoWord.NOT_REVIEWED))

    assert record(plan.id, said(no_word=NoWord.NO_DATA)) == Recorded(superseded=1)


@pytest.mark.parametrize("who", ["editor", "coordinator", "manager", "citizen"])
def test_recording_is_refused_to_those_who_are_judged(plan, people, who):
    with pytest.raises(PermissionDenied):
        record_assessments(by=getattr(people, who), plan_id=plan.id, drafts=[said()])

    assert Assessment.objects.count() == 0
    assert Event.objects.filter(kind="act.refused").count() == 1


@pytest.mark.parametrize("word", [("limited", "NR"), ("", "")], ids=["step-and-none", "neither"])
def test_database_refuses_what_is_neither_a_step_nor_no_word(plan, word):
    record(plan.id, said())
    row = Assessment.objects.get()
    row.pk, row.value, row.no_word = None, *word

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("n", [1, 3], ids=["one", "three"])
def test_recording_asks_the_same_whatever_its_size(plan, n, django_assert_num_queries):
    drafts = [said(f"PDR-00{number}") for number in range(1, n + 1)]
    record(plan.id, *[said(f"PDR-00{number}", stage=Stage.END) for number in range(1, n + 1)])

    with django_assert_num_queries(4 + 2):
        record(plan.id, *[said(one.commitment_code, stage=Stage.END) for one in drafts])

"""What evaluators said of commitments, now and as of an earlier publication."""

import pytest
from django.utils.translation import override

from athar.evaluation.enums import NoWord, Stage
from athar.evaluation.models import Assessment
from athar.evaluation.queries import assessed_marks, assessments_on, mark_of
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests.evaluation.words import record, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def test_assessments_are_given_with_their_scale_author_and_day(plan, django_assert_num_queries):
    record(plan.id, said(), said(criterion="verifiable", version="2014", no_word=NoWord.NO_DATA))

    with django_assert_num_queries(1):
        mark, other = assessments_on(plan.commitments["PDR-001"])

    assert (mark.code, mark.names["en"], mark.step.rank) == ("limited", "Limited", 2)
    assert (mark.assessor_code, mark.assessor["fr"]) == ("APDN", "Agence pour la promotion du Nord")
    assert (str(mark.assessed_on), mark.assessed_precision) == ("2024-12-31", "year")
    assert (other.criterion.code, other.code, other.step) == ("verifiable", "ND", None)
    with override("en"):
        assert other.names == "No data of the evaluator"


def test_mark_is_the_last_step_of_completion_rather_than_no_word(plan, django_assert_num_queries):
    record(
        plan.id,
        said(),
        said(stage=Stage.END, no_word=NoWord.NOT_REVIEWED),
        said(criterion="verifiable", version="2014", value="yes"),
        said("PDR-002", stage=Stage.END, value="complete"),
        said("PDR-002"),
        said("PDR-003", no_word=NoWord.NOT_REVIEWED),
        said("PDR-004", criterion="verifiable", version="2014", value="yes"),
    )
    keys = {key: code for code, key in plan.commitments.items()}

    with django_assert_num_queries(1):
        marks = assessed_marks(keys)

    assert {keys[key]: one.code for key, one in marks.items()} == {
        "PDR-001": "limited",
        "PDR-002": "complete",
        "PDR-003": "NR",
    }


def test_nothing_is_asked_for_no_commitments(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert assessed_marks([]) == {}


def test_mark_of_nothing_is_none():
    assert mark_of([]) is None


def test_assessments_stand_as_of_the_publication_that_said_them(plan):
    before = read_as_of(str(last_publication_number()))
    record(plan.id, said())
    first = read_as_of(str(last_publication_number()))
    record(plan.id, said(value="complete"))
    key = plan.commitments["PDR-001"]

    found = [[one.code for one in assessments_on(key, moment)] for moment in (before, first, None)]

    assert found == [[], ["limited"], ["complete"]]


def test_a_word_by_a_scale_that_no_longer_ships_is_left_out(plan):
    record(plan.id, said())
    Assessment.objects.update(version="1999")

    assert assessments_on(plan.commitments["PDR-001"]) == ()

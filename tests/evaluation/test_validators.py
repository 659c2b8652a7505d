"""What an assessment must be."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from athar.evaluation.enums import NoWord, Stage
from athar.evaluation.validators import check_assessments
from tests.evaluation.words import said

TODAY = dt.date(2025, 10, 15)


def _codes(*drafts):
    try:
        check_assessments(drafts, {"PDR-001"}, {"APDN"}, TODAY)
    except ValidationError as error:
        return [one.code for one in error.error_list]
    return []


@pytest.mark.parametrize(
    "draft",
    [
        said(),
        said(no_word=NoWord.NOT_REVIEWED),
        said(assessed_on=None),
        said(assessed_on=TODAY),
    ],
    ids=["step", "no-word", "undated", "today"],
)
def test_assessment_is_a_step_or_no_word(draft):
    assert _codes(draft) == []


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (said("PDR-009"), "unknown_commitment"),
        (said(assessor_code="WHO"), "unknown_body"),
        (said(scheme="made-up"), "unknown_criterion"),
        (said(version="1999"), "unknown_criterion"),
        (said(value="splendid"), "not_on_scale"),
        (said(value=""), "word_missing"),
        (said(value="limited", no_word=NoWord.NO_DATA), "word_missing"),
        (said(assessed_on=dt.date(2025, 10, 16)), "assessed_in_future"),
    ],
    ids=["commitment", "body", "scheme", "version", "step", "nothing", "both", "tomorrow"],
)
def test_assessment_is_refused(draft, code):
    assert _codes(draft) == [code]


def test_assessment_is_refused_twice_at_one_stage_only():
    again, later = said(value="complete"), said(stage=Stage.END)

    assert _codes(said(), later) == []
    assert _codes(said(), again) == ["named_twice", "named_twice"]

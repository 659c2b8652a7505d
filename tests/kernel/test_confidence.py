"""The grade of confidence beside a value (docs/methods/confidence.md)."""

from itertools import product

import pytest

from athar.kernel.confidence import (
    POINTS,
    Claim,
    Confidence,
    Grade,
    Reason,
    Source,
    confidence,
    weakest,
)

R = Reason
CASES = list(product(Claim, (False, True), Source, (None, 0, 2, 4), (0, 2)))


def graded(claim=Claim.DECLARED, source=Source.REPORT, *, has_evidence=True, age=0, n_flags=0):
    return confidence(
        claim=claim, has_evidence=has_evidence, source=source, age=age, n_flags=n_flags
    )


@pytest.mark.parametrize(
    ("claim", "source", "has_evidence", "expected"),
    [
        (Claim.INDEPENDENT, Source.REPORT, True, (Grade.A, 6)),
        (Claim.VALIDATED, Source.OFFICIAL, True, (Grade.A, 6)),
        (Claim.VALIDATED, Source.REPORT, True, (Grade.B, 5)),
        (Claim.VALIDATED, Source.API, False, (Grade.C, 3)),
        (Claim.DECLARED, Source.OFFICIAL, True, (Grade.B, 4)),
        (Claim.DECLARED, Source.REPORT, True, (Grade.C, 3)),
        (Claim.DECLARED, Source.FORM, True, (Grade.C, 2)),
        (Claim.DECLARED, Source.REPORT, False, (Grade.D, 1)),
        (Claim.DECLARED, Source.IMPORT, False, (Grade.D, 0)),
    ],
)
def test_confidence_adds_up_what_speaks_for_a_value(claim, source, has_evidence, expected):
    found = graded(claim, source, has_evidence=has_evidence)

    assert (found.grade, found.points) == expected


@pytest.mark.parametrize(
    ("age", "reason", "grade"),
    [
        (0, R.CURRENT, Grade.A),
        (1, R.CURRENT, Grade.A),
        (2, R.AGEING, Grade.B),
        (3, R.AGEING, Grade.B),
        (4, R.OLD, Grade.B),
        (None, R.UNDATED, Grade.B),
    ],
)
def test_confidence_fades_with_age(age, reason, grade):
    found = graded(Claim.INDEPENDENT, age=age)

    assert (found.reasons[3], found.grade) == (reason, grade)


@pytest.mark.parametrize("n_flags", [1, 3])
def test_confidence_falls_while_a_question_is_open(n_flags):
    found = graded(Claim.VALIDATED, n_flags=n_flags)

    reasons = (R.VALIDATED, R.EVIDENCE, R.REPORT, R.CURRENT, R.QUESTIONED)
    assert found == Confidence(Grade.C, 3, reasons)


def test_every_reason_has_its_points_and_can_be_given():
    given = {
        reason
        for claim, has_evidence, source, age, n_flags in CASES
        for reason in graded(
            claim, source, has_evidence=has_evidence, age=age, n_flags=n_flags
        ).reasons
    }

    assert given == set(POINTS) == set(Reason)


def test_confidence_in_a_word_alone_is_never_the_best():
    grades = {
        graded(source=source, has_evidence=proof, age=age, n_flags=n_flags).grade
        for claim, proof, source, age, n_flags in CASES
        if claim is Claim.DECLARED
    }

    assert grades == {Grade.B, Grade.C, Grade.D}


def test_weakest_is_the_lowest_of_what_a_value_is_computed_from():
    sure, unsure = graded(Claim.INDEPENDENT), graded(has_evidence=False)

    assert (weakest([sure, unsure, sure]), weakest([])) == (unsure, None)

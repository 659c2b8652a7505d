"""The vocabulary of problems is complete, documented, and says where and what."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from athar.intake.enums import ProblemCode, Severity
from athar.intake.readers.refusals import FileFault
from athar.intake.reports.problems import (
    COMPARES_AMOUNTS,
    KINDS,
    Problem,
    Problems,
    vocabulary_table,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "import-problems.md"


def test_every_code_has_a_severity_and_a_message():
    assert set(KINDS) == set(ProblemCode)


def test_every_refusal_of_a_file_is_a_problem():
    assert {fault.value for fault in FileFault} <= {code.value for code in ProblemCode}


def test_reference_page_holds_the_vocabulary():
    page = PAGE.read_text(encoding="utf-8")

    assert page[page.index("| code |") :] == vocabulary_table()


@pytest.mark.parametrize("code", ProblemCode)
def test_every_message_can_be_filled(code):
    words = ("7.00", "5.00") if code in COMPARES_AMOUNTS else ("12 %", "x")
    problem = Problem(code, value=words[0], detail=words[1])

    assert "%(" not in problem.message


def test_problem_says_where_and_what():
    problem = Problem(
        ProblemCode.NUMBER_AMBIGUOUS, sheet="Suivi", row=9, column="H / Coût", value="1.250"
    )

    with override("en"):
        said = problem.as_json()

    assert said == {
        "sheet": "Suivi",
        "row": 9,
        "column": "H / Coût",
        "value": "1.250",
        "code": "number_ambiguous",
        "severity": "question",
        "message": "“1.250” may be one number or a thousand times that; taken as unknown.",
    }


def test_amounts_in_messages_are_written_for_people():
    problem = Problem(ProblemCode.FUNDING_DIFFERS, value="12500000.00", detail="7000000.50")

    with override("en"):
        said = problem.message

    assert said == "The funders add up to 7,000,000.5, not to the cost of 12,500,000."


@pytest.mark.parametrize(
    ("severity", "row", "strict", "take_good_rows", "blocks"),
    [
        (Severity.ERROR, 3, False, False, True),
        (Severity.ERROR, 3, False, True, False),
        (Severity.ERROR, None, False, True, True),
        (Severity.QUESTION, 3, False, False, False),
        (Severity.QUESTION, 3, True, True, True),
        (Severity.NOTICE, 3, False, False, False),
        (Severity.NOTICE, 3, True, False, True),
    ],
)
def test_severity_decides_what_blocks(severity, row, strict, take_good_rows, blocks):
    code = {
        Severity.ERROR: ProblemCode.TITLE_MISSING,
        Severity.QUESTION: ProblemCode.UNKNOWN_PLACE,
        Severity.NOTICE: ProblemCode.FUNDING_DIFFERS,
    }[severity]
    problems = Problems([Problem(code, sheet="a", row=row)])

    assert problems.block(strict=strict, take_good_rows=take_good_rows) == blocks


def test_problems_come_in_the_order_of_the_rows():
    problems = Problems()
    for row in (9, 3, None, 5):
        problems.add(ProblemCode.TITLE_MISSING, sheet="a", row=row)

    assert [one.row for one in problems.in_order()] == [None, 3, 5, 9]

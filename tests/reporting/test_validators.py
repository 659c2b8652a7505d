"""What a report must be: each problem has its code."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField
from athar.reporting.validators import check_reports, is_percent

JUNE, JULY = dt.date(2025, 6, 30), dt.date(2025, 7, 31)


def draft(**stated):
    return ReportDraft(**{"commitment_code": "P-1", "as_of_on": JUNE, **stated})


def problems(*drafts):
    try:
        check_reports(drafts, {"P-1", "P-2"})
    except ValidationError as refused:
        return [(one.code, one.params["code"]) for one in refused.error_list]
    return []


@pytest.mark.parametrize(
    ("value", "accepted"),
    [
        (None, True),
        (Decimal(0), True),
        (Decimal("99.99"), True),
        (Decimal(100), True),
        (Decimal("100.01"), False),
        (Decimal("-0.01"), False),
        (Decimal("33.333"), False),
    ],
)
def test_a_percent_is_unknown_or_lies_between_0_and_100(value, accepted):
    assert is_percent(value) is accepted


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"physical": Decimal(0), "financial": Decimal(100), "committed": Decimal(0)},
        {"actual_start_on": JUNE, "actual_end_on": JUNE},
        {"actual_end_on": JUNE},
        {"forecast_end_on": JUNE, "actual_start_on": JULY},
    ],
)
def test_sound_report_has_no_problem(stated):
    assert problems(draft(**stated)) == []


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ({"commitment_code": "P-9"}, ("unknown_commitment", "P-9")),
        ({"physical": Decimal(112)}, ("percent_out_of_range", "P-1")),
        ({"financial": Decimal(-1)}, ("percent_out_of_range", "P-1")),
        ({"committed": Decimal(-1)}, ("amount_out_of_range", "P-1")),
        ({"paid": Decimal("0.001")}, ("amount_out_of_range", "P-1")),
        ({"actual_start_on": JULY, "actual_end_on": JUNE}, ("ends_before_start", "P-1")),
    ],
)
def test_report_says_what_is_wrong(stated, problem):
    sound = draft(as_of_on=dt.date(2025, 5, 31))

    assert problems(sound, draft(**stated)) == [problem]


def test_two_reports_as_of_one_date_are_a_problem_of_both():
    assert problems(draft(), draft(physical=Decimal(5))) == [("named_twice", "P-1")] * 2


def test_reports_as_of_two_dates_or_of_two_commitments_are_sound():
    assert problems(draft(), draft(as_of_on=JULY), draft(commitment_code="P-2")) == []


@pytest.mark.parametrize(
    "stated",
    [
        {"declared_status": DeclaredStatus.NOT_STARTED},
        {"physical": Decimal(0)},
        {"financial": Decimal(0)},
        {"committed": Decimal(0)},
        {"paid": Decimal(0)},
        {"actual_start_on": JUNE},
        {"actual_end_on": JUNE},
        {"forecast_end_on": JUNE},
        {"narrative": Translated(fr="Crues")},
    ],
)
def test_zero_or_any_one_field_says_something(stated):
    assert draft(**stated).says_nothing is False


def test_a_report_that_only_says_why_there_is_no_number_says_nothing():
    entries = {ReportField.PHYSICAL: EntryDraft(no_number=NoNumber.NOT_DUE)}

    assert draft(entries=entries).says_nothing is True

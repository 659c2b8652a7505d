"""The last report of commitments up to a day, with what stood behind each field."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.plans.enums import DatePrecision
from athar.plans.queries import commitment_codes
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField
from athar.reporting.queries import last_reports

JUNE, SEPTEMBER = dt.date(2025, 6, 30), dt.date(2025, 9, 30)


def test_last_report_says_what_was_stated_and_where(plan):
    (found,) = last_reports(plan.id, {"PDR-001"}, until=JUNE).values()

    assert (found.as_of_on, found.declared) == (JUNE, DeclaredStatus.ON_TRACK)
    assert (found.physical, found.financial) == (Decimal(80), Decimal("62.5"))
    assert (found.actual_start_on, found.actual_end_on) == (dt.date(2022, 2, 1), None)
    assert (found.actual_end_precision, found.forecast_end_on) == (
        DatePrecision.DAY,
        dt.date(2026, 3, 31),
    )
    assert (found.narrative, found.entries) == (
        {},
        {ReportField.PHYSICAL: EntryDraft(written="80 %", origin={"row": 2, "column": "F"})},
    )


def test_last_report_is_the_newest_up_to_the_day(plan):
    said = EntryDraft(written="N.D", no_number=NoNumber.NOT_REPORTED)
    draft = ReportDraft(
        commitment_code="PDR-001",
        as_of_on=SEPTEMBER,
        financial=Decimal(70),
        entries={ReportField.PHYSICAL: said},
    )
    publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={"name": "test"})

    then = last_reports(plan.id, {"PDR-001"}, until=SEPTEMBER - dt.timedelta(days=1))
    now = last_reports(plan.id, {"PDR-001"}, until=SEPTEMBER)

    assert then["PDR-001"].as_of_on == JUNE
    assert (now["PDR-001"].declared, now["PDR-001"].physical) == (None, None)
    assert now["PDR-001"].entries == {ReportField.PHYSICAL: said}


def test_commitments_without_reports_have_no_last_one(plan):
    assert last_reports(plan.id, {"PDR-004"}, until=JUNE) == {}
    assert last_reports(plan.id, {"PDR-001"}, until=dt.date(2025, 6, 29)) == {}


@pytest.mark.parametrize("codes", [{"PDR-001"}, {"PDR-001", "PDR-002", "PDR-003"}])
def test_last_reports_take_two_queries(plan, codes, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = last_reports(plan.id, codes, until=JUNE)

    assert set(found) == codes


def test_codes_of_a_plan_are_all_its_commitments(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        codes = commitment_codes(plan.id)

    assert codes == {"PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"}

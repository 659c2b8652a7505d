"""The reports of a plan as they stand, kept as plain values and stated again."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField
from athar.reporting.stated import report_draft, stated_reports
from athar.trail.models import Event
from tests import cast

SEPTEMBER = dt.date(2025, 9, 30)
FULL = ReportDraft(
    commitment_code="PDR-004",
    as_of_on=SEPTEMBER,
    declared_status=DeclaredStatus.COMPLETED,
    physical=Decimal("100.00"),
    financial=Decimal("0.00"),
    committed=Decimal("12.50"),
    paid=Decimal("0.00"),
    actual_start_on=dt.date(2023, 1, 1),
    actual_end_on=dt.date(2025, 6, 1),
    actual_end_precision=DatePrecision.MONTH,
    forecast_end_on=dt.date(2025, 7, 1),
    narrative=Translated(fr="Achevé", ar="منجز"),
    entries={
        ReportField.PHYSICAL: EntryDraft(written="100 %", origin={"row": 7}),
        ReportField.PAID: EntryDraft(written="-", no_number=NoNumber.NOT_DUE),
    },
)
BARE = ReportDraft(commitment_code="PDR-004", as_of_on=SEPTEMBER, physical=Decimal("1.00"))


def stated(plan):
    return stated_reports(plan.id, ["PDR-001", "PDR-004"])


def publish(plan, *drafts):
    publish_reports(by=None, plan_id=plan.id, drafts=drafts, source={"file": "round.xlsx"})
    return Event.objects.latest("pk").pk


@pytest.mark.parametrize("draft", [FULL, BARE])
def test_a_report_comes_back_as_it_was_stated(plan, draft):
    event_id = publish(plan, draft)

    again = json.loads(json.dumps(stated(plan)))[-1]

    assert report_draft(again) == draft
    assert (again["event"], again["source"]) == (event_id, {"file": "round.xlsx"})


def test_reports_come_in_the_order_in_which_they_were_published(plan):
    first = [one["commitment"] for one in stated(plan)]
    publish(plan, BARE)
    publish(plan, ReportDraft(commitment_code="PDR-001", as_of_on=cast.AS_OF, paid=Decimal(1)))

    found = [one["commitment"] for one in stated(plan)]

    assert found == [*first, "PDR-004", "PDR-001"]


def test_a_withdrawn_report_is_not_stated(plan):
    before = stated(plan)
    event_id = publish(plan, FULL)

    withdraw_reports(by=None, plan_id=plan.id, event_id=event_id, reason="Wrong file")

    assert stated(plan) == before


def test_reports_of_other_projects_are_left_out(plan):
    assert [one["commitment"] for one in stated(plan)] == ["PDR-001"]
    assert stated_reports(plan.id, []) == []


@pytest.mark.parametrize("n_reports", [1, 3])
def test_reading_what_is_stated_takes_three_queries(plan, n_reports, django_assert_num_queries):
    before = len(stated(plan))
    for month in range(1, n_reports + 1):
        day = dt.date(2025, 6 + month, 28)
        publish(plan, ReportDraft(commitment_code="PDR-001", as_of_on=day, paid=Decimal(month)))

    with django_assert_num_queries(3):
        found = stated(plan)

    assert len(found) == before + n_reports

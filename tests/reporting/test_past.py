"""Which reports were public at a publication."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.evidence.actions import attach_link
from athar.kernel.text import Translated
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.past import reports_as_of
from athar.reporting.queries import timeline_of
from athar.trail.models import Event
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number

pytestmark = pytest.mark.django_db


def now():
    return read_as_of(str(last_publication_number()))


def report(plan, physical, day=dt.date(2025, 9, 30)):
    draft = ReportDraft(commitment_code="PDR-001", as_of_on=day, physical=Decimal(physical))
    publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={})
    return now()


def done(plan, as_of):
    newest = reports_as_of(plan.id, as_of, [plan.commitments["PDR-001"]]).newest
    return [row.physical for row in newest.values()]


def withdraw(plan):
    event = Event.objects.filter(kind="reports.published").order_by("-pk").first()
    withdraw_reports(by=None, plan_id=plan.id, event_id=event.pk, reason="Mistaken")
    return now()


@pytest.fixture
def moments(plan):
    """Report 90 %, 95 % and, late, 10 %; withdraw the last one."""
    first, second = report(plan, 90), report(plan, 95)
    third = report(plan, 10, dt.date(2025, 10, 1))
    return first, second, third, withdraw(plan)


def test_the_newest_report_public_then_counts(plan, moments):
    found = [done(plan, one) for one in moments]

    assert found == [[Decimal(90)], [Decimal(95)], [Decimal(10)], [Decimal(95)]]


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_reports_are_read_in_three_queries(plan, n_commitments, django_assert_num_queries):
    keys, as_of = list(plan.commitments.values())[:n_commitments], now()

    with django_assert_num_queries(3):
        found = reports_as_of(plan.id, as_of, keys)

    assert (len(found.newest), len(found.keys)) == (n_commitments, n_commitments)


def test_a_timeline_tells_what_was_public_then(plan, moments):
    tales = [timeline_of(plan.commitments["PDR-001"], one) for one in moments]

    assert [len(one.reports) for one in tales] == [2, 3, 4, 3]
    assert [len(one.withdrawals) for one in tales] == [0, 0, 0, 1]
    assert tales[-1] == timeline_of(plan.commitments["PDR-001"])


def test_evidence_added_since_the_state_ended_is_not_shown(plan):
    key, early = plan.commitments["PDR-001"], now()
    late = report(plan, 90)
    attach_link(
        by=None,
        subject=f"commitment:{key}",
        scope_keys=(),
        url="https://example.org/photo",
        title=Translated(fr="Photo"),
    )
    shown = [len(timeline_of(key, one).evidence) for one in (read_as_of(str(early.number)), late)]

    assert shown == [0, 1]

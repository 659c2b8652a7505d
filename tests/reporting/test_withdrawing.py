"""Withdrawing reports: kept and shown as such, but no longer figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from athar.finance.models import Execution
from athar.finance.queries import executions_stated_in, money_of
from athar.kernel.progress import DeclaredStatus
from athar.plans.drafts import Differences
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.enums import ReportState
from athar.reporting.models import Report
from athar.reporting.queries import WithdrawalView, last_reports, narratives_as_of, timeline_of
from athar.rollups import actions as rollups
from athar.rollups.models import Progress
from athar.rollups.queries import recent_changes
from athar.trail.actions import record
from athar.trail.models import Event
from athar.trail.queries import last_publication_number
from tests import cast

MAY, SEPTEMBER = dt.date(2025, 5, 31), dt.date(2025, 9, 30)


def publish(plan, *drafts, event=None):
    publish_reports(by=None, plan_id=plan.id, drafts=drafts, source={}, event=event)
    return Event.objects.filter(kind="reports.published").latest("pk").pk


def said(code="PDR-001", as_of_on=SEPTEMBER, **stated):
    values = {"declared_status": DeclaredStatus.STOPPED, "physical": Decimal(85)}
    return ReportDraft(commitment_code=code, as_of_on=as_of_on, **values | stated)


def withdraw(plan, event_id, by=None, reason="Wrong file", **more):
    return withdraw_reports(by=by, plan_id=plan.id, event_id=event_id, reason=reason, **more)


def reports(code="PDR-001"):
    rows = Report.objects.filter(commitment__code=code).order_by("pk")
    return list(rows.values_list("as_of_on", "state", "is_current"))


def figures():
    rows = Progress.objects.order_by("plan", "kind", "subject_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_the_report_before_is_current_again(plan):
    event_id = publish(plan, said())

    differences = withdraw(plan, event_id)

    assert reports() == [
        (cast.AS_OF, "published", True),
        (SEPTEMBER, "withdrawn", False),
    ]
    (gone,) = differences.gone
    assert (gone.code, gone.before["physical"], gone.after) == ("PDR-001", "85.00", None)


def test_a_first_report_leaves_none(plan):
    withdraw(plan, publish(plan, said("PDR-004")))

    assert reports("PDR-004") == [(SEPTEMBER, "withdrawn", False)]


def test_a_report_that_was_not_the_newest_leaves_the_newest_in_front(plan):
    withdraw(plan, publish(plan, said(as_of_on=MAY)))

    assert reports() == [(cast.AS_OF, "published", True), (MAY, "withdrawn", False)]


def test_the_newest_of_those_left_comes_to_the_front(plan):
    publish(plan, said(as_of_on=dt.date(2025, 8, 31)))
    publish(plan, said(as_of_on=dt.date(2025, 7, 31)))

    withdraw(plan, publish(plan, said()))

    assert [is_current for _on, _state, is_current in reports()] == [False, True, False, False]


def test_figures_are_those_of_before(plan):
    before = figures()
    event_id = publish(plan, said(committed=Decimal(9), paid=Decimal(8)), said("PDR-003"))
    assert figures() != before

    withdraw(plan, event_id)

    assert figures() == before
    assert rollups.check() == ()


def test_amounts_that_were_stated_are_kept_but_count_no_more(plan):
    event_id = publish(plan, said(committed=Decimal(9), paid=Decimal(8)))
    key = f"report:{Report.objects.get(as_of_on=SEPTEMBER).pk}"

    withdraw(plan, event_id)

    withdrawn = Event.objects.get(kind="reports.withdrawn").recorded_at
    kept = Execution.objects.filter(stated_in=key).order_by("kind")
    assert list(kept.values_list("amount", "withdrawn_at")) == [
        (Decimal(9), withdrawn),
        (Decimal(8), withdrawn),
    ]
    money = money_of(plan.commitments["PDR-001"])
    assert [one for one in money.executions if one.stated_in == key] == []
    assert executions_stated_in([key]) == {}


def test_no_reader_takes_a_withdrawn_report_for_a_figure(plan):
    changes = recent_changes(plan.id)

    withdraw(plan, publish(plan, said(paid=Decimal(8))))

    assert recent_changes(plan.id) == changes
    assert narratives_as_of(plan.id, SEPTEMBER) == {}
    assert last_reports(plan.id, ["PDR-001"], until=SEPTEMBER)["PDR-001"].as_of_on == cast.AS_OF
    assert [one.as_of_on for one in timeline_of(plan.commitments["PDR-001"]).reports] == [
        cast.AS_OF
    ]


def test_the_timeline_tells_who_withdrew_what_and_why(plan, people):
    event_id = publish(plan, said())

    withdraw(plan, event_id, by=people.editor, reason=" Wrong file ")

    act = Event.objects.get(kind="reports.withdrawn")
    found = timeline_of(plan.commitments["PDR-001"]).withdrawals
    number = last_publication_number()
    assert found == (
        WithdrawalView(SEPTEMBER, act.recorded_at, "Editor", "Wrong file", publication=number),
    )


def test_withdrawals_come_last_first(plan):
    for day in (MAY, SEPTEMBER):
        withdraw(plan, publish(plan, said(as_of_on=day)))

    found = timeline_of(plan.commitments["PDR-001"]).withdrawals
    assert [one.as_of_on for one in found] == [SEPTEMBER, MAY]


def test_a_withdrawal_is_published_and_says_what_it_takes_back(plan):
    event_id = publish(plan, said())
    number = last_publication_number()
    with transaction.atomic():
        cause = record(kind="import.undone", by=None, subject=f"plan:{plan.id}")

    withdraw(plan, event_id, cause=cause)

    act = Event.objects.get(kind="reports.withdrawn")
    assert (act.publication_number, act.reason) == (number + 1, "Wrong file")
    assert act.source == {"withdraws": event_id, "event": cause.pk}
    assert [one.subject for one in act.changes.all()] == [
        f"commitment:{plan.commitments['PDR-001']}"
    ]


def test_the_act_that_brought_reports_names_them_too(plan):
    with transaction.atomic():
        brought = record(kind="return.imported", by=None, subject=f"plan:{plan.id}")
    publish(plan, said(), event=brought)

    withdraw(plan, brought.pk)

    assert [state for _on, state, _current in reports()] == ["published", "withdrawn"]


def test_nothing_left_to_withdraw_leaves_no_trace(plan):
    event_id = publish(plan, said())
    withdraw(plan, event_id)
    n_events = Event.objects.count()

    assert withdraw(plan, event_id) == Differences()
    assert Event.objects.count() == n_events


def test_reports_that_another_act_brought_stay(plan):
    first = publish(plan, said(as_of_on=MAY))
    publish(plan, said())

    withdraw(plan, first)

    assert reports()[1:] == [(MAY, "withdrawn", False), (SEPTEMBER, "published", True)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_says_why(plan, reason):
    event_id = publish(plan, said())

    with pytest.raises(ValidationError) as refused:
        withdraw(plan, event_id, reason=reason)

    assert refused.value.code == "reason_missing"


@pytest.mark.parametrize("who", ["manager", "validator", "stranger", "citizen"])
def test_only_who_publishes_reports_withdraws_them(plan, people, who):
    event_id = publish(plan, said())

    with pytest.raises(PermissionDenied):
        withdraw(plan, event_id, by=getattr(people, who))

    assert [state for _on, state, _current in reports()] == ["published", "published"]


@pytest.mark.parametrize("who", ["coordinator", "editor"])
def test_who_publishes_reports_withdraws_them(plan, people, who):
    event_id = publish(plan, said())

    withdraw(plan, event_id, by=getattr(people, who))

    assert [state for _on, state, _current in reports()] == ["published", "withdrawn"]


def test_the_same_report_can_be_published_again(plan):
    withdraw(plan, publish(plan, said()))

    publish(plan, said())

    assert reports()[1:] == [(SEPTEMBER, "withdrawn", False), (SEPTEMBER, "published", True)]


@pytest.mark.parametrize("n_reports", [1, 3])
def test_withdrawing_takes_the_same_queries(plan, n_reports, django_assert_num_queries):
    drafts = [said(f"PDR-00{n}", paid=Decimal(n)) for n in range(1, n_reports + 1)]
    event_id = publish(plan, *drafts)

    with django_assert_num_queries(40):
        withdraw(plan, event_id)


@pytest.mark.parametrize(
    "columns", [{"state": ReportState.WITHDRAWN}, {"state": ReportState.PUBLISHED}]
)
def test_the_database_holds_that_a_withdrawn_report_has_its_withdrawal(plan, columns):
    event = Event.objects.first()
    withdrawal = event if columns["state"] == ReportState.PUBLISHED else None

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**columns, withdrawal=withdrawal, is_current=False)

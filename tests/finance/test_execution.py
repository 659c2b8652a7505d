"""Stating what was committed and paid: running totals, never overwritten."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.finance.actions import state_execution, withdraw_execution
from athar.finance.drafts import ExecutionDraft
from athar.finance.enums import ExecutionKind
from athar.finance.models import Execution


def row(plan, amount=Decimal(800000), **stated):
    values = {"kind": ExecutionKind.PAID, "on": dt.date(2025, 9, 30), "stated_in": "report:90"}
    return ExecutionDraft(
        commitment_id=plan.commitments["PDR-001"], amount=amount, **{**values, **stated}
    )


def paid():
    rows = Execution.objects.filter(commitment__code="PDR-001", kind="paid").order_by("pk")
    return list(rows.values_list("on", "amount", "is_cumulative"))


AT = dt.datetime(2025, 10, 15, 9, 0, tzinfo=dt.UTC)
FIRST = (dt.date(2025, 6, 30), Decimal("781250.25"), True)


def test_a_new_total_stands_beside_the_earlier_one(plan, django_assert_num_queries):
    with django_assert_num_queries(3):
        n_rows = state_execution(by=None, rows=[row(plan)])

    assert n_rows == 1
    assert paid() == [FIRST, (dt.date(2025, 9, 30), Decimal(800000), True)]


def test_nothing_paid_is_a_total_of_zero(plan):
    state_execution(by=None, rows=[row(plan, Decimal(0))])

    assert paid()[-1] == (dt.date(2025, 9, 30), Decimal(0), True)


def test_a_refused_amount_takes_the_whole_batch_back(plan):
    with pytest.raises(ValidationError) as refused:
        state_execution(by=None, rows=[row(plan), row(plan, Decimal(-1), stated_in="report:91")])

    assert [one.code for one in refused.value.error_list] == ["amount_out_of_range"]
    assert paid() == [FIRST]


@pytest.mark.parametrize("who", ["manager", "validator", "stranger", "citizen"])
def test_only_who_publishes_reports_states_payments(plan, people, who):
    with pytest.raises(PermissionDenied):
        state_execution(by=getattr(people, who), rows=[row(plan)], scope_keys=(f"plan:{plan.id}",))

    assert paid() == [FIRST]


def test_the_coordinator_states_payments(plan, people):
    n_rows = state_execution(
        by=people.coordinator, rows=[row(plan)], scope_keys=(f"plan:{plan.id}",)
    )

    assert (n_rows, len(paid())) == (1, 2)


def take_back(plan, *keys, by=None):
    return withdraw_execution(by=by, stated_in=keys, at=AT, scope_keys=(f"plan:{plan.id}",))


def test_amounts_taken_back_are_kept_and_marked(plan):
    state_execution(by=None, rows=[row(plan), row(plan, stated_in="report:91")])

    n_rows = take_back(plan, "report:90")

    assert n_rows == 1
    marked = Execution.objects.filter(withdrawn_at=AT)
    assert list(marked.values_list("stated_in", "amount")) == [("report:90", Decimal(800000))]


def test_amounts_already_taken_back_keep_their_time(plan):
    state_execution(by=None, rows=[row(plan)])
    take_back(plan, "report:90")

    assert take_back(plan, "report:90") == 0


@pytest.mark.parametrize("who", ["manager", "validator", "stranger", "citizen"])
def test_only_who_publishes_reports_takes_payments_back(plan, people, who):
    state_execution(by=None, rows=[row(plan)])

    with pytest.raises(PermissionDenied):
        take_back(plan, "report:90", by=getattr(people, who))

    assert not Execution.objects.filter(withdrawn_at__isnull=False).exists()

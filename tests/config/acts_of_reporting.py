"""Every act of rounds and reports, and to whom it is allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from athar.kernel import clock
from athar.people.models import Account
from athar.plans.actions import reach_milestones, set_validation_steps
from athar.reporting.actions import (
    close_round,
    comment_on_report,
    delegate_reporting,
    extend_due,
    name_deputy,
    open_round,
    publish_due_reports,
    publish_report,
    remind_reporters,
    reopen_round,
    return_report,
    save_report,
    start_report,
    submit_report,
    validate_declared,
    validate_report,
)
from athar.reporting.models import Assignment, Report, Round
from tests import cast
from tests.reporting import cast as reports

Act = Callable[[Any, cast.SmallPlan], object]


def _dates() -> dict[str, dt.date]:
    """Give the dates of a round that is open today, whatever day it is."""
    today = clock.today()
    return {
        "start_on": today - dt.timedelta(days=100),
        "end_on": today - dt.timedelta(days=10),
        "opens_on": today - dt.timedelta(days=5),
        "due_on": today + dt.timedelta(days=30),
    }


def _round(plan: cast.SmallPlan) -> int:
    return open_round(by=None, plan_id=plan.id, code="R1", **_dates())


def _report(plan: cast.SmallPlan, bring: Callable[..., int], *more: Any) -> dict[str, int]:
    """Bring a report to a state by acts of the system, and give what names it."""
    key = bring(plan, None, *more, round_id=_round(plan), code="PDR-002")
    return {"report_id": key, "version": reports.version_of(key)}


def _start(by: Any, plan: cast.SmallPlan) -> None:
    key = _round(plan)
    start_report(by=by, round_id=key, commitment_id=plan.commitments["PDR-002"])


def _comment(by: Any, plan: cast.SmallPlan) -> None:
    key = _report(plan, reports.drafted)["report_id"]
    comment_on_report(by=by, report_id=key, field="physical", text="x")


def _publish_due(by: Any, plan: cast.SmallPlan) -> None:
    key = _report(plan, reports.validated, None)["report_id"]
    Report.objects.filter(pk=key).update(publish_on=clock.today())
    publish_due_reports(by=by)


def _close(plan: cast.SmallPlan) -> int:
    key = _round(plan)
    Round.objects.filter(pk=key).update(closed_at=clock.now())
    return key


def _extend(by: Any, plan: cast.SmallPlan) -> None:
    key = _round(plan)
    owed = Assignment.objects.filter(round=key).values_list("commitment_id", flat=True)
    later = clock.today() + dt.timedelta(days=60)
    extend_due(by=by, round_id=key, commitment_ids=list(owed), due_on=later)


def _remind(by: Any, plan: cast.SmallPlan) -> None:
    key = _round(plan)
    owed = Assignment.objects.filter(round=key).values_list("commitment_id", flat=True)
    remind_reporters(by=by, round_id=key, commitment_ids=list(owed))


def _citizen() -> int:
    return Account.objects.get(email="citizen@example.org").pk


def _whole(act: Act) -> Act:
    """Take back what was prepared for an act along with the act."""
    return transaction.atomic(act)


REPORTING: dict[str, tuple[Act, set[str]]] = {
    name: (_whole(act), allowed)
    for name, (act, allowed) in {
        "open a round": (
            lambda by, plan: open_round(by=by, plan_id=plan.id, code="R1", **_dates()),
            {"coordinator"},
        ),
        "close a round": (
            lambda by, plan: close_round(by=by, round_id=_round(plan)),
            {"coordinator"},
        ),
        "reopen a round": (
            lambda by, plan: reopen_round(
                by=by, round_id=_close(plan), reason="x", due_on=clock.today()
            ),
            {"coordinator"},
        ),
        "give more time": (_extend, {"coordinator"}),
        "remind": (_remind, {"coordinator"}),
        "delegate reporting": (
            lambda by, plan: delegate_reporting(
                by=by,
                account_id=_citizen(),
                commitment_id=plan.commitments["PDR-002"],
                last_on=clock.today(),
            ),
            {"manager"},
        ),
        "name a deputy": (
            lambda by, plan: name_deputy(
                by=by, account_id=_citizen(), plan_id=plan.id, last_on=clock.today()
            ),
            {"validator"},
        ),
        "start a report": (_start, {"manager", "coordinator"}),
        "type into a report": (
            lambda by, plan: save_report(
                by=by, **_report(plan, reports.drafted), changes={"paid": "5"}
            ),
            {"manager", "coordinator"},
        ),
        "submit a report": (
            lambda by, plan: submit_report(by=by, **_report(plan, reports.drafted)),
            {"manager", "coordinator"},
        ),
        "return a report": (
            lambda by, plan: return_report(by=by, **_report(plan, reports.submitted), note="x"),
            {"validator"},
        ),
        "remark on a report": (_comment, {"manager", "coordinator", "validator"}),
        "validate a report": (
            lambda by, plan: validate_report(by=by, **_report(plan, reports.submitted)),
            {"validator"},
        ),
        "publish a report": (
            lambda by, plan: publish_report(by=by, **_report(plan, reports.validated, None)),
            {"validator", "coordinator"},
        ),
        "publish what is due": (_publish_due, {"validator", "coordinator"}),
        "validate what was declared": (
            lambda by, plan: validate_declared(
                by=by, plan_id=plan.id, commitment_ids=[plan.commitments["PDR-001"]]
            ),
            {"validator"},
        ),
        "reach milestones": (
            lambda by, plan: reach_milestones(
                by=by, commitment_id=plan.commitments["PDR-001"], days={}
            ),
            {"validator", "coordinator", "editor"},
        ),
        "set the steps of validation": (
            lambda by, plan: set_validation_steps(by=by, plan_id=plan.id, steps=2),
            {"editor"},
        ),
    }.items()
}

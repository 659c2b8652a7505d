"""Every act of rounds and reports, and to whom it is allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from athar.kernel import clock
from athar.people.lending import lend_rights, take_back_role
from athar.people.models import Account, Grant
from athar.plans.actions import reach_milestones
from athar.reporting.actions import (
    close_round,
    comment_on_report,
    delegate_reporting,
    delegate_reports,
    extend_due,
    name_deputy,
    open_round,
    publish_due_reports,
    publish_report,
    remind_reporters,
    reopen_round,
    return_declared,
    return_report,
    save_report,
    start_report,
    submit_report,
    validate_declared,
    validate_report,
)
from athar.reporting.models import Assignment, Report, Round
from tests import cast
from tests.config.preparing import Act, After
from tests.reporting import cast as reports


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


def _brought(bring: Callable[..., int], *more: Any) -> Callable[[cast.SmallPlan], dict[str, int]]:
    """Bring a report to a state by acts of the system, and give what names it."""

    def prepare(plan: cast.SmallPlan) -> dict[str, int]:
        key = bring(plan, None, *more, round_id=_round(plan), code="PDR-002")
        return {"report_id": key, "version": reports.version_of(key)}

    return prepare


DRAFTED = _brought(reports.drafted)
SUBMITTED = _brought(reports.submitted)
VALIDATED = _brought(reports.validated, None)


def _scheduled(plan: cast.SmallPlan) -> None:
    key = VALIDATED(plan)["report_id"]
    Report.objects.filter(pk=key).update(publish_on=clock.today())


def _closed(plan: cast.SmallPlan) -> int:
    key = _round(plan)
    Round.objects.filter(pk=key).update(closed_at=clock.now())
    return key


def _owed(plan: cast.SmallPlan) -> dict[str, Any]:
    key = _round(plan)
    owed = Assignment.objects.filter(round=key).values_list("commitment_id", flat=True)
    return {"round_id": key, "commitment_ids": list(owed)}


def _later() -> dt.date:
    return clock.today() + dt.timedelta(days=60)


def _citizen() -> int:
    return Account.objects.get(email="citizen@example.org").pk


def _lend(by: Any, plan: cast.SmallPlan) -> int:
    return delegate_reporting(
        by=by,
        account_id=_citizen(),
        commitment_id=plan.commitments["PDR-002"],
        last_on=clock.today(),
    )


def _lend_all(by: Any, _plan: cast.SmallPlan) -> int:
    mine = Grant.objects.get(account__email="validator@example.org")
    until = clock.now() + dt.timedelta(days=5)
    return lend_rights(by=by, account_id=_citizen(), grant_ids=[mine.pk], expires_at=until)


REPORTING: dict[str, tuple[Act, set[str]]] = {
    "open a round": (
        lambda by, plan: open_round(by=by, plan_id=plan.id, code="R1", **_dates()),
        {"coordinator"},
    ),
    "close a round": (
        After(_round, lambda by, _plan, key: close_round(by=by, round_id=key)),
        {"coordinator"},
    ),
    "reopen a round": (
        After(
            _closed,
            lambda by, _plan, key: reopen_round(
                by=by, round_id=key, reason="x", due_on=clock.today()
            ),
        ),
        {"coordinator"},
    ),
    "give more time": (
        After(_owed, lambda by, _plan, owed: extend_due(by=by, due_on=_later(), **owed)),
        {"coordinator"},
    ),
    "remind": (
        After(_owed, lambda by, _plan, owed: remind_reporters(by=by, **owed)),
        {"coordinator"},
    ),
    "delegate reporting": (_lend, {"manager", "coordinator"}),
    "delegate several reports": (
        lambda by, plan: delegate_reports(
            by=by,
            account_id=_citizen(),
            commitment_ids=[plan.commitments["PDR-002"]],
            last_on=clock.today(),
        ),
        {"manager", "coordinator"},
    ),
    "lend one's rights": (_lend_all, {"validator"}),
    "take back what was lent": (
        After(
            lambda plan: _lend(Account.objects.get(email="manager@example.org"), plan),
            lambda by, _plan, key: take_back_role(by=by, grant_id=key),
        ),
        {"manager", "administrator"},
    ),
    "name a deputy": (
        lambda by, plan: name_deputy(
            by=by, account_id=_citizen(), plan_id=plan.id, last_on=clock.today()
        ),
        {"validator"},
    ),
    "start a report": (
        After(
            _round,
            lambda by, plan, key: start_report(
                by=by, round_id=key, commitment_id=plan.commitments["PDR-002"]
            ),
        ),
        {"manager", "coordinator"},
    ),
    "type into a report": (
        After(DRAFTED, lambda by, _plan, one: save_report(by=by, changes={"paid": "5"}, **one)),
        {"manager", "coordinator"},
    ),
    "submit a report": (
        After(DRAFTED, lambda by, _plan, one: submit_report(by=by, **one)),
        {"manager", "coordinator"},
    ),
    "return a report": (
        After(SUBMITTED, lambda by, _plan, one: return_report(by=by, note="x", **one)),
        {"validator"},
    ),
    "remark on a report": (
        After(
            DRAFTED,
            lambda by, _plan, one: comment_on_report(
                by=by, report_id=one["report_id"], field="physical", text="x"
            ),
        ),
        {"manager", "coordinator", "validator"},
    ),
    "validate a report": (
        After(SUBMITTED, lambda by, _plan, one: validate_report(by=by, **one)),
        {"validator"},
    ),
    "publish a report": (
        After(VALIDATED, lambda by, _plan, one: publish_report(by=by, **one)),
        {"validator", "coordinator"},
    ),
    "publish what is due": (
        After(_scheduled, lambda by, _plan, _none: publish_due_reports(by=by)),
        {"validator", "coordinator"},
    ),
    "validate what was declared": (
        lambda by, plan: validate_declared(
            by=by, plan_id=plan.id, commitment_ids=[plan.commitments["PDR-001"]]
        ),
        {"validator"},
    ),
    "send back what was declared": (
        lambda by, plan: return_declared(
            by=by, plan_id=plan.id, commitment_ids=[plan.commitments["PDR-001"]], note="x"
        ),
        {"validator"},
    ),
    "reach milestones": (
        lambda by, plan: reach_milestones(
            by=by, commitment_id=plan.commitments["PDR-001"], days={}
        ),
        {"validator", "coordinator", "editor"},
    ),
}

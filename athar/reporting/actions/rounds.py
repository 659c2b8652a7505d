"""Opening and closing reporting rounds, reopening them for a reason, and giving more time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.models import Plan
from athar.reporting.actions.holding import check_unlocked
from athar.reporting.enums import ReportState
from athar.reporting.models import Assignment, Report, Round
from athar.reporting.rounds import commitments_to_report
from athar.reporting.rules import can_run_rounds
from athar.reporting.validators import check_round
from athar.rows.inserting import insert_rows
from athar.trail.actions import Touched, begin, finish, record
from athar.trail.refusing import acting

_RECEIVED = (ReportState.SUBMITTED, ReportState.VALIDATED, ReportState.PUBLISHED)
_EVERY = 100
"""After how many assignments progress is told."""


@acting("round.opened", "plan:{plan_id}")
def open_round(
    *,
    by: Actor | None,
    plan_id: int,
    code: str,
    start_on: dt.date,
    end_on: dt.date,
    opens_on: dt.date,
    due_on: dt.date,
    commitment_ids: Collection[int] | None = None,
) -> int:
    """State a round of a published plan and who owes which report, and give its key.

    Shape: one assignment for each commitment in force that is neither cancelled nor validated
    complete, of those named where some are, as in a trial round. Whether the round is open
    follows from its dates.
    Errors: PermissionDenied; ValidationError: not_published, and those of check_round.
    Queries: 9 and those of the record, whatever the number of commitments.
    """
    require(can_run_rounds(by, hold_plan(plan_id)), "reporting.open_round")
    plan = Plan.objects.get(pk=plan_id)
    if not plan.current_version:
        raise ValidationError(_("This plan is not published yet."), code="not_published")
    known = Round.objects.filter(plan=plan).values_list("code", "start_on", "end_on")
    check_round(code, (start_on, end_on), (opens_on, due_on), list(known))
    row = Round.objects.create(
        plan=plan,
        code=code.strip(),
        start_on=start_on,
        end_on=end_on,
        opens_on=opens_on,
        due_on=due_on,
    )
    owed = [
        (key, body_id)
        for key, body_id in commitments_to_report(plan_id, plan.owner_id)
        if commitment_ids is None or key in commitment_ids
    ]
    insert_rows(
        Assignment,
        ("round", "commitment", "organisation", "due_on"),
        ((row.pk, commitment_id, body_id, due_on) for commitment_id, body_id in owed),
    )
    opened = Touched(f"round:{row.pk}", None, {**_dates(row), "n_assignments": len(owed)})
    subject = f"plan:{plan_id}"
    record(kind="round.opened", by=by, subject=subject, touched=[opened], publishes=True)
    return row.pk


@acting("round.closed", "round:{round_id}")
def close_round(
    *, by: Actor | None, round_id: int, progress: Callable[[int, int], None] | None = None
) -> int:
    """Close a round: nothing of it is typed any more, and what was not reported stays as missed.

    Shape: the number of reports missed; 0 and nothing recorded when it is closed already. What
    was submitted may still be validated and published. `progress` is told how many of how many
    assignments are through.
    Errors: PermissionDenied; Round.DoesNotExist.
    Queries: 6 and those of the record, whatever the number of assignments.
    """
    row = _round_to_run(by, round_id, "reporting.close_round")
    if row.closed_at is not None:
        return 0
    reports = Report.objects.filter(round=row, state__in=_RECEIVED)
    received = set(reports.values_list("commitment_id", flat=True))
    owed = Assignment.objects.filter(round=row).order_by("pk")
    keys = list(owed.values_list("commitment_id", flat=True))
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    event = begin(kind="round.closed", by=by, subject=f"plan:{row.plan_id}")
    finish(event, touched=_closed(row, keys, received, progress), publishes=True)
    return len([one for one in keys if one not in received])


def _closed(
    row: Round,
    owed: Collection[int],
    received: Collection[int],
    progress: Callable[[int, int], None] | None,
) -> Iterator[Touched]:
    """Say of the round and of each commitment how the round ended for it."""
    n_missed = len([one for one in owed if one not in received])
    ended = {**_dates(row), "closed": True, "n_assignments": len(owed), "n_missed": n_missed}
    yield Touched(f"round:{row.pk}", {"closed": False}, ended)
    for n, commitment_id in enumerate(owed, start=1):
        said = {"round": row.code, "is_reported": commitment_id in received}
        yield Touched(f"commitment:{commitment_id}", None, said)
        if progress and (n % _EVERY == 0 or n == len(owed)):
            progress(n, len(owed))


@acting("round.reopened", "round:{round_id}")
def reopen_round(
    *,
    by: Actor | None,
    round_id: int,
    reason: str,
    due_on: dt.date,
    commitment_ids: Collection[int] | None = None,
) -> bool:
    """Reopen a closed round until a new due date; the public is told, with the reason.

    Shape: False when it is not closed. Assignments whose report is not published are due anew:
    those of `commitment_ids`, all of them by default. The others may hand in too, but stay late.
    Errors: PermissionDenied; Round.DoesNotExist; ValidationError: reason_missing, due_passed.
    Queries: 5 and those of the record.
    """
    row = _round_to_run(by, round_id, "reporting.reopen_round")
    if not reason.strip():
        raise ValidationError(_("Say why the round is reopened."), code="reason_missing")
    _check_due(due_on)
    if row.closed_at is None:
        return False
    before = _dates(row) | {"closed": True}
    row.closed_at, row.due_on = None, due_on
    row.save(update_fields=["closed_at", "due_on"])
    anew = _unpublished(row)
    if commitment_ids is not None:
        anew = anew.filter(commitment__in=commitment_ids)
    anew.update(due_on=due_on, reminded_at=None)
    open_again = {"closed": False, "reason": reason.strip()}
    record(
        kind="round.reopened",
        by=by,
        subject=f"plan:{row.plan_id}",
        touched=[Touched(f"round:{row.pk}", before, {**_dates(row), **open_again})],
        reason=reason.strip(),
        publishes=True,
    )
    return True


@acting("round.due_extended", "round:{round_id}")
def extend_due(
    *,
    by: Actor | None,
    round_id: int,
    commitment_ids: Collection[int],
    due_on: dt.date,
    reason: str = "",
) -> int:
    """Give more time for the reports of some commitments of an open round.

    Shape: how many assignments are due later than before; who is late already is no longer.
    Errors: PermissionDenied; Round.DoesNotExist; ValidationError: round_closed, due_passed.
    Queries: 5 and those of the record.
    """
    row = _round_to_run(by, round_id, "reporting.extend_due")
    _check_due(due_on)
    if row.closed_at is not None:
        raise ValidationError(_("The round is closed."), code="round_closed")
    later = _unpublished(row).filter(commitment__in=commitment_ids, due_on__lt=due_on)
    before = dict(later.order_by("pk").values_list("commitment_id", "due_on"))
    if not before:
        return 0
    later.update(due_on=due_on, reminded_at=None)
    said = {"code": row.code, "due_on": due_on.isoformat(), "reason": reason.strip()}
    touched = [Touched(f"round:{row.pk}", None, {**said, "n_reports": len(before)})]
    touched += [
        Touched(f"commitment:{key}", {"due_on": was.isoformat()}, {"due_on": due_on.isoformat()})
        for key, was in before.items()
    ]
    record(
        kind="round.due_extended",
        by=by,
        subject=f"plan:{row.plan_id}",
        touched=touched,
        reason=reason.strip(),
        source={"round": row.pk},
        publishes=True,
    )
    return len(before)


@acting("round.reminded", "round:{round_id}")
def remind_reporters(*, by: Actor | None, round_id: int, commitment_ids: Collection[int]) -> int:
    """Ask again for reports of an open round that nobody handed over.

    Shape: of how many it was asked: those reminded today already are left in peace. The mails are
    the affair of who is told of the event `round.reminded`, which names the commitments.
    Errors: PermissionDenied; Round.DoesNotExist; ValidationError: round_closed, round_to_come.
    Queries: 6 and those of the record.
    """
    row = _round_to_run(by, round_id, "reporting.remind_reporters")
    check_unlocked(row)
    done = Report.objects.filter(round=row, state__in=_RECEIVED).values("commitment")
    owed = Assignment.objects.filter(
        Q(reminded_at=None) | Q(reminded_at__lt=_midnight()),
        round=row,
        commitment__in=commitment_ids,
    ).exclude(commitment__in=done)
    keys = list(owed.order_by("pk").values_list("pk", "commitment_id"))
    if not keys:
        return 0
    Assignment.objects.filter(pk__in=[pk for pk, _one in keys]).update(reminded_at=clock.now())
    touched = [Touched(f"commitment:{one}", None, {"reminded": row.code}) for _pk, one in keys]
    record(
        kind="round.reminded",
        by=by,
        subject=f"plan:{row.plan_id}",
        touched=touched,
        source={"round": row.pk},
    )
    return len(keys)


def _midnight() -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(clock.today(), dt.time.min))


def _round_to_run(by: Actor | None, round_id: int, act: str) -> Round:
    """Lock a round that `by` may run, after its plan, until the transaction ends."""
    plan_id = Round.objects.values_list("plan_id", flat=True).get(pk=round_id)
    require(can_run_rounds(by, hold_plan(plan_id)), act)
    return Round.objects.select_for_update().get(pk=round_id)


def _unpublished(row: Round) -> Any:
    """Give the assignments of a round whose report is not published."""
    done = Report.objects.filter(round=row, state=ReportState.PUBLISHED)
    return Assignment.objects.filter(round=row).exclude(commitment__in=done.values("commitment"))


def _check_due(due_on: dt.date) -> None:
    if due_on < clock.today():
        raise ValidationError(_("The new due date has passed already."), code="due_passed")


def _dates(row: Round) -> dict[str, Any]:
    names = ("start_on", "end_on", "opens_on", "due_on")
    return {"code": row.code} | {name: getattr(row, name).isoformat() for name in names}

"""Stating what was committed and paid, and taking it back with the report that stated it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from athar.finance.drafts import ExecutionDraft
from athar.finance.models import Execution
from athar.finance.rules import can_state_execution
from athar.finance.validators import check_executions
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.rows.inserting import insert_rows
from athar.trail.refusing import acting


@acting("execution.stated", "execution")
def state_execution(
    *, by: Actor | None, rows: Sequence[ExecutionDraft], scope_keys: Collection[str] = ()
) -> int:
    """State running totals committed and paid; earlier ones stay as they were stated.

    Shape: the number of rows stated. `scope_keys` are those of the plan the rows belong to.
    Errors: PermissionDenied; ValidationError (see check_executions).
    Queries: 1.
    """
    require(can_state_execution(by, scope_keys), "finance.state_execution")
    check_executions(rows)
    insert_rows(
        Execution,
        ("commitment", "kind", "on", "amount", "is_cumulative", "stated_in"),
        ((row.commitment_id, row.kind, row.on, row.amount, True, row.stated_in) for row in rows),
    )
    return len(rows)


@acting("execution.withdrawn", "execution")
def withdraw_execution(
    *,
    by: Actor | None,
    stated_in: Collection[str],
    at: dt.datetime,
    scope_keys: Collection[str] = (),
) -> int:
    """Take back the running totals that withdrawn reports stated: kept, but they count no more.

    Shape: the number of rows taken back. `stated_in` are keys of reports, `scope_keys` those of
    the plan they belong to.
    Errors: PermissionDenied.
    Queries: 1.
    """
    require(can_state_execution(by, scope_keys), "finance.withdraw_execution")
    rows = Execution.objects.filter(stated_in__in=stated_in, withdrawn_at=None)
    return rows.update(withdrawn_at=at)

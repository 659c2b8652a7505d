"""What imports declared, at the door of validation: validated as a set, or sent back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.finance.actions import state_execution
from athar.indicators.enums import Claim
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.drafts import Difference, Differences
from athar.reporting.actions.deciding import refuse_authors
from athar.reporting.actions.holding import for_whom
from athar.reporting.actions.publishing import (
    executions,
    published_among,
    touched_by,
    write_published,
)
from athar.reporting.declared import DECLARED, Declared, read_declared
from athar.reporting.judging import is_refused
from athar.reporting.models import Report, ReportComment
from athar.reporting.rules import can_validate, rights_to_validate
from athar.reporting.scopes import scopes_of_commitments
from athar.reporting.typed import LONGEST
from athar.reporting.wording import refusal_of
from athar.trail.actions import Touched, begin, finish, record
from athar.trail.refusing import acting


@acting("reports.validated", "plan:{plan_id}")
def validate_declared(
    *, by: Actor | None, plan_id: int, commitment_ids: Collection[int]
) -> Differences:
    """Validate what imports declared: a new report says the same as the newest one, validated.

    Shape: a difference for each; commitments whose newest report is validated, or that have none,
    are passed over. Nothing stored is changed, so that every earlier state stays what it was.
    Errors: PermissionDenied, also when one of the commitments is out of reach; ValidationError:
    own_report, and one entry for each check that refuses, as of a report that is typed.
    Queries: 17 and those of the record, whatever the number of commitments.
    """
    rows, source = _declared(by, plan_id, commitment_ids, "reporting.validate_declared")
    if not rows:
        return Differences()
    for row in rows:
        refuse_authors(by, row)
    found = read_declared(plan_id, rows)
    checks = tuple(check for row in rows for check in found[row.pk].checks)
    if is_refused(checks):
        raise refusal_of(checks)
    return _validated(by, plan_id, rows, found, source)


@acting("reports.returned", "plan:{plan_id}")
def return_declared(
    *, by: Actor | None, plan_id: int, commitment_ids: Collection[int], note: str
) -> int:
    """Send what imports declared back with a note: it stays declared until a new report comes.

    Shape: how many were sent back; commitments whose newest report is validated are passed over.
    Errors: PermissionDenied, also when one of the commitments is out of reach; ValidationError:
    note_missing, text_too_long.
    Queries: 7 and those of the record, whatever the number of commitments.
    """
    rows, source = _declared(by, plan_id, commitment_ids, "reporting.return_declared")
    text = note.strip().replace("\0", "")
    if not text:
        raise ValidationError(_("Say what is to be mended."), code="note_missing")
    if len(text) > LONGEST:
        raise ValidationError(_("The text is too long."), code="text_too_long")
    if not rows:
        return 0
    ReportComment.objects.bulk_create(
        ReportComment(
            report=row,
            text=text,
            is_return=True,
            version=row.version,
            by_id=by.pk if by else None,
            author_name=str(by) if by else "",
            made_at=clock.now(),
        )
        for row in rows
    )
    record(
        kind="reports.returned",
        by=by,
        subject=f"plan:{plan_id}",
        touched=[Touched(f"report:{row.pk}", None, {}) for row in rows],
        reason=text,
        source=source,
    )
    return len(rows)


def _declared(
    by: Actor | None, plan_id: int, commitment_ids: Collection[int], name: str
) -> tuple[list[Report], dict[str, int]]:
    """Hold a plan and give the declared reports of its commitments, in time, and for whom one acts.

    Errors: PermissionDenied, also when one of the commitments is out of reach.
    """
    hold_plan(plan_id)
    reach = tuple(scopes_of_commitments(commitment_ids).values())
    require(all(can_validate(by, one) for one in reach), name)
    rows = Report.objects.filter(
        DECLARED, commitment__in=commitment_ids, commitment__plan=plan_id
    ).select_related("commitment")
    rights = tuple(right for one in reach for right in rights_to_validate(one))
    return list(rows.order_by("as_of_on", "pk")), for_whom(by, rights)


def _validated(
    by: Actor | None,
    plan_id: int,
    declared: Collection[Report],
    found: Mapping[int, Declared],
    source: Mapping[str, int],
) -> Differences:
    """Write again what declared reports say, as validated by `by`."""
    drafts = [found[row.pk].draft for row in declared]
    rows = [
        Report(
            commitment_id=row.commitment_id,
            claim=Claim.VALIDATED,
            validated_by_id=by.pk if by else None,
            validated_at=clock.now(),
            authored_by_id=row.authored_by_id,
            author_name=row.author_name,
            source={**row.source, "validates": row.pk},
        )
        for row in declared
    ]
    keys = Q(commitment__in=[row.commitment_id for row in rows])
    published = published_among(keys, set())
    act = begin(
        kind="reports.published",
        by=by,
        subject=f"plan:{plan_id}",
        source={"validates": len(rows), **source},
    )
    write_published(rows, drafts, published, act)
    # whether they may be validated was asked above: their amounts are part of them
    state_execution(by=None, rows=executions(rows, drafts))
    claims = ({"claim": str(Claim.DECLARED)}, {"claim": str(Claim.VALIDATED)})
    changed = tuple(
        Difference(f"commitment:{row.commitment_id}", row.commitment.code, *claims)
        for row in declared
    )
    finish(act, touched=touched_by(Differences(changed=changed)), publishes=True)
    return Differences(changed=changed)

"""The small plan imported and undone, and all that an import or its undoing may write."""

from __future__ import annotations

from athar.finance.models import Execution
from athar.finance.queries import stated_agreements, stated_funding
from athar.intake.actions import import_plan
from athar.intake.models import RestorePoint
from athar.intake.undoing.acts import undo_import
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Organisation
from athar.plans.actions import publish_first_version
from athar.plans.models import Commitment, Node, Plan
from athar.plans.queries import stated_commitments, stated_nodes, stated_plan
from athar.reporting.models import Report
from athar.rollups.models import Progress
from athar.trail.models import Change, Event
from tests.intake.small import DAM, ROWS, options, plan_csv

CHANGED_DAM = {**DAM, "title": "Grand barrage", "physical": "55", "paid": "7", "end": "fin 2026"}


def put_editor():
    """Open the account of a plan editor of everything."""
    account = create_account(by=None, email="editor@example.org", name="Nadia")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope="installation")
    return account


def put_draft():
    """Import the small plan, which is still a draft."""
    take(*ROWS)
    return Plan.objects.get()


def put_published():
    """Import the small plan and publish it."""
    plan = put_draft()
    publish_first_version(by=None, plan_id=plan.pk)
    return plan


def take(*rows, by=None, **chosen):
    report = import_plan(by=by, file=plan_csv(*rows), options=options(**chosen))
    assert report.is_taken, report.problems
    return report.event_ids


def undo(event_ids, *, by=None, reason="Wrong file", **more):
    return undo_import(by=by, event_ids=event_ids, reason=reason, **more)


def stated(plan):
    return {
        "plan": stated_plan(plan.pk),
        "nodes": stated_nodes(plan.pk),
        "commitments": stated_commitments(plan.pk),
        "funding": sorted(stated_funding(plan.pk), key=lambda line: line["commitment"]),
        "agreements": stated_agreements(plan.pk),
    }


def figures():
    rows = Progress.objects.order_by("plan", "kind", "subject_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def figures_by_code():
    """The figures of projects, by code: one that was removed and stated again has a new key."""
    rows = Progress.objects.filter(kind="commitment").select_related("commitment")
    return {
        row.commitment.code: (row.physical, row.paid, row.declared_status, row.words)
        for row in rows
    }


def reports():
    rows = Report.objects.order_by("commitment__code", "pk")
    return [
        (
            *(row.commitment.code, row.as_of_on, row.physical, row.is_current, row.source),
            {one.field: (one.written, one.no_number, one.origin) for one in row.entries.all()},
        )
        for row in rows
    ]


def rows():
    """Everything that an import or its undoing may write."""
    models = (Plan, Node, Commitment, Report, Execution, Event, Change, RestorePoint, Organisation)
    return [list(model.objects.order_by("pk").values()) for model in models]

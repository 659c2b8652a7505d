"""The figures follow real acts in their transaction: import, amendment, report, cancellation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from athar.kernel.progress import DeclaredStatus
from athar.plans.actions import publish_amendment, put_commitments
from athar.plans.models import Commitment
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.rollups import actions
from athar.rollups.models import Progress
from athar.trail.actions import Touched, begin, finish, record
from tests import cast
from tests.rollups.worlds import add_commitment, make_world


def plan_row(plan):
    fields = ("n_total", "n_cancelled", "amount_sum", "paid_sum")
    return Progress.objects.values_list(*fields).get(kind="plan", plan=plan.id)


def publish(plan, **stated):
    draft = ReportDraft(**{"as_of_on": dt.date(2025, 9, 30), **stated})
    publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={})


def restate(plan, drafts):
    """State the whole plan and publish what changed, as an import of an amended plan does."""
    differences = put_commitments(by=None, plan_id=plan.id, drafts=drafts, complete=True)
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="Council of March",
        changed_commitment_ids=[
            int(one.subject.partition(":")[2]) for one in (*differences.changed, *differences.gone)
        ],
    )


def test_a_published_plan_has_its_figures(plan):
    assert plan_row(plan) == (5, 1, Decimal("4100000.50"), Decimal("1531250.25"))
    assert actions.check() == ()


def test_figures_follow_a_report(plan):
    publish(plan, commitment_code="PDR-003", paid=Decimal(1000))

    assert plan_row(plan) == (5, 1, Decimal("4100000.50"), Decimal("1532250.25"))
    assert actions.check() == ()


def test_reports_of_an_import_are_counted_once_at_its_end(plan):
    draft = ReportDraft(
        as_of_on=dt.date(2025, 9, 30), commitment_code="PDR-003", paid=Decimal(1000)
    )
    before = plan_row(plan)

    with transaction.atomic():
        whole = begin(kind="plan.imported", by=None, subject=f"plan:{plan.id}")
        publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={}, event=whole)
        meanwhile = plan_row(plan)
        finish(whole)

    assert (meanwhile, plan_row(plan)[3]) == (before, Decimal("1532250.25"))
    assert actions.check() == ()


def test_reports_of_an_act_that_counts_nothing_are_counted_with_them(plan):
    draft = ReportDraft(
        as_of_on=dt.date(2025, 9, 30), commitment_code="PDR-003", paid=Decimal(1000)
    )

    with transaction.atomic():
        act = begin(kind="return.imported", by=None, subject=f"plan:{plan.id}")
        publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={}, event=act)
        finish(act)

    assert plan_row(plan)[3] == Decimal("1532250.25")
    assert actions.check() == ()


def test_figures_follow_a_cancellation_which_stays_counted_as_cancelled(plan):
    publish(plan, commitment_code="PDR-001", declared_status=DeclaredStatus.CANCELLED)

    assert plan_row(plan)[:2] == (5, 2)
    assert actions.check() == ()


def test_figures_follow_an_amendment(plan):
    drafts = cast.commitment_drafts(cast.put_places())
    dearer = replace(drafts[1], amount=Decimal(1_750_000))

    restate(plan, [drafts[0], dearer, *drafts[2:]])

    assert plan_row(plan)[2] == Decimal("5100000.50")
    assert actions.check() == ()


def test_what_an_amendment_takes_out_counts_as_cancelled(plan):
    drafts = cast.commitment_drafts(cast.put_places())

    restate(plan, drafts[1:])

    assert plan_row(plan)[:2] == (5, 2)
    assert actions.check() == ()


def test_a_refused_report_moves_no_figure(plan):
    before = list(Progress.objects.order_by("pk").values())

    with pytest.raises(ValidationError):
        publish(plan, commitment_code="PDR-001", physical=Decimal(112))

    assert list(Progress.objects.order_by("pk").values()) == before


def test_commitments_of_several_plans_are_followed_plan_by_plan(db):
    worlds = [make_world(code) for code in ("ONE", "TWO")]
    made = [add_commitment(world, f"{world.plan.code}-1") for world in worlds]
    touched = [
        *(Touched(f"commitment:{one.pk}", None, {}) for one in reversed(made)),
        Touched(f"plan:{worlds[0].plan.pk}", None, {}),
    ]

    with transaction.atomic():
        record(kind="reports.published", by=None, subject="", touched=touched)

    followed = Progress.objects.filter(kind="commitment").order_by("pk")
    assert list(followed.values_list("commitment__code", flat=True)) == ["ONE-1", "TWO-1"]
    assert actions.check() == ()


def test_a_draft_that_loses_a_commitment_loses_its_figures(draft_plan):
    drafts = cast.commitment_drafts(cast.put_places())

    with transaction.atomic():
        put_commitments(by=None, plan_id=draft_plan.id, drafts=drafts[1:], complete=True)
        record(kind="plan.imported", by=None, subject=f"plan:{draft_plan.id}")

    assert plan_row(draft_plan)[0] == Commitment.objects.count() == 4
    assert actions.check() == ()
